#include "cli/plan_text.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(plan_texts)

using namespace pressrun;
using app::PlanDecision;
using app::PlanReason;
using app::PlanTable;
using cli::plan_json;
using cli::plan_text;

namespace {

Job job(int credits_each = 1, const std::string& design = "hero") {
  Job made;
  made.design_name = design;
  made.credits_each = credits_each;
  return made;
}

/// Of a job that is bought, and leads its content.
PlanDecision buys(Formats formats, PlanReason reason = PlanReason::is_new) {
  PlanDecision made;
  made.reason = reason;
  made.buys = made.fresh = std::move(formats);
  made.leads = true;
  return made;
}

PlanDecision keeps(PlanReason reason) {
  PlanDecision made;
  made.reason = reason;
  return made;
}

const Policy policy;

bool says(const PlanTable& table, std::string_view text) {
  return plan_text(table, policy).find(text) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(only_what_is_bought_costs) {
  PlanTable table;
  table.count(job(), buys({"a", "b", "c", "d"}));
  for (const PlanReason reason : {PlanReason::unchanged, PlanReason::in_doubt, PlanReason::rendering})
    table.count(job(), keeps(reason));
  BOOST_TEST(table.all.jobs == 4U);
  BOOST_TEST(table.all.assets == 4U);
  BOOST_TEST(table.all.credits == 4U);
  BOOST_TEST(table.all.to_submit == 1U);
  BOOST_TEST(table.all.to_poll == 1U);
}

BOOST_AUTO_TEST_CASE(jobs_that_share_content_are_one_request_and_equal_ones_cost_nothing) {
  PlanTable table;
  PlanDecision equal = buys({"a", "b"});
  equal.leads = false;
  equal.fresh.clear();
  PlanDecision wider = buys({"a", "b", "c"});
  wider.leads = false;
  wider.fresh = {"c"};
  for (const PlanDecision& each : {buys({"a", "b"}), wider, equal}) table.count(job(), each);
  BOOST_TEST(table.all.to_submit == 3U);
  BOOST_TEST(table.all.requests == 1U);
  BOOST_TEST(table.all.credits == 3U);
  BOOST_TEST(says(table, "3 to submit as 1 request;"));
}

BOOST_AUTO_TEST_CASE(formats_that_are_asked_for_again_cost_their_share) {
  PlanTable table;
  table.count(job(8), buys({"square"}, PlanReason::failed_before));
  BOOST_TEST(table.all.assets == 1U);
  BOOST_TEST(table.all.credits == 8U);
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_at_least_so_much) {
  PlanTable table;
  Job vague = job();
  vague.credits_exact = false;
  table.count(vague, buys({"*"}));
  BOOST_TEST(says(table, "≥ 1"));
  BOOST_TEST(plan_json(table, policy).at("credits_exact").as_bool() == false);
}

BOOST_AUTO_TEST_CASE(too_few_credits_are_told) {
  PlanTable table;
  table.balance = Balance{3, 2};
  table.count(job(8), buys({"a"}));
  BOOST_TEST(says(table, "5 available: 3 too few"));
  BOOST_TEST(plan_json(table, policy).at("credits_wanting").to_number<int>() == 3);
  table.balance = Balance{std::nullopt, 0};
  BOOST_TEST(says(table, "unlimited"));
  BOOST_TEST(plan_json(table, policy).at("credits_wanting").to_number<int>() == 0);
}

BOOST_AUTO_TEST_CASE(every_design_has_its_row_and_there_is_a_sum_of_several) {
  PlanTable table;
  table.count(job(1, "hero"), buys({"a"}));
  BOOST_TEST(!says(table, "  all "));
  table.count(job(1, "card"), buys({"a"}, PlanReason::changed));
  BOOST_TEST(says(table, "  all "));
  BOOST_REQUIRE(table.rows.size() == 2U);
  BOOST_TEST(table.rows[1].design == "card");
}

BOOST_AUTO_TEST_CASE(nothing_to_do_has_no_duration) {
  PlanTable table;
  table.count(job(), keeps(PlanReason::unchanged));
  BOOST_TEST(says(table, "nothing to submit"));
}

BOOST_AUTO_TEST_CASE(causes_without_a_column_are_told_with_their_price) {
  PlanTable table;
  table.count(job(2), buys({"a", "b"}, PlanReason::outdated));
  table.count(job(), keeps(PlanReason::given_up));
  table.count(job(), keeps(PlanReason::dropped));
  BOOST_TEST(says(table, "1 job outdated, as the design was edited since: 2 assets, 4 credits"));
  BOOST_TEST(says(table, "1 job failed or missing, not tried again by itself"));
  BOOST_TEST(says(table, "1 job dropped"));
  const auto made = plan_json(table, policy);
  BOOST_TEST(made.at("outdated").to_number<int>() == 1);
  BOOST_TEST(made.at("given_up").to_number<int>() == 1);
  BOOST_TEST(made.at("dropped").to_number<int>() == 1);
}

BOOST_AUTO_TEST_CASE(what_waits_is_told_with_until_when_and_its_price) {
  PlanTable table;
  PlanDecision waits = keeps(PlanReason::held);
  waits.waits = {"a", "b"};
  waits.not_before = WallTime{std::chrono::sys_days{std::chrono::year{2026} / 11 / 28}};
  table.count(job(3), waits);
  BOOST_TEST(
      says(table, "2 renditions that failed wait until 2026-11-28T00:00:00Z and would cost 6 credits"));
  const auto waiting = plan_json(table, policy).at("waiting");
  BOOST_TEST(waiting.at("renditions").to_number<int>() == 2);
  BOOST_TEST(waiting.at("not_before").as_string() == "2026-11-28T00:00:00Z");
  BOOST_TEST(table.all.credits == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
