#include "unit/simulator/model/support.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(model_paging)

using namespace pressrun;
using namespace pressrun::simulator::test;
using namespace pressrun::simulator;

namespace {

/// 45 projects, listed by pages.
Scenario many() {
  Scenario scenario = calm();
  json::array projects;
  for (int i = 0; i < 45; ++i) projects.push_back({{"id", "p" + std::to_string(i)}, {"name", "P"}});
  scenario.projects = json::serialize(projects);
  scenario.paging = true;
  return scenario;
}

std::vector<std::string> ids(const HttpResponse& response) {
  std::vector<std::string> out;
  const json::value list = parsed(response);
  for (const json::value& item : list.as_array()) out.push_back(text(item, "id"));
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(without_it_a_listing_comes_whole_and_uncounted) {
  Scenario scenario = many();
  scenario.paging = false;
  Bench bench{scenario};
  const auto answer = bench.get("/projects?page=2&per_page=3");
  BOOST_TEST(ids(answer).size() == 45U);
  BOOST_TEST(header(answer, "x-total-count") == "");
}

BOOST_AUTO_TEST_CASE(pages_follow_each_other_and_tell_how_many_there_are_in_all) {
  Bench bench{many()};
  const auto first = bench.get("/projects");
  BOOST_TEST(ids(first).size() == 20U);
  BOOST_TEST(ids(first).front() == "p0");
  BOOST_TEST(header(first, "x-total-count") == "45");
  const auto last = bench.get("/projects?page=3&per_page=20");
  BOOST_TEST(ids(last) == (std::vector<std::string>{"p40", "p41", "p42", "p43", "p44"}));
  BOOST_TEST(header(last, "x-total-count") == "45");
  BOOST_TEST(ids(bench.get("/projects?page=4")).empty());
  BOOST_TEST(ids(bench.get("/projects?page=2&per_page=7")).front() == "p7");
}

BOOST_AUTO_TEST_CASE(a_page_is_never_larger_than_the_server_will_have_it) {
  Scenario scenario = many();
  json::array fonts;
  for (int i = 0; i < 130; ++i) fonts.push_back({{"id", "f"}, {"type", "google"}});
  scenario.fonts = json::serialize(fonts);
  Bench bench{scenario};
  BOOST_TEST(ids(bench.get("/fonts?per_page=1000")).size() == 100U);
  BOOST_TEST(ids(bench.get("/fonts?page=18446744073709551615&per_page=18446744073709551615")).empty());
}

BOOST_AUTO_TEST_CASE(what_is_counted_is_what_passes_the_filter) {
  Bench bench{many()};
  const auto some = bench.get("/designs?type=static&per_page=2");
  BOOST_TEST(ids(some).size() == 2U);
  BOOST_TEST(header(some, "x-total-count") == "3");
}

BOOST_AUTO_TEST_CASE(a_page_that_is_no_number_is_refused) {
  Bench bench{many()};
  for (const std::string query : {"page=0", "page=-1", "page=two", "page=", "per_page=0", "per_page=1.5"}) {
    const auto refused = bench.get("/projects?" + query);
    BOOST_TEST(refused.status == 400);
    BOOST_TEST(id_of(refused) == "invalid_query_param");
    BOOST_TEST(text(parsed(refused).at("errors").at(0), "path") == query.substr(0, query.find('=')));
  }
}

BOOST_AUTO_TEST_SUITE_END()
