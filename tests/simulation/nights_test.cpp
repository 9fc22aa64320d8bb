// Seeds × fault profiles × kills: whole runs in virtual time, then the API's books against the journal's.
// One seed by hand: PRESSRUN_SEED=42 simulation_test --run_test=nights
#include "simulation/world.hpp"

#include <boost/test/unit_test.hpp>

using namespace pressrun;
using namespace pressrun::test;

namespace {

WorldPlan quiet(std::uint64_t seed) {
  WorldPlan plan;
  plan.seed = seed;
  plan.scenario = simulator::default_scenario();
  return plan;
}

std::size_t count(World& world, JobStatus status) { return world.count(status); }

}  // namespace

BOOST_AUTO_TEST_SUITE(nights)

BOOST_AUTO_TEST_CASE(a_quiet_night_ends_with_every_job_done_and_no_429) {
  World world{quiet(0)};
  const app::RunOutcome outcome = world.run_once();
  BOOST_TEST(outcome.stops.empty());
  BOOST_TEST(count(world, JobStatus::succeeded) == 50U);
  BOOST_TEST(world.model().stats().rate_limited == 0U);
  BOOST_TEST(world.model().stats().max_in_any_second <= 10U);
  BOOST_TEST(world.model().ledger().size() == 50U);
  const CampaignTally tally = world.books().campaigns.at(0).tally;
  BOOST_TEST(tally.credits.settled == 100U);
  BOOST_TEST(tally.last_run.all() == 100U);
  for (const Complaint& complaint : world.complaints()) BOOST_ERROR(complaint);
}

BOOST_AUTO_TEST_CASE(the_second_run_of_a_finished_night_submits_nothing) {
  World world{quiet(0)};
  world.run_once();
  const app::RunOutcome again = world.run_once();
  BOOST_TEST(world.model().ledger().size() == 50U);
  BOOST_TEST(again.runs.at(0).summary.unchanged == 50U);
  BOOST_TEST(again.runs.at(0).summary.api_calls.submit == 0U);
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_night) {
  World first{quiet(3)};
  World second{quiet(3)};
  first.play();
  second.play();
  BOOST_CHECK(first.elapsed() == second.elapsed());
  BOOST_TEST(first.model().ledger().size() == second.model().ledger().size());
}

/// The process is killed after each single step of one run, and started again.
BOOST_AUTO_TEST_CASE(a_kill_at_any_step_is_survived) {
  for (std::uint64_t step = 1; step < 400; ++step) {
    WorldPlan plan = quiet(0);
    plan.jobs = 8;
    World world{plan};
    const bool ended_before = world.run_and_kill(step).has_value();
    const app::RunOutcome outcome = world.run_once();
    BOOST_TEST_CONTEXT("killed after step " << step) {
      BOOST_TEST(count(world, JobStatus::succeeded) + count(world, JobStatus::in_doubt) == 8U);
      for (const Complaint& complaint : world.complaints()) BOOST_ERROR(complaint);
    }
    if (ended_before) break;
  }
}

BOOST_AUTO_TEST_SUITE_END()
