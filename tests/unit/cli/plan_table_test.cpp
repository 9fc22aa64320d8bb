#include "cli/plan_table.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

using namespace pressrun;
using cli::PlanTable;

namespace {

Job job(int assets, int credits, const std::string& design = "hero") {
  Job made;
  made.design_name = design;
  made.assets_expected = assets;
  made.credits_estimate = credits;
  return made;
}

const Policy policy;

}  // namespace

BOOST_AUTO_TEST_SUITE(plan_table)

BOOST_AUTO_TEST_CASE(only_what_is_submitted_costs) {
  PlanTable table;
  table.count(job(4, 4), {Todo::submit, Reason::is_new, {}});
  table.count(job(4, 4), {Todo::keep, Reason::unchanged, {}});
  table.count(job(4, 4), {Todo::hold, Reason::in_doubt, {}});
  table.count(job(4, 4), {Todo::resume, Reason::rendering, {}});
  BOOST_TEST(table.all.jobs == 4U);
  BOOST_TEST(table.all.assets == 4U);
  BOOST_TEST(table.all.credits == 4U);
  BOOST_TEST(table.all.to_submit == 1U);
  BOOST_TEST(table.all.to_poll == 1U);
}

BOOST_AUTO_TEST_CASE(jobs_that_go_out_together_are_one_request_and_identical_ones_cost_nothing) {
  PlanTable table;
  Job first = job(2, 2);
  first.bundle = Fingerprint{"sha256:" + std::string(64, 'a')};
  first.fingerprint = Fingerprint{"sha256:" + std::string(64, '1')};
  Job wider = first;
  wider.fingerprint = Fingerprint{"sha256:" + std::string(64, '2')};
  for (const Job& each : {first, wider, first}) table.count(each, {Todo::submit, Reason::is_new, {}});
  BOOST_TEST(table.all.to_submit == 3U);
  BOOST_TEST(table.all.requests == 1U);
  BOOST_TEST(table.all.credits == 4U);
  BOOST_TEST(plan_text(table, policy).find("3 to submit as 1 request;") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(formats_that_are_asked_for_again_cost_their_share) {
  PlanTable table;
  table.count(job(4, 32), {Todo::retry_formats, Reason::partial_before, {"square"}});
  BOOST_TEST(table.all.assets == 1U);
  BOOST_TEST(table.all.credits == 8U);
}

BOOST_AUTO_TEST_CASE(what_is_not_known_is_at_least_so_much) {
  PlanTable table;
  Job vague = job(1, 1);
  vague.credits_exact = false;
  table.count(vague, {Todo::submit, Reason::is_new, {}});
  BOOST_TEST(plan_text(table, policy).find("≥ 1") != std::string::npos);
  BOOST_TEST(plan_json(table, policy).at("credits_exact").as_bool() == false);
}

BOOST_AUTO_TEST_CASE(too_few_credits_are_told) {
  PlanTable table;
  table.balance = Balance{3, 2};
  table.count(job(8, 8), {Todo::submit, Reason::is_new, {}});
  BOOST_TEST(plan_text(table, policy).find("5 available: 3 too few") != std::string::npos);
  BOOST_TEST(plan_json(table, policy).at("credits_wanting").to_number<int>() == 3);
  table.balance = Balance{std::nullopt, 0};
  BOOST_TEST(plan_text(table, policy).find("unlimited") != std::string::npos);
  BOOST_TEST(plan_json(table, policy).at("credits_wanting").to_number<int>() == 0);
}

BOOST_AUTO_TEST_CASE(every_design_has_its_row_and_there_is_a_sum_of_several) {
  PlanTable table;
  table.count(job(1, 1, "hero"), {Todo::submit, Reason::is_new, {}});
  BOOST_TEST(plan_text(table, policy).find("  all ") == std::string::npos);
  table.count(job(1, 1, "card"), {Todo::submit, Reason::changed, {}});
  BOOST_TEST(plan_text(table, policy).find("  all ") != std::string::npos);
  BOOST_REQUIRE(table.rows.size() == 2U);
  BOOST_TEST(table.rows[1].design == "card");
}

BOOST_AUTO_TEST_CASE(nothing_to_do_has_no_duration) {
  PlanTable table;
  table.count(job(1, 1), {Todo::keep, Reason::unchanged, {}});
  BOOST_TEST(plan_text(table, policy).find("nothing to submit") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
