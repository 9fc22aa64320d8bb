// How well the calls of a night are spent: the real admission in virtual time, so every figure is exact.
#include "support/night.hpp"
#include "support/render_draws.hpp"

#include <boost/test/unit_test.hpp>

#include <iostream>

using namespace pressrun;
using namespace pressrun::test;

namespace {

double steady(std::mt19937_64& random) { return log_normal(random, 4, 0.5); }
double bimodal(std::mt19937_64& random) { return log_normal(random, uniform(random) < 0.8 ? 2 : 20, 0.1); }
double slow_video(std::mt19937_64& random) { return log_normal(random, 90, 0.5); }

/// What a run of sixty such jobs left in the journal.
std::string learned_from(double (*render)(std::mt19937_64&)) {
  std::string memory;
  Night night;
  night.jobs = 60;
  night.render = render;
  night.seed = 999;
  night.left = [&](const RenderTimes& times) { memory = times.memory(); };
  night.run();
  return memory;
}

/// Medians over nights that differ in their seed.
Night::Result nights(const char* name, std::size_t jobs, double (*render)(std::mt19937_64&), int runs,
                     bool first_ever) {
  const std::string memory = first_ever ? "" : learned_from(render);
  std::vector<Night::Result> all;
  for (int seed = 1; seed <= runs; ++seed) {
    Night night;
    night.jobs = jobs;
    night.render = render;
    night.seed = static_cast<std::uint64_t>(seed);
    night.learned = [&](RenderTimes& times) { times.recall(memory); };
    all.push_back(night.run());
  }
  const auto median = [&](double Night::Result::*figure) {
    std::ranges::nth_element(all, all.begin() + runs / 2, {}, figure);
    return all[static_cast<std::size_t>(runs / 2)].*figure;
  };
  Night::Result found;
  found.bound = all.front().bound;
  found.makespan = median(&Night::Result::makespan);
  found.polls = median(&Night::Result::polls);
  found.lag_median = median(&Night::Result::lag_median);
  found.lag_95 = median(&Night::Result::lag_95);
  found.end_lag = median(&Night::Result::end_lag);
  std::cout << name << (first_ever ? ", the first night" : ", a later night") << ": makespan over bound "
            << found.ratio() << ", polls a job " << found.polls << ", lag " << found.lag_median << " s, 95 % "
            << found.lag_95 << " s, end " << found.end_lag << " s\n";
  return found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(pace)

BOOST_AUTO_TEST_CASE(a_steady_campaign_takes_little_more_than_its_calls) {
  for (const bool first_ever : {true, false}) {
    const auto found = nights("steady, 200 jobs", 200, steady, 11, first_ever);
    BOOST_TEST(found.ratio() <= 1.06);
    BOOST_TEST(found.polls <= 1.10);
    BOOST_TEST(found.lag_median <= 10);
  }
}

BOOST_AUTO_TEST_CASE(a_long_campaign_shows_its_results_soon) {
  for (const bool first_ever : {true, false}) {
    const auto found = nights("steady, 2000 jobs", 2000, steady, 3, first_ever);
    BOOST_TEST(found.ratio() <= 1.05);
    BOOST_TEST(found.lag_median <= 7);
    BOOST_TEST(found.lag_95 <= 10);
  }
}

BOOST_AUTO_TEST_CASE(two_kinds_of_times_in_one_design_are_learned) {
  const auto first = nights("bimodal, 200 jobs", 200, bimodal, 11, true);
  BOOST_TEST(first.ratio() <= 1.2);
  BOOST_TEST(first.polls <= 1.25);
  const auto later = nights("bimodal, 200 jobs", 200, bimodal, 11, false);
  BOOST_TEST(later.ratio() <= 1.12);
  BOOST_TEST(later.polls <= 1.25);
}

BOOST_AUTO_TEST_CASE(slow_videos_are_not_asked_for_in_vain) {
  for (const bool first_ever : {true, false})
    BOOST_TEST(nights("slow video, 200 jobs", 200, slow_video, 5, first_ever).polls <= 1.5);
}

BOOST_AUTO_TEST_CASE(a_small_campaign_ends_soon_after_its_last_rendering) {
  for (const bool first_ever : {true, false}) {
    const auto found = nights("steady, 20 jobs", 20, steady, 21, first_ever);
    BOOST_TEST(found.end_lag <= 1);
    BOOST_TEST(found.polls <= 3);
  }
}

Night::Result told_night(const char* name, std::size_t jobs, double untold) {
  Night night;
  night.jobs = jobs;
  night.render = steady;
  night.told_within = std::chrono::milliseconds{150};
  night.untold = untold;
  const Night::Result found = night.run();
  std::cout << name << ", with webhooks: makespan " << found.makespan << " s, polls a job " << found.polls
            << ", lag " << found.lag_median << " s, end " << found.end_lag << " s\n";
  return found;
}

BOOST_AUTO_TEST_CASE(webhooks_halve_the_calls_of_a_night) {
  const Night::Result found = told_night("40 000 jobs", 40'000, 0);
  BOOST_TEST(40'000 / found.makespan * 3600 >= 0.95 * 36'000);
  BOOST_TEST(1 + found.polls <= 1.03);
  BOOST_TEST(found.lag_median <= 0.3);
}

BOOST_AUTO_TEST_CASE(with_webhooks_a_short_run_ends_with_its_last_rendering) {
  const Night::Result found = told_night("200 jobs", 200, 0);
  BOOST_TEST(found.makespan <= 1.06 * 20 + 30);
  BOOST_TEST(found.end_lag <= 1);
}

// What no delivery tells of is polled, later than it would be without them.
BOOST_AUTO_TEST_CASE(where_a_third_of_the_deliveries_is_lost_only_those_are_polled) {
  const Night::Result found = told_night("10 000 jobs, a third lost", 10'000, 0.3);
  BOOST_TEST(found.polls <= 0.45);
  BOOST_TEST(found.polls >= 0.28);
  BOOST_TEST(found.lag_median <= 0.3);
}

BOOST_AUTO_TEST_CASE(where_no_delivery_comes_requests_are_polled_as_ever) {
  const Night::Result found = told_night("200 jobs, all lost", 200, 1);
  BOOST_TEST(found.makespan / found.bound <= 1.10);
  BOOST_TEST(found.polls <= 1.15);
}

BOOST_AUTO_TEST_SUITE_END()
