#include "app/grouped_news.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

BOOST_AUTO_TEST_SUITE(grouped_news)

using namespace pressrun;
using namespace pressrun::app;
using namespace std::chrono_literals;

namespace {

const Instant start{1h};
using Lines = std::vector<std::string>;

News failed(int job, const std::string& why = "the text does not fit") {
  return {"", "hero/" + std::to_string(job), " failed: " + why};
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_first_is_said_at_once_and_then_their_number) {
  GroupedNews news;
  BOOST_TEST(news.add(failed(1), start).value_or("") == "hero/1 failed: the text does not fit");
  for (int job = 2; job <= 40; ++job) BOOST_TEST(!news.add(failed(job), start).has_value());
  BOOST_TEST(news.due(start + 4s).empty());
  BOOST_TEST(
      news.due(start + 5s) == (Lines{"39 more failed: the text does not fit: hero/2, hero/3, hero/4, …"}),
      boost::test_tools::per_element());
  BOOST_TEST(news.rest().empty());
}

BOOST_AUTO_TEST_CASE(the_longer_it_goes_on_the_seldomer_it_is_said) {
  GroupedNews news;
  int said = 0;
  for (int second = 0; second < 3600; ++second) {
    const Instant now = start + std::chrono::seconds{second};
    said += news.add(failed(second), now) ? 1 : 0;
    said += static_cast<int>(news.due(now).size());
  }
  BOOST_TEST(said >= 10);
  BOOST_TEST(said <= 20);
}

BOOST_AUTO_TEST_CASE(one_more_is_said_as_it_would_have_been_alone) {
  GroupedNews news;
  news.add(failed(1), start);
  news.add(failed(2), start);
  BOOST_TEST(news.rest() == Lines{"hero/2 failed: the text does not fit"}, boost::test_tools::per_element());
  news.add({"warning: ", "hero/1", ": odd"}, start);
  for (int job = 2; job < 4; ++job) news.add({"warning: ", "hero/" + std::to_string(job), ": odd"}, start);
  BOOST_TEST(news.rest() == Lines{"warning: 2 more: odd: hero/2, hero/3"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_differs_is_said_each_up_to_as_many_kinds_as_a_person_reads) {
  GroupedNews news;
  std::size_t said = 0;
  for (int job = 0; job < 10'000; ++job)
    said += news.add(failed(job, "reason " + std::to_string(job)), start) ? 1U : 0U;
  BOOST_TEST(said == 31U);
  const Lines rest = news.rest();
  BOOST_REQUIRE(rest.size() == 1U);
  BOOST_TEST(rest.front().starts_with("9969 more had other troubles"));
}

BOOST_AUTO_TEST_SUITE_END()
