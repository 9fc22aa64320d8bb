// How often a night ends within the time that its plan foretold: the real admission, and whole runs against
// the simulator's model, in virtual time.
#include "pressrun/core/forecast.hpp"

#include "simulation/world.hpp"
#include "support/night.hpp"
#include "support/render_draws.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <iostream>
#include <string>

using namespace pressrun;
using namespace pressrun::test;

namespace {

using Draw = double (*)(std::mt19937_64&);

double seconds_of(Duration span) { return std::chrono::duration<double>(span).count(); }

double usual(std::mt19937_64& random) { return log_normal(random, 4, 0.5); }
double with_slow_ones(std::mt19937_64& random) {
  return uniform(random) < 0.02 ? log_normal(random, 20, 0.5) : log_normal(random, 4, 0.5);
}
double two_humps(std::mt19937_64& random) { return log_normal(random, uniform(random) < 0.8 ? 2 : 20, 0.1); }
double video(std::mt19937_64& random) { return log_normal(random, 90, 0.5); }

/// What a night of so many jobs leaves in the journal.
std::string learned_in(Draw draw, std::size_t jobs, std::uint64_t seed) {
  std::string memory;
  Night night;
  night.jobs = jobs;
  night.render = draw;
  night.seed = seed;
  night.left = [&](const RenderTimes& times) { memory = times.memory(); };
  night.run();
  return memory;
}

struct Score {
  int nights = 0;
  int within = 0;
  double widest = 0;  ///< high over low
  double ratios = 0;

  void take(const Forecast& told, double took) {
    ++nights;
    within += took >= seconds_of(told.low) && took <= seconds_of(told.high) ? 1 : 0;
    const double ratio = seconds_of(told.high) / std::max(seconds_of(told.low), 0.1);
    widest = std::max(widest, ratio);
    ratios += ratio;
  }
  [[nodiscard]] double share() const { return static_cast<double>(within) / nights; }
  [[nodiscard]] double width() const { return ratios / nights; }
};

std::ostream& operator<<(std::ostream& out, const Score& score) {
  return out << score.within << " of " << score.nights << " within, high over low " << score.width();
}

/// Each night has a history of its own: what is known is chance, too.
Score nights(const char* name, Draw draw, std::size_t jobs, bool first_ever, int count) {
  Score score;
  for (int seed = 1; seed <= count; ++seed) {
    const auto number = static_cast<std::uint64_t>(seed);
    const std::string memory = first_ever ? "" : learned_in(draw, 60, 1'000 + number);
    ExpectedRenderings work;
    work.submitted = jobs;
    work.times.recall(memory);
    Night night;
    night.jobs = jobs;
    night.render = draw;
    night.seed = number;
    night.learned = [&](RenderTimes& times) { times.recall(memory); };
    score.take(forecast({work}, 0, night.policy), night.run().makespan);
  }
  std::cout << name << ", " << jobs << " jobs, " << (first_ever ? "the first night" : "a later night") << ": "
            << score << "\n";
  return score;
}

struct Whole {
  Duration took;
  app::RenderMemory learned;
};

/// A whole run of the bundled workspace, as `pressrun simulate` serves it.
Whole run_of(std::size_t jobs, std::uint64_t seed, const app::RenderMemory& known) {
  WorldPlan plan;
  plan.seed = seed;
  plan.jobs = jobs;
  plan.one_design = true;
  plan.scenario = simulator::default_scenario();
  plan.scenario.seed = seed;
  plan.render_memory = known;
  plan.own_designs = false;
  plan.preflight = false;
  plan.audited = false;
  World world{std::move(plan)};
  const app::RunOutcome outcome = world.play();
  return {world.last_took(), outcome.render_memory};
}

Forecast foretold(std::size_t jobs, const app::RenderMemory& known) {
  ExpectedRenderings work;
  work.submitted = jobs;
  for (const auto& [name, memory] : known) work.times.recall(memory);
  return forecast({work}, 0, Policy{});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(forecasts)

BOOST_AUTO_TEST_CASE(nine_of_ten_later_nights_end_within_their_range) {
  for (const Draw draw : {usual, with_slow_ones, two_humps, video}) {
    for (const std::size_t jobs : {3U, 20U, 200U}) {
      const char* name = draw == usual            ? "usual"
                         : draw == with_slow_ones ? "with slow ones"
                         : draw == two_humps      ? "two humps"
                                                  : "video";
      const Score score = nights(name, draw, jobs, false, 40);
      BOOST_TEST(score.share() >= 0.9, name << " " << jobs << ": " << score);
    }
  }
}

BOOST_AUTO_TEST_CASE(so_do_first_nights_of_designs_that_render_as_is_usual) {
  for (const std::size_t jobs : {3U, 20U, 200U}) {
    const Score score = nights("with slow ones", with_slow_ones, jobs, true, 40);
    BOOST_TEST(score.share() >= 0.9, jobs << ": " << score);
  }
}

BOOST_AUTO_TEST_CASE(the_range_says_something) {
  BOOST_TEST(nights("usual", usual, 200, false, 10).width() <= 3);
  BOOST_TEST(nights("usual", usual, 20, false, 10).width() <= 7);
  BOOST_TEST(nights("usual", usual, 1000, false, 3).width() <= 1.5);
}

BOOST_AUTO_TEST_CASE(nine_of_ten_simulated_runs_end_within_their_range) {
  for (const std::size_t jobs : {4U, 40U, 150U}) {
    Score first;
    Score later;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      const Whole one = run_of(jobs, seed, {});
      first.take(foretold(jobs, {}), seconds_of(one.took));
      later.take(foretold(jobs, one.learned), seconds_of(run_of(jobs, 100 + seed, one.learned).took));
    }
    std::cout << "simulator, " << jobs << " jobs: first nights " << first << "; later ones " << later << "\n";
    BOOST_TEST(first.share() >= 0.9, jobs << " jobs, first nights: " << first);
    BOOST_TEST(later.share() >= 0.9, jobs << " jobs, later nights: " << later);
  }
}

BOOST_AUTO_TEST_SUITE_END()
