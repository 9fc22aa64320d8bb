// Histories by the hundred, from quiet to hostile; many more: scripts/soak.sh.
// One of them by hand, with PRESSRUN_TRACE=1 told in full: PRESSRUN_PROFILE=hostile PRESSRUN_SEED=42
// simulation_test --run_test=ordeals
#include "simulation/ordeal.hpp"
#include "simulation/world.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <iostream>
#include <string>

using namespace pressrun;
using namespace pressrun::test;

namespace {

StepCoverage& coverage() {
  static StepCoverage all;
  return all;
}

void live_through(const Profile& profile, std::uint64_t seed) {
  const bool told = std::getenv("PRESSRUN_TRACE") != nullptr;
  const OrdealReport report = endure(profile, seed, coverage(), told ? &std::cout : nullptr);
  BOOST_TEST_CONTEXT("replay it with PRESSRUN_PROFILE=" << profile.name << " PRESSRUN_SEED=" << seed) {
    for (const Complaint& complaint : report.complaints) BOOST_ERROR(complaint);
    BOOST_TEST(report.generations > 0U);
  }
}

void live_through(const char* name, std::uint64_t seeds) {
  if (const char* one = std::getenv("PRESSRUN_SEED")) {
    const char* chosen = std::getenv("PRESSRUN_PROFILE");
    if (chosen == nullptr || std::string{chosen} == name)
      live_through(profile(name), std::strtoull(one, nullptr, 10));
    return;
  }
  for (std::uint64_t seed = 0; seed < seeds; ++seed) live_through(profile(name), seed);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ordeals)

BOOST_AUTO_TEST_CASE(quiet) { live_through("quiet", 100); }
BOOST_AUTO_TEST_CASE(killed) { live_through("killed", 600); }
BOOST_AUTO_TEST_CASE(flaky) { live_through("flaky", 300); }
BOOST_AUTO_TEST_CASE(brittle) { live_through("brittle", 600); }
BOOST_AUTO_TEST_CASE(handled) { live_through("handled", 400); }
BOOST_AUTO_TEST_CASE(hostile) { live_through("hostile", 1100); }
BOOST_AUTO_TEST_CASE(webhooks) { live_through("webhooks", 600); }

BOOST_AUTO_TEST_CASE(every_pair_of_state_and_event_was_met) {
  if (std::getenv("PRESSRUN_SEED") != nullptr) return;
  for (const std::string& pair : coverage().missing()) BOOST_ERROR("never met: " << pair);
  for (const std::string& pair : coverage().impossible()) BOOST_ERROR("cannot occur, and did: " << pair);
}

BOOST_AUTO_TEST_SUITE_END()
