#include "unit/simulator/model/support.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(limits)

using namespace pressrun;
using namespace pressrun::simulator::test;
using namespace pressrun::simulator;

namespace {

Scenario with(Limits limits) {
  Scenario scenario = calm();
  scenario.limits = limits;
  return scenario;
}

constexpr TierLimit none{0, 0};

}  // namespace

BOOST_AUTO_TEST_CASE(the_ceiling_refuses_the_eleventh_call_of_a_second_without_retry_after) {
  Bench bench{with({10, true, none, none, none})};
  for (int i = 0; i < 10; ++i) BOOST_TEST(bench.get("/ready").status == 200);
  const HttpResponse refused = bench.generate(hero, "{}");
  BOOST_TEST(refused.status == 429);
  BOOST_TEST(id_of(refused) == "rate_limit_exceeded");
  BOOST_CHECK(refused.header("Retry-After") == nullptr);
  BOOST_CHECK(refused.header("X-RateLimit-Limit") == nullptr);
  BOOST_TEST(bench.model.ledger().empty());
  BOOST_TEST(bench.model.stats().rate_limited == 1);
}

BOOST_AUTO_TEST_CASE(a_sliding_ceiling_frees_a_slot_a_second_after_each_call) {
  Bench bench{with({2, true, none, none, none})};
  bench.get("/ready");
  bench.now += 900ms;
  bench.get("/ready");
  bench.now += 99ms;
  BOOST_TEST(bench.get("/ready").status == 429);
  bench.now += 1ms;
  BOOST_TEST(bench.get("/ready").status == 200);
  BOOST_TEST(bench.get("/ready").status == 429);
}

BOOST_AUTO_TEST_CASE(an_aligned_ceiling_starts_anew_with_the_servers_second) {
  Bench bench{with({2, false, none, none, none})};
  bench.now += 990ms;
  bench.get("/ready");
  bench.get("/ready");
  BOOST_TEST(bench.get("/ready").status == 429);
  bench.now += 10ms;
  BOOST_TEST(bench.get("/ready").status == 200);
}

BOOST_AUTO_TEST_CASE(what_the_ceiling_refuses_does_not_count_against_it) {
  Bench bench{with({1, true, none, none, none})};
  int admitted = 0;
  for (int i = 0; i < 50; ++i, bench.now += 100ms) admitted += bench.get("/ready").status == 200 ? 1 : 0;
  BOOST_TEST(admitted == 5);
}

BOOST_AUTO_TEST_CASE(the_busiest_sliding_second_is_remembered_with_its_refusals) {
  Bench bench{with({2, true, none, none, none})};
  for (int i = 0; i < 4; ++i, bench.now += 250ms) bench.get("/ready");
  BOOST_TEST(bench.model.stats().max_in_any_second == 4);
  bench.now += 1h;
  for (int i = 0; i < 9; ++i, bench.now += 100ms) bench.get("/ready");
  BOOST_TEST(bench.model.stats().max_in_any_second == 9);
  bench.get("/ready");
  bench.now += 100ms;
  bench.get("/ready");  // a second after the first: that one has left the window
  BOOST_TEST(bench.model.stats().max_in_any_second == 10);
}

BOOST_AUTO_TEST_CASE(a_tier_tells_what_is_left_of_the_window_closest_to_exhaustion) {
  Bench bench{with({0, true, none, {3, 4}, none})};
  const HttpResponse first = bench.get("/fonts");
  BOOST_TEST(header(first, "X-RateLimit-Limit") == "3");
  BOOST_TEST(header(first, "X-RateLimit-Remaining") == "2");
  BOOST_TEST(header(first, "X-RateLimit-Reset") == "1795399260");
  bench.get("/fonts");
  bench.now += 60s;
  const HttpResponse third = bench.get("/fonts");  // 2 left of the minute, 1 of the hour
  BOOST_TEST(header(third, "X-RateLimit-Limit") == "4");
  BOOST_TEST(header(third, "X-RateLimit-Remaining") == "1");
  BOOST_TEST(header(third, "X-RateLimit-Reset") == "1795402800");
}

BOOST_AUTO_TEST_CASE(a_spent_minute_is_refused_until_it_rolls_over) {
  Bench bench{with({0, true, {2, 100}, none, none})};
  bench.now += 30s + 500ms;
  bench.poll(nobody);
  bench.poll(nobody);
  const HttpResponse refused = bench.poll(nobody);
  BOOST_TEST(refused.status == 429);
  BOOST_TEST(id_of(refused) == "request_rate_limited");
  BOOST_TEST(header(refused, "Retry-After") == "30");
  BOOST_TEST(header(refused, "X-RateLimit-Remaining") == "0");
  BOOST_TEST(header(refused, "X-RateLimit-Reset") == "1795399260");
  bench.now += 29s;
  BOOST_TEST(header(bench.poll(nobody), "Retry-After") == "1");
  bench.now += 500ms;
  BOOST_TEST(bench.poll(nobody).status == 404);
  BOOST_TEST(bench.model.stats().rate_limited == 2);
}

BOOST_AUTO_TEST_CASE(a_spent_hour_names_the_hours_end) {
  Bench bench{with({0, true, {600, 2}, none, none})};
  bench.now += 30min;
  bench.poll(nobody);
  bench.poll(nobody);
  BOOST_TEST(header(bench.poll(nobody), "Retry-After") == "1800");
  bench.now += 1min;
  BOOST_TEST(header(bench.poll(nobody), "Retry-After") == "1740");
  bench.now += 29min;
  BOOST_TEST(bench.poll(nobody).status == 404);
}

BOOST_AUTO_TEST_CASE(tiers_are_counted_apart_and_generation_has_none) {
  Bench bench{with({0, true, {1, 0}, {1, 0}, {1, 0}})};
  BOOST_TEST(bench.poll(nobody).status == 404);
  BOOST_TEST(bench.get("/fonts").status == 200);
  BOOST_TEST(bench.post("/projects", R"({"name":"new"})").status == 200);
  BOOST_TEST(bench.poll(nobody).status == 429);
  BOOST_TEST(bench.get("/projects").status == 429);
  BOOST_TEST(bench.post("/projects", R"({"name":"newer"})").status == 429);
  for (int i = 0; i < 20; ++i) BOOST_TEST(bench.generate(teaser, "{}").status == 200);
  BOOST_CHECK(bench.generate(teaser, "{}").header("X-RateLimit-Limit") == nullptr);
}

BOOST_AUTO_TEST_CASE(the_ceiling_is_checked_before_the_tier) {
  Bench bench{with({1, true, none, {1, 0}, none})};
  bench.get("/fonts");
  BOOST_TEST(id_of(bench.get("/fonts")) == "rate_limit_exceeded");
  bench.now += 1s;
  BOOST_TEST(id_of(bench.get("/fonts")) == "request_rate_limited");
}

BOOST_AUTO_TEST_CASE(the_bundled_workspace_has_the_documented_limits) {
  const Limits limits = default_scenario().limits;
  BOOST_TEST(limits.per_second == 10);
  BOOST_TEST(limits.polling.per_minute == 600);
  BOOST_TEST(limits.polling.per_hour == 18000);
  BOOST_TEST(limits.read.per_minute == 120);
  BOOST_TEST(limits.read.per_hour == 3000);
  BOOST_TEST(limits.write.per_minute == 60);
  BOOST_TEST(limits.write.per_hour == 1200);
}

BOOST_AUTO_TEST_CASE(statistics_are_exempt) {
  Bench bench{with({1, true, none, none, none})};
  for (int i = 0; i < 5; ++i) BOOST_TEST(bench.get("/simulator/stats").status == 200);
  BOOST_TEST(bench.model.stats().max_in_any_second == 0);
}

BOOST_AUTO_TEST_CASE(spent_credits_are_refused_like_the_ceiling_and_nothing_is_made) {
  Scenario scenario = calm();
  scenario.credits = 5;
  Bench bench{scenario};
  BOOST_TEST(bench.generate(hero, "{}").status == 200);  // four formats
  const HttpResponse refused =
      bench.generate(hero, R"({"template_format_names":["leaderboard","facebook-feed"]})");
  BOOST_TEST(refused.status == 429);
  BOOST_TEST(id_of(refused) == "rate_limit_exceeded");
  BOOST_CHECK(refused.header("Retry-After") == nullptr);
  BOOST_TEST(bench.model.ledger().size() == 1);
  BOOST_TEST(bench.model.stats().rate_limited == 0);
  const json::value left = parsed(bench.get("/credits")).at("generation_credits");
  BOOST_TEST(json::serialize(left) == R"({"available":1,"limit":5,"consumed":4,"extra":0})");
}

BOOST_AUTO_TEST_CASE(an_animated_asset_costs_its_seconds_a_pdf_its_pages_and_a_failed_one_nothing) {
  const auto spent = [](double failing, const std::string& design, const std::string& body) {
    Scenario scenario = calm();
    scenario.format_failure_rate = failing;
    Bench bench{scenario};
    bench.generate(design, body);
    return parsed(bench.get("/credits")).at("generation_credits").at("consumed").as_int64();
  };
  BOOST_TEST(spent(0, clip, R"({"template_format_names":["wide"]})") == 8);
  BOOST_TEST(spent(0, catalogue, "{}") == 6);
  BOOST_TEST(spent(0, flyer, "{}") == 2);
  BOOST_TEST(spent(1, hero, "{}") == 0);
}

BOOST_AUTO_TEST_CASE(a_feature_outside_the_plan_is_refused_for_good) {
  Scenario scenario = calm();
  scenario.not_in_plan = {"gif", "html5", "printer_multipage"};
  Bench bench{scenario};
  for (const std::string type : {"gif", "html5"}) {
    const HttpResponse refused = bench.generate(clip, R"({"image_file_type":")" + type + R"("})");
    BOOST_TEST(refused.status == 429);
    BOOST_TEST(id_of(refused) == "feature_not_in_plan");
  }
  BOOST_TEST(id_of(bench.generate(catalogue, "{}")) == "feature_not_in_plan");
  BOOST_TEST(bench.generate(clip, "{}").status == 200);
}

BOOST_AUTO_TEST_SUITE_END()
