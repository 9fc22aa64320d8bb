#include "unit/simulator/model/support.hpp"

#include <boost/test/unit_test.hpp>

using namespace pressrun::simulator::test;
using namespace pressrun::simulator;

BOOST_AUTO_TEST_SUITE(model_generate)

BOOST_AUTO_TEST_CASE(a_request_is_accepted_then_running_then_finished_and_never_changes) {
  Bench bench;
  const auto accepted = bench.generate(hero, R"({"template_format_names":["facebook-feed"]})");
  BOOST_TEST(accepted.status == 200);
  BOOST_TEST(text(parsed(accepted), "version") == "v2026-08-21");
  const std::string id = request_id(accepted);
  const auto running = bench.poll(id);
  BOOST_TEST(running.status == 202);
  BOOST_TEST(running.body ==
             R"({"id":")" + id + R"(","is_finalized":false,"banners":[],"version":"v2026-08-21"})");
  bench.now += 4s;
  const auto done = bench.poll(id);
  BOOST_TEST(done.status == 200);
  BOOST_TEST(parsed(done).at("is_finalized").as_bool());
  BOOST_TEST(parsed(done).at("banners").as_array().size() == 1);
  BOOST_CHECK(parsed(done).as_object().if_contains("errors") == nullptr);
  bench.now += 24h;
  BOOST_TEST(bench.poll(id).body == done.body);
}

BOOST_AUTO_TEST_SUITE_END()
