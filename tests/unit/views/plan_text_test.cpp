#include "pressrun/views/plan_text.hpp"

#include "pressrun/domain/columns.hpp"
#include "pressrun/views/plan_details_text.hpp"
#include "pressrun/views/plan_json.hpp"

#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(plan_texts)

using namespace pressrun;
using app::PlanDecision;
using app::PlanReason;
using app::PlanTable;
using views::plan_json;
using views::plan_text;

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
  BOOST_TEST(plan_json(table).at("credits_exact").as_bool() == false);
}

BOOST_AUTO_TEST_CASE(too_few_credits_are_told) {
  PlanTable table;
  table.balance = Balance{3, 2};
  table.count(job(8), buys({"a"}));
  BOOST_TEST(says(table, "5 available: 3 too few"));
  BOOST_TEST(plan_json(table).at("credits_wanting").to_number<int>() == 3);
  table.balance = Balance{std::nullopt, 0};
  BOOST_TEST(says(table, "unlimited"));
  BOOST_TEST(plan_json(table).at("credits_wanting").to_number<int>() == 0);
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
  const auto made = plan_json(table);
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
  const auto waiting = plan_json(table).at("waiting");
  BOOST_TEST(waiting.at("renditions").to_number<int>() == 2);
  BOOST_TEST(waiting.at("not_before").as_string() == "2026-11-28T00:00:00Z");
  BOOST_TEST(table.all.credits == 0U);
}

BOOST_AUTO_TEST_CASE(a_plan_fits_eighty_columns_whatever_there_is_to_count) {
  PlanTable table;
  table.name = "spring";
  for (const char* design : {"a design whose name nobody can remember, and yet somebody wrote it down",
                             "夏のセールの大きな広告のデザイン"}) {
    table.count(job(1, design), buys({"a"}));
    for (const PlanReason reason :
         {PlanReason::failed_before, PlanReason::rendering, PlanReason::in_doubt, PlanReason::unchanged})
      table.count(job(1, design), keeps(reason));
  }
  for (app::PlanRow* row : {&table.rows[0], &table.all}) {
    row->jobs = 1'234'567;
    row->reasons[PlanReason::is_new].jobs = 1'234'567;
    row->assets = row->credits = 98'765'432;
    row->exact = false;
  }
  const std::string text = plan_text(table, policy);
  std::size_t lines = 0;
  for (std::size_t at = text.find('\n') + 1; lines < 4; ++lines) {  // the head, a row a design, and all
    const std::size_t end = text.find('\n', at);
    BOOST_TEST(columns(text.substr(at, end - at)) <= 80U);
    at = end + 1;
  }
  BOOST_TEST(says(table, "in doubt: perhaps paid for"));
  BOOST_TEST(says(table, "2 jobs rendering"));
}

BOOST_AUTO_TEST_CASE(columns_that_say_nothing_are_left_out) {
  PlanTable table;
  table.count(job(), buys({"a"}));
  BOOST_TEST(says(table, "  design  jobs  new  changed  unchanged  assets  credits\n"));
  table.count(job(), keeps(PlanReason::in_doubt));
  BOOST_TEST(says(table, "unchanged  in doubt  assets"));
}

BOOST_AUTO_TEST_CASE(how_long_it_takes_is_a_range_and_says_what_it_goes_by) {
  PlanTable table;
  table.count(job(), buys({"a"}));
  table.forecast = {std::chrono::milliseconds{4200}, std::chrono::milliseconds{6100},
                    std::chrono::milliseconds{8300}, true};
  BOOST_TEST(says(table, "it takes 4s to 9s, most likely 6s (rendering times of earlier runs)"));
  table.forecast.learned = false;
  BOOST_TEST(says(table, "(usual rendering times, none seen yet)"));
  const auto estimate = plan_json(table).at("estimate");
  BOOST_TEST(estimate.at("low_seconds").as_double() == 4.2);
  BOOST_TEST(estimate.at("high_seconds").as_double() == 8.3);
  BOOST_TEST(!estimate.at("learned").as_bool());
}

BOOST_AUTO_TEST_CASE(a_job_is_shown_with_its_texts_and_what_changed_and_drives_no_terminal) {
  Job made = job();
  made.key = JobKey{"hero/a"};
  made.body =
      R"({"elements":{"photo":{"image_url":"https://x.test/a.png"},"title":{"color":"#FFFFFF","payload":"New \u001b[2J"}}})";
  made.content_text = R"({"body":{"elements":{"title":{"payload":"New"}}},"design":"d"})";
  PlanDecision decision = buys({"square"}, PlanReason::changed);
  decision.is_other_content = true;
  decision.before = R"({"body":{"elements":{"title":{"payload":"Old"}}},"design":"d"})";
  app::PlanDetails details;
  details.take(made, decision);
  const std::string text = views::details_text(details);
  BOOST_TEST(text ==
             "hero: 1 job to submit\n"
             "  hero/a  changed: square, 1 credit\n"
             "    photo.image_url: \"https://x.test/a.png\"\n"
             "    title: \"New \\x1B[2J\"\n"
             "    changed: elements.title.payload: \"Old\" → \"New\"\n");
  boost::json::object plan;
  views::add_details(plan, details);
  const auto& shown = plan.at("shown").at(0).at("jobs").at(0);
  BOOST_TEST(shown.at("texts").at(1).at("text").as_string() == "New \x1B[2J");
  BOOST_TEST(shown.at("changes").at(0).at("old").as_string() == "Old");
  BOOST_TEST(plan.at("changes").at(0).at("first").as_string() == "hero/a");
}

BOOST_AUTO_TEST_CASE(long_values_are_shown_where_they_differ) {
  const std::string same(200, 'x');
  const std::string text =
      views::change_text({"elements.title.payload", "\"" + same + " old\"", "\"" + same + " new\""});
  BOOST_TEST(text.find(" old\" → …") != std::string::npos);
  BOOST_TEST(text.find(" new\"") != std::string::npos);
  BOOST_TEST(text.size() < 160U);
}

BOOST_AUTO_TEST_SUITE_END()
