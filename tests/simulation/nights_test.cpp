// Seeds × fault profiles × kills: whole runs in virtual time, then the API's books against the journal's.
// One seed by hand: PRESSRUN_SEED=42 simulation_test --run_test=nights
#include "simulation/world.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>

using namespace pressrun;
using namespace pressrun::test;
using simulator::Fault;

namespace {

Fault fault(std::string kind, std::string on, double probability) {
  Fault made;
  made.kind = std::move(kind);
  made.on = std::move(on);
  made.probability = probability;
  return made;
}

Fault status(int code, std::string on, double probability, std::string body) {
  Fault made = fault("status", std::move(on), probability);
  made.status = code;
  made.body = std::move(body);
  return made;
}

std::vector<Fault> flaky() {
  return {status(503, "poll", 0.05, "html"), status(500, "poll", 0.02, "envelope"),
          fault("reset_before", "poll", 0.02), fault("truncate", "poll", 0.02),
          fault("garbage", "poll", 0.01)};
}

std::vector<Fault> hostile() {
  std::vector<Fault> faults = flaky();
  for (const char* kind : {"reset_before", "reset_after", "truncate", "garbage", "empty", "no_id", "stall"}) {
    faults.push_back(fault(kind, "submit", 0.01));
  }
  faults.push_back(status(502, "submit", 0.01, "html"));
  faults.push_back(status(500, "submit", 0.01, "envelope"));
  faults.push_back(fault("bare_429", "any", 0.01));
  faults.push_back(fault("drip", "poll", 0.01));
  return faults;
}

struct Profile {
  const char* name;
  std::vector<Fault> faults;
  double format_failures;
  int crashes;
};

const std::vector<Profile>& profiles() {
  static const std::vector<Profile> all{{"quiet", {}, 0, 0},
                                        {"killed", {}, 0.02, 3},
                                        {"flaky", flaky(), 0.05, 0},
                                        {"hostile", hostile(), 0.05, 2}};
  return all;
}

WorldPlan plan_for(std::uint64_t seed) {
  const Profile& profile = profiles()[seed % profiles().size()];
  WorldPlan plan;
  plan.seed = seed;
  plan.scenario = simulator::default_scenario();
  plan.scenario.faults = profile.faults;
  plan.scenario.format_failure_rate = profile.format_failures;
  plan.crashes = profile.crashes;
  return plan;
}

std::size_t count(World& world, JobStatus status) {
  std::size_t found = 0;
  for (const auto& [key, row] : world.store().durable().jobs) found += row.status == status ? 1 : 0;
  return found;
}

/// Every job is final or in doubt, unless the run says why it stopped.
void check_end(World& world, const app::RunOutcome& outcome) {
  const std::size_t settled = count(world, JobStatus::succeeded) + count(world, JobStatus::partial) +
                              count(world, JobStatus::failed) + count(world, JobStatus::in_doubt);
  const bool stopped = !outcome.stops.empty() || !outcome.reason.empty();
  BOOST_CHECK_MESSAGE(settled == 50 || stopped, "only " << settled << " of 50 jobs came to an end");
  for (const std::string& violation : world.violations()) BOOST_ERROR(violation);
}

std::uint64_t seeds() {
  const char* many = std::getenv("PRESSRUN_SEEDS");
  return many != nullptr ? std::strtoull(many, nullptr, 10) : 1200;
}

void live_through(std::uint64_t seed) {
  BOOST_TEST_CONTEXT("seed " << seed << " (" << profiles()[seed % profiles().size()].name
                             << "); replay it with PRESSRUN_SEED=" << seed) {
    World world{plan_for(seed)};
    check_end(world, world.play());
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(nights)

BOOST_AUTO_TEST_CASE(no_night_loses_a_job_or_pays_twice) {
  if (const char* one = std::getenv("PRESSRUN_SEED")) return live_through(std::strtoull(one, nullptr, 10));
  for (std::uint64_t seed = 0; seed < seeds(); ++seed) live_through(seed);
}

BOOST_AUTO_TEST_CASE(a_quiet_night_ends_with_every_job_done_and_no_429) {
  World world{plan_for(0)};
  const app::RunOutcome outcome = world.run_once();
  BOOST_TEST(outcome.stops.empty());
  BOOST_TEST(count(world, JobStatus::succeeded) == 50U);
  BOOST_TEST(world.model().stats().rate_limited == 0U);
  BOOST_TEST(world.model().stats().max_in_any_second <= 10U);
  BOOST_TEST(world.model().ledger().size() == 50U);
  BOOST_TEST(outcome.runs.at(0).summary.credits == 100U);
}

BOOST_AUTO_TEST_CASE(the_second_run_of_a_finished_night_submits_nothing) {
  World world{plan_for(0)};
  world.run_once();
  const app::RunOutcome again = world.run_once();
  BOOST_TEST(world.model().ledger().size() == 50U);
  BOOST_TEST(again.runs.at(0).summary.unchanged == 50U);
  BOOST_TEST(again.runs.at(0).summary.api_calls.submit == 0U);
}

BOOST_AUTO_TEST_CASE(the_same_seed_gives_the_same_night) {
  World first{plan_for(3)};
  World second{plan_for(3)};
  first.play();
  second.play();
  BOOST_CHECK(first.elapsed() == second.elapsed());
  BOOST_TEST(first.model().ledger().size() == second.model().ledger().size());
}

/// The process is killed after each single step of one run, and started again.
BOOST_AUTO_TEST_CASE(a_kill_at_any_step_is_survived) {
  for (std::uint64_t step = 1; step < 400; ++step) {
    WorldPlan plan = plan_for(0);
    plan.jobs = 8;
    World world{plan};
    const bool ended_before = world.run_and_kill(step).has_value();
    const app::RunOutcome outcome = world.run_once();
    BOOST_TEST_CONTEXT("killed after step " << step) {
      BOOST_TEST(count(world, JobStatus::succeeded) + count(world, JobStatus::in_doubt) == 8U);
      for (const std::string& violation : world.violations()) BOOST_ERROR(violation);
    }
    if (ended_before) break;
  }
}

BOOST_AUTO_TEST_SUITE_END()
