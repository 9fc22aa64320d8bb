#include "unit/simulator/model/support.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(model_timeline)

using namespace pressrun;
using namespace pressrun::simulator::test;
using namespace pressrun::simulator;

namespace {

/// Milliseconds since the bench began.
double since_start(const json::value& time) {
  return time.to_number<double>() -
         std::chrono::duration<double, std::milli>(Bench{}.now.time_since_epoch()).count();
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_generation_has_its_times) {
  Bench bench;
  bench.now += 7ms;
  const std::string first = request_id(bench.generate(hero, "{}"));
  bench.now += 1s;
  bench.generate(hero, "{}");
  bench.now += 4s;
  bench.poll(first);

  const json::array times = parsed(bench.get("/simulator/timeline")).as_array();
  BOOST_REQUIRE(times.size() == 2);
  BOOST_TEST(since_start(times[0].at(0)) == 7);
  BOOST_TEST(since_start(times[0].at(1)) == 4'007);
  BOOST_TEST(since_start(times[0].at(2)) == 5'007);
  BOOST_TEST(since_start(times[1].at(0)) == 1'007);
  BOOST_TEST(since_start(times[1].at(1)) == 5'007);
  BOOST_TEST(times[1].at(2).is_null());
  BOOST_TEST(bench.model.timeline_json() == bench.get("/simulator/timeline").body);
}

BOOST_AUTO_TEST_CASE(an_answer_that_was_lost_does_not_count_once_it_is_given_again) {
  Bench bench;
  const std::string id = request_id(bench.generate(hero, "{}"));
  bench.now += 5s;
  bench.poll(id);
  bench.now += 2s;
  bench.poll(id);
  BOOST_TEST(since_start(parsed(bench.get("/simulator/timeline")).at(0).at(2)) == 7'000);
}

BOOST_AUTO_TEST_CASE(what_was_accepted_is_listed_with_its_body_and_formats) {
  Bench bench;
  const std::string id = request_id(bench.generate(hero, R"({"elements":{"title":{"payload":"a\u00e4"}}})"));
  const json::array accepted = parsed(bench.get("/simulator/generations")).as_array();
  BOOST_REQUIRE(accepted.size() == 1);
  BOOST_TEST(accepted[0].at("id").as_string() == id);
  BOOST_TEST(accepted[0].at("formats").as_array().size() > 1);
  BOOST_TEST(accepted[0].at("body").at("elements").at("title").at("payload").as_string() == "a\xc3\xa4");
}

BOOST_AUTO_TEST_CASE(looking_at_the_timeline_is_no_call_of_the_api) {
  Scenario scenario = calm();
  scenario.limits.per_second = 1;
  Bench bench{scenario};
  for (int i = 0; i < 5; ++i) BOOST_TEST(bench.get("/simulator/timeline").body == "[]");
  BOOST_TEST(bench.model.stats().requests == 0);
}

BOOST_AUTO_TEST_SUITE_END()
