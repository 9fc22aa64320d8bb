// Runs that the API's webhooks reach: whatever becomes of the deliveries, the results are those of a run that
// only polls, nothing is paid for twice, and what a delivery can settle is settled.
#include "simulation/world.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

using namespace pressrun;
using namespace pressrun::test;

namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t worlds = 6;

simulator::Fault fault(std::string kind, std::string on, double probability) {
  simulator::Fault made;
  made.kind = std::move(kind);
  made.on = std::move(on);
  made.probability = probability;
  return made;
}

WorldPlan night(std::uint64_t seed) {
  WorldPlan plan;
  plan.seed = seed;
  plan.jobs = 40;
  plan.scenario = simulator::default_scenario();
  plan.scenario.format_failure_rate = 0.1;
  plan.scenario.webhooks.secret = "whsec_of-the-world";
  return plan;
}

WorldPlan with_webhooks(WorldPlan plan) {
  plan.webhooks = WorldWebhooks{};
  return plan;
}

/// Every delivery may be lost, late, repeated, forged or replayed.
WorldPlan with_odd_webhooks(WorldPlan plan) {
  plan.webhooks = WorldWebhooks{true, 0.3, 0.3};
  plan.scenario.webhooks.lost = 0.3;
  plan.scenario.webhooks.repeated = 0.3;
  plan.scenario.webhooks.late = 0.3;
  return plan;
}

void expect_no_complaints(const World& world) {
  for (const Complaint& complaint : world.complaints()) BOOST_ERROR(complaint);
}

/// What each job came to, format by format; ids are drawn in the order of the calls, and left out.
std::map<std::string, std::string> results_of(World& world) {
  std::map<std::string, std::string> results;
  for (const JournalBooks::Campaign& campaign : world.books().campaigns) {
    for (const JobView& job : campaign.jobs) {
      std::vector<std::string> parts;
      for (const Asset& asset : job.assets) parts.push_back(asset.format + " " + asset.type);
      // Behind the semicolon stands when it is tried again: that goes by the clock.
      for (const Failure& failure : job.failures)
        parts.push_back(failure.format + ": " + failure.message.substr(0, failure.message.find(';')));
      std::ranges::sort(parts);
      std::string& told = results[job.key.text];
      told = std::string{to_string(job.status)};
      for (const std::string& part : parts) told += ", " + part;
    }
  }
  return results;
}

std::size_t total(const std::map<int, std::size_t>& answers) {
  std::size_t all = 0;
  for (const auto& [status, times] : answers) all += times;
  return all;
}

std::size_t at(const std::map<int, std::size_t>& answers, int status) {
  const auto found = answers.find(status);
  return found == answers.end() ? 0 : found->second;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(webhooks)

BOOST_AUTO_TEST_CASE(each_request_is_told_and_hardly_any_is_polled) {
  World world{with_webhooks(night(1))};
  world.play();
  expect_no_complaints(world);
  const std::size_t made = world.model().ledger().size();
  BOOST_TEST(made >= 40U);
  BOOST_TEST(at(world.delivery_answers(), 200) == made);
  BOOST_TEST(world.model().stats().polls < made);
}

BOOST_AUTO_TEST_CASE(results_are_those_of_a_run_that_only_polls) {
  for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
    World polled{night(seed)};
    polled.play();
    World told{with_odd_webhooks(night(seed))};
    told.play();
    expect_no_complaints(told);
    const auto expected = results_of(polled);
    const auto found = results_of(told);
    BOOST_TEST(expected.size() == 40U);
    BOOST_CHECK(found == expected);
    BOOST_TEST(total(told.delivery_answers()) > 20U);
  }
}

BOOST_AUTO_TEST_CASE(without_the_secret_a_delivery_is_a_hint_and_the_results_are_the_same) {
  World polled{night(3)};
  polled.play();
  WorldPlan plan = with_odd_webhooks(night(3));
  plan.webhooks->known_secret = false;
  plan.webhooks->forged = 0;  // whoever sees a token can speak for its request: they stay with the API
  World told{std::move(plan)};
  told.play();
  expect_no_complaints(told);
  BOOST_CHECK(results_of(told) == results_of(polled));
}

BOOST_AUTO_TEST_CASE(a_lost_answer_is_no_doubt_where_its_delivery_comes) {
  std::size_t doubts = 0;
  for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
    WorldPlan plan = night(seed);
    plan.scenario.faults = {fault("reset_after", "submit", 0.2), fault("stall", "submit", 0.05)};
    World polled{plan};
    polled.play();
    doubts += polled.count(JobStatus::in_doubt);
    World told{with_webhooks(std::move(plan))};
    told.play();
    expect_no_complaints(told);
    for (const simulator::Generation& made : told.model().ledger())
      BOOST_TEST(told.api().find(made.request_id)->id_told);
    // What is left in doubt was never made: no delivery can tell of it.
    BOOST_TEST(told.count(JobStatus::in_doubt) <= polled.count(JobStatus::in_doubt));
  }
  BOOST_TEST(doubts > 10U);
}

BOOST_AUTO_TEST_CASE(a_delivery_may_come_before_the_answer) {
  for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
    WorldPlan plan = with_odd_webhooks(night(seed));
    simulator::Fault slow = fault("delay", "submit", 0.5);
    slow.delay = 20s;
    plan.scenario.faults = {slow};
    World world{std::move(plan)};
    world.play();
    expect_no_complaints(world);
    BOOST_TEST(world.count(JobStatus::in_doubt) == 0U);
    BOOST_TEST(world.count(JobStatus::rendering) == 0U);
  }
}

BOOST_AUTO_TEST_CASE(nothing_that_is_not_signed_as_ours_is_taken) {
  WorldPlan plan = with_webhooks(night(5));
  plan.webhooks->forged = 1;
  World world{std::move(plan)};
  world.play();
  expect_no_complaints(world);
  BOOST_TEST(at(world.forgery_answers(), 401) > 30U);
  BOOST_TEST(at(world.forgery_answers(), 401) == total(world.forgery_answers()));
}

/// Of each doubt of a process that is gone the API still knows, and tells the next process.
BOOST_AUTO_TEST_CASE(the_doubts_of_a_dead_process_are_settled_by_the_next) {
  std::size_t left_in_doubt = 0;
  std::size_t settled = 0;
  for (std::uint64_t seed = 1; seed <= 3 * worlds; ++seed) {
    WorldPlan plan = with_webhooks(night(seed));
    plan.crashes = 0;
    World world{std::move(plan)};
    world.run_and_kill(60 + 7 * seed);
    const auto doubtful = [&world] {
      std::size_t found = 0;
      for (const auto& [key, record] : world.books().contents)
        for (const GenerationRequest& request : record.requests)
          found += is_doubtful(state_of(request)) || state_of(request) == RequestState::submitting ? 1U : 0U;
      return found;
    };
    const std::size_t before = doubtful();
    world.play();
    expect_no_complaints(world);
    left_in_doubt += doubtful();
    settled += before - std::min(before, doubtful());
  }
  BOOST_TEST(settled + left_in_doubt > 0U);
  BOOST_TEST(settled >= left_in_doubt);
}

BOOST_AUTO_TEST_SUITE_END()
