// What ends a run early, and how the next one goes on.
#include "simulation/world.hpp"
#include "support/synthetic_jobs.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace pressrun;
using namespace pressrun::test;
using app::Stop;

namespace {

WorldPlan quiet() {
  WorldPlan plan;
  plan.scenario = simulator::default_scenario();
  return plan;
}

simulator::Fault always(std::string kind, std::string on) {
  simulator::Fault fault;
  fault.kind = std::move(kind);
  fault.on = std::move(on);
  fault.probability = 1;
  return fault;
}

/// Somebody saves the file while it is read.
std::vector<Row> edited(std::vector<Row> rows) {
  for (Row& row : rows) row.title += " edited";
  return rows;
}

bool stopped_by(const app::RunOutcome& outcome, Stop why) {
  return std::ranges::find(outcome.stops, why) != outcome.stops.end();
}

std::size_t count(World& world, JobStatus status) { return world.count(status); }

void expect_no_complaints(const World& world) {
  for (const Complaint& complaint : world.complaints()) BOOST_ERROR(complaint);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(stops)

BOOST_AUTO_TEST_CASE(spent_credits_stop_submissions_but_not_polls) {
  WorldPlan plan = quiet();
  plan.scenario.credits = 20;
  World world{plan};
  const app::RunOutcome outcome = world.run_once();
  BOOST_TEST(stopped_by(outcome, Stop::account));
  BOOST_TEST(count(world, JobStatus::succeeded) == world.model().ledger().size());
  BOOST_TEST(count(world, JobStatus::in_doubt) == 0U);
  BOOST_TEST(count(world, JobStatus::succeeded) + count(world, JobStatus::planned) == 50U);
}

BOOST_AUTO_TEST_CASE(a_signal_while_jobs_are_registered_stops_before_anything_is_sent) {
  WorldPlan plan = quiet();
  plan.jobs = 1500;
  plan.preflight = false;
  World world{plan};
  world.at_start = [](Hands& hands) { hands.shutdown.request(); };
  const app::RunOutcome outcome = world.run_once();
  BOOST_TEST(stopped_by(outcome, Stop::signal));
  BOOST_TEST(!outcome.registered.at(0));
  BOOST_TEST(world.model().ledger().empty());
  BOOST_TEST(world.books().campaigns.at(0).jobs.size() < 1500U);
  world.at_start = {};
  BOOST_TEST(world.run_once().registered.at(0));
  BOOST_TEST(count(world, JobStatus::succeeded) == 1500U);
  expect_no_complaints(world);
}

BOOST_AUTO_TEST_CASE(a_deadline_while_jobs_are_registered_stops_before_anything_is_sent) {
  WorldPlan plan = quiet();
  plan.jobs = 1500;
  plan.preflight = false;
  plan.deadline = std::chrono::milliseconds{3};  // a commit takes two
  World world{plan};
  const app::RunOutcome outcome = world.run_once();
  BOOST_TEST(stopped_by(outcome, Stop::deadline));
  BOOST_TEST(!outcome.registered.at(0));
  BOOST_TEST(world.model().ledger().empty());
}

/// The laptop is closed for the night: its monotonic clock stands still, and the deadline passes.
BOOST_AUTO_TEST_CASE(a_time_of_the_day_holds_for_a_machine_that_slept) {
  for (const bool of_the_day : {true, false}) {
    WorldPlan plan = quiet();
    plan.jobs = 200;
    plan.deadline = std::chrono::hours{1};
    plan.deadline_of_the_day = of_the_day;
    World world{plan};
    bool slept = false;
    world.each_jump = [&](Hands& hands) {
      if (!slept && world.model().ledger().size() > 50) hands.clock.suspend(std::chrono::hours{8});
      slept = slept || world.model().ledger().size() > 50;
    };
    BOOST_TEST(stopped_by(world.run_once(), Stop::deadline) == of_the_day);
    BOOST_TEST((world.model().ledger().size() < 200U) == of_the_day);
    expect_no_complaints(world);
  }
}

BOOST_AUTO_TEST_CASE(a_calendar_that_is_set_back_does_not_put_off_a_deadline) {
  WorldPlan plan = quiet();
  plan.jobs = 2000;
  plan.deadline = std::chrono::minutes{1};
  plan.deadline_of_the_day = true;
  World world{plan};
  world.at_start = [](Hands& hands) { hands.clock.step_wall(-std::chrono::hours{5}); };
  BOOST_TEST(stopped_by(world.run_once(), Stop::deadline));
  BOOST_CHECK(world.elapsed() < std::chrono::minutes{2});
}

BOOST_AUTO_TEST_CASE(a_manifest_that_changes_under_a_run_stops_it_before_another_job_is_submitted) {
  WorldPlan plan = quiet();
  plan.jobs = 300;
  plan.most_held_bytes = 0;  // each job is built again from the manifest when its turn comes
  World world{plan};
  world.each_jump = [&](Hands& hands) {
    if (world.model().ledger().size() > 50) hands.jobs.at(0)->edit(edited(world.plan().manifests.at(0).rows));
  };
  const app::RunOutcome outcome = world.run_once();
  BOOST_TEST(stopped_by(outcome, Stop::source));
  const std::size_t submitted = world.model().ledger().size();
  BOOST_TEST(submitted < 300U);
  BOOST_TEST(count(world, JobStatus::succeeded) == submitted);  // what was under way is brought to its end
  world.each_jump = {};
  world.run_once();
  BOOST_TEST(count(world, JobStatus::succeeded) == 300U);
  BOOST_TEST(world.model().ledger().size() == 300U);
  expect_no_complaints(world);
}

/// A page of something in front of the API answers each POST, while every GET goes through.
simulator::Fault firewall() {
  simulator::Fault fault = always("status", "submit");
  fault.status = 400;
  fault.body = "html";
  return fault;
}

BOOST_AUTO_TEST_CASE(posts_that_are_lost_for_ten_minutes_cost_a_few_doubts_and_no_night) {
  WorldPlan plan = quiet();
  plan.jobs = 500;
  plan.scenario.faults.push_back(firewall());
  plan.scenario.faults.back().from = std::chrono::seconds{10};
  plan.scenario.faults.back().until = std::chrono::seconds{610};
  World world{plan};
  const app::RunOutcome outcome = world.run_once();
  BOOST_TEST(outcome.stops.empty());
  BOOST_TEST(count(world, JobStatus::in_doubt) <= 25U);
  BOOST_TEST(count(world, JobStatus::in_doubt) + count(world, JobStatus::succeeded) == 500U);
  expect_no_complaints(world);
}

BOOST_AUTO_TEST_CASE(a_bare_429_before_posts_are_lost_changes_nothing) {
  WorldPlan plan = quiet();
  plan.jobs = 500;
  plan.deadline = std::chrono::minutes{10};
  plan.scenario.faults.push_back(always("bare_429", "submit"));
  plan.scenario.faults.back().at_most = 1;
  plan.scenario.faults.push_back(always("reset_after", "submit"));
  World world{plan};
  world.run_once();
  BOOST_TEST(count(world, JobStatus::in_doubt) <= 25U);
  expect_no_complaints(world);
}

BOOST_AUTO_TEST_CASE(posts_that_are_lost_without_end_stop_the_run) {
  WorldPlan plan = quiet();
  plan.jobs = 500;
  plan.scenario.faults.push_back(firewall());
  plan.scenario.faults.back().from = std::chrono::seconds{10};
  World world{plan};
  const app::RunOutcome outcome = world.run_once();
  BOOST_TEST(stopped_by(outcome, Stop::all_lost));
  BOOST_TEST(outcome.reason.find("every submission is lost") != std::string::npos, outcome.reason);
  BOOST_TEST(count(world, JobStatus::in_doubt) <= 45U);
  BOOST_TEST(count(world, JobStatus::rendering) == 0U);  // what was accepted before is fetched
  BOOST_TEST(count(world, JobStatus::succeeded) == world.model().ledger().size());
  BOOST_CHECK(world.elapsed() > std::chrono::minutes{29});
  expect_no_complaints(world);
}

BOOST_AUTO_TEST_CASE(what_renders_for_hours_is_left_to_a_later_run_and_paid_for_once) {
  WorldPlan plan = quiet();
  plan.jobs = 4;
  plan.scenario.render = {std::chrono::hours{3}, 0.01};
  World world{plan};
  BOOST_TEST(world.run_once().stops.empty());
  BOOST_CHECK(world.elapsed() < std::chrono::hours{3});
  BOOST_TEST(count(world, JobStatus::rendering) == 4U);
  world.run_once();
  BOOST_TEST(count(world, JobStatus::succeeded) == 4U);
  BOOST_TEST(world.model().ledger().size() == 4U);
  expect_no_complaints(world);
}

BOOST_AUTO_TEST_CASE(jobs_of_one_content_are_one_request_and_get_their_own_formats) {
  WorldPlan plan = quiet();
  std::vector<Row> rows;
  for (std::size_t i = 0; i < 8; ++i) {
    const std::string format = i % 2 == 0 ? "facebook-feed" : "instagram-post";
    rows.push_back({std::to_string(i), 0, "hero/" + std::to_string(i / 2), {format}});
  }
  plan.manifests = {{"night", rows}};
  plan.deadline = std::chrono::milliseconds{1200};
  World world{plan};
  world.run_once();
  BOOST_REQUIRE(count(world, JobStatus::rendering) == 8U);
  world.plan().deadline.reset();
  world.plan().selected = [](const Job& job, JobStatus) { return job.position % 2 == 0; };
  world.run_once();
  BOOST_TEST(count(world, JobStatus::succeeded) == 8U);  // whoever is selected: what is out is fetched
  BOOST_TEST(world.model().ledger().size() == 4U);
  const JournalBooks books = world.books();
  for (const JobView& job : books.campaigns.at(0).jobs) {
    BOOST_REQUIRE(job.assets.size() == 1U);
    const bool even = (job.key.text.back() - '0') % 2 == 0;
    BOOST_TEST(job.assets.front().format == (even ? "facebook-feed" : "instagram-post"));
  }
  expect_no_complaints(world);
}

BOOST_AUTO_TEST_CASE(a_refused_key_stops_at_once_and_spends_nothing) {
  WorldPlan plan = quiet();
  plan.scenario.api_key = "another";
  plan.preflight = false;
  World world{plan};
  BOOST_TEST(stopped_by(world.run_once(), Stop::unauthorized));
  BOOST_TEST(world.model().ledger().empty());
  BOOST_TEST(count(world, JobStatus::planned) == 50U);
}

BOOST_AUTO_TEST_CASE(max_credits_bounds_what_is_submitted) {
  WorldPlan plan = quiet();
  plan.limits.run = 11;
  World world{plan};
  const app::RunOutcome outcome = world.run_once();
  BOOST_TEST(stopped_by(outcome, Stop::max_credits));
  BOOST_TEST(world.model().ledger().size() == 5U);
  BOOST_TEST(count(world, JobStatus::succeeded) == 5U);
}

BOOST_AUTO_TEST_CASE(a_service_that_was_never_there_is_given_up_soon) {
  WorldPlan plan = quiet();
  plan.preflight = false;
  World world{plan};
  world.away = [](Duration) { return true; };
  BOOST_TEST(stopped_by(world.run_once(), Stop::service_away));
  BOOST_CHECK(world.elapsed() < std::chrono::minutes{1});
  BOOST_TEST(count(world, JobStatus::planned) == 50U);
}

BOOST_AUTO_TEST_CASE(a_minute_without_the_service_is_waited_out) {
  WorldPlan plan = quiet();
  World world{plan};
  world.away = [](Duration since) {
    return since > std::chrono::seconds{3} && since < std::chrono::seconds{63};
  };
  const app::RunOutcome outcome = world.run_once();
  BOOST_TEST(outcome.stops.empty());
  BOOST_TEST(count(world, JobStatus::succeeded) == 50U);
}

BOOST_AUTO_TEST_CASE(an_hour_without_the_service_ends_the_run_and_the_next_one_continues) {
  World world{quiet()};
  world.away = [](Duration since) { return since > std::chrono::seconds{3}; };
  BOOST_TEST(stopped_by(world.run_once(), Stop::service_away));
  BOOST_CHECK(world.elapsed() > std::chrono::minutes{30});
  BOOST_CHECK(world.elapsed() < std::chrono::minutes{32});
  world.away = {};
  BOOST_TEST(world.run_once().stops.empty());
  BOOST_TEST(count(world, JobStatus::succeeded) == 50U);
  expect_no_complaints(world);
}

BOOST_AUTO_TEST_CASE(an_outage_of_ten_minutes_puts_at_most_eight_jobs_in_doubt) {
  WorldPlan plan = quiet();
  plan.jobs = 500;
  simulator::Fault outage = always("status", "any");
  outage.status = 502;
  outage.from = std::chrono::seconds{20};
  outage.until = std::chrono::seconds{620};
  plan.scenario.faults = {outage};
  World world{plan};
  const app::RunOutcome outcome = world.run_once();
  BOOST_TEST(outcome.stops.empty());
  BOOST_TEST(count(world, JobStatus::in_doubt) <= 8U);
  BOOST_TEST(count(world, JobStatus::succeeded) + count(world, JobStatus::in_doubt) == 500U);
  expect_no_complaints(world);
}

BOOST_AUTO_TEST_CASE(a_full_disk_stops_before_anything_more_is_sent) {
  for (int record = 1; record <= 60; ++record) {
    BOOST_TEST_CONTEXT("the disk is full from record " << record) {
      WorldPlan plan = quiet();
      plan.jobs = 10;
      World world{plan};
      world.journal().fail_at(record);
      const app::RunOutcome outcome = world.run_once();
      if (world.journal().records() < record) return;
      BOOST_TEST(stopped_by(outcome, Stop::journal));
      world.journal().fail_at(0);
      world.run_once();
      BOOST_TEST(count(world, JobStatus::succeeded) + count(world, JobStatus::in_doubt) == 10U);
      expect_no_complaints(world);
    }
  }
}

BOOST_AUTO_TEST_CASE(jobs_in_doubt_are_sent_again_when_asked_to) {
  WorldPlan plan = quiet();
  plan.scenario.faults = {always("reset_after", "submit")};
  plan.scenario.faults.front().at_most = 3;
  plan.resubmit_in_doubt = true;
  World world{plan};
  const app::RunOutcome first = world.run_once();
  BOOST_TEST(first.in_doubt == 3U);
  const app::RunOutcome second = world.run_once();
  BOOST_TEST(second.in_doubt == 0U);
  BOOST_TEST(count(world, JobStatus::succeeded) == 50U);
  BOOST_TEST(world.model().ledger().size() == 53U);
}

BOOST_AUTO_TEST_CASE(a_signal_awaits_the_answers_under_way_and_puts_nothing_in_doubt) {
  World world{quiet()};
  world.watch = [](Duration since, app::Shutdown& shutdown) {
    if (since >= std::chrono::seconds{2} && shutdown.level() == 0) shutdown.request();
  };
  const app::RunOutcome outcome = world.run_once();
  BOOST_TEST(stopped_by(outcome, Stop::signal));
  BOOST_TEST(count(world, JobStatus::in_doubt) == 0U);
  BOOST_TEST(count(world, JobStatus::submitting) == 0U);
  BOOST_CHECK(world.elapsed() < std::chrono::seconds{6});  // the restart included
  world.watch = {};
  world.run_once();
  BOOST_TEST(count(world, JobStatus::succeeded) == 50U);
  BOOST_TEST(world.model().ledger().size() == 50U);
}

BOOST_AUTO_TEST_CASE(answers_that_do_not_come_within_ten_seconds_of_a_signal_are_in_doubt) {
  WorldPlan plan = quiet();
  plan.scenario.faults = {always("stall", "submit")};
  World world{plan};
  world.watch = [](Duration since, app::Shutdown& shutdown) {
    if (since >= std::chrono::seconds{2} && shutdown.level() == 0) shutdown.request();
  };
  const app::RunOutcome outcome = world.run_once();
  BOOST_TEST(outcome.in_doubt == world.model().ledger().size());
  BOOST_TEST(outcome.in_doubt == count(world, JobStatus::in_doubt));
  BOOST_CHECK(world.elapsed() < std::chrono::seconds{16});
}

BOOST_AUTO_TEST_CASE(a_second_signal_waits_for_nothing_and_loses_nothing) {
  WorldPlan plan = quiet();
  plan.scenario.faults = {always("stall", "submit")};
  World world{plan};
  world.watch = [](Duration since, app::Shutdown& shutdown) {
    if (since >= std::chrono::seconds{2} && shutdown.level() < 2) shutdown.request();
  };
  const app::RunOutcome outcome = world.run_once();
  BOOST_TEST(outcome.in_doubt == world.model().ledger().size());
  BOOST_CHECK(world.elapsed() < std::chrono::seconds{6});
  expect_no_complaints(world);
}

BOOST_AUTO_TEST_CASE(the_deadline_leaves_the_rest_for_the_next_run) {
  WorldPlan plan = quiet();
  plan.deadline = std::chrono::seconds{4};
  World world{plan};
  BOOST_TEST(stopped_by(world.run_once(), Stop::deadline));
  BOOST_CHECK(world.elapsed() < std::chrono::seconds{9});
  BOOST_TEST(count(world, JobStatus::in_doubt) == 0U);
}

BOOST_AUTO_TEST_CASE(fail_fast_submits_nothing_more_after_the_first_failure) {
  WorldPlan plan = quiet();
  plan.scenario.format_failure_rate = 1;
  plan.scenario.failure_reasons = {"The text cannot fit within the defined space."};
  plan.fail_fast = true;
  World world{plan};
  const app::RunOutcome outcome = world.run_once();
  BOOST_TEST(stopped_by(outcome, Stop::fail_fast));
  BOOST_TEST(world.model().ledger().size() < 50U);
  BOOST_TEST(count(world, JobStatus::failed) == world.model().ledger().size());
}

BOOST_AUTO_TEST_CASE(too_many_failures_stop_what_is_not_submitted_yet) {
  WorldPlan plan = quiet();
  plan.scenario.format_failure_rate = 1;
  plan.scenario.failure_reasons = {"The text cannot fit within the defined space."};
  plan.max_failures = FailureLimit{10, true};
  World world{plan};
  BOOST_TEST(stopped_by(world.run_once(), Stop::max_failures));
  BOOST_TEST(count(world, JobStatus::failed) >= 20U);
  BOOST_TEST(count(world, JobStatus::failed) == world.model().ledger().size());
  plan.max_failures = FailureLimit{100, true};
  World patient{plan};
  BOOST_TEST(!stopped_by(patient.run_once(), Stop::max_failures));
}

BOOST_AUTO_TEST_CASE(formats_that_timed_out_are_asked_for_again_alone) {
  WorldPlan plan = quiet();
  plan.scenario.format_failure_rate = 0.5;
  plan.scenario.failure_reasons = {"The rendering timed out."};
  World world{plan};
  world.run_once();
  bool retried = false;
  const JournalBooks books = world.books();
  for (const auto& [key, record] : books.contents) {
    for (const std::string& format : record.requests.front().formats) {
      const auto tries = std::ranges::count_if(record.requests, [&](const GenerationRequest& request) {
        return std::ranges::find(request.formats, format) != request.formats.end();
      });
      BOOST_TEST(tries <= 3);
    }
    for (const GenerationRequest& request : record.requests) retried = retried || request.formats.size() == 1;
  }
  BOOST_TEST(retried);
  expect_no_complaints(world);
}

BOOST_AUTO_TEST_CASE(polling_closed_for_half_an_hour_leaves_submissions_going) {
  WorldPlan plan = quiet();
  plan.jobs = 200;
  plan.scenario.limits.polling = {30, 0};
  World world{plan};
  const app::RunOutcome outcome = world.run_once();
  BOOST_TEST(outcome.stops.empty());
  BOOST_TEST(count(world, JobStatus::succeeded) == 200U);
}

BOOST_AUTO_TEST_SUITE_END()
