#include "pressrun/core/trial.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(trial)

using namespace pressrun;

namespace {

const Instant t0{std::chrono::hours{1}};
const Policy policy;

}  // namespace

BOOST_AUTO_TEST_CASE(what_was_under_way_together_is_lost_together) {
  Trial trial{policy};
  for (int i = 0; i < 8; ++i) trial.on_lost(t0, t0 + 1s);
  BOOST_CHECK(!trial.next());
  trial.on_lost(t0 + 2s, t0 + 3s);
  BOOST_CHECK(trial.next() == t0 + 4s);
}

BOOST_AUTO_TEST_CASE(they_leave_further_and_further_apart) {
  Trial trial{policy};
  Instant now = t0;
  trial.on_lost(now, now);
  trial.on_lost(now, now);
  std::vector<Duration> waits;
  for (int i = 0; i < 9; ++i) {
    waits.push_back(*trial.next() - now);
    now = *trial.next();
    trial.on_lost(now, now);
  }
  const std::vector<Duration> expected{1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s, 60s};
  BOOST_CHECK(waits == expected);
}

BOOST_AUTO_TEST_CASE(an_answer_ends_it) {
  Trial trial{policy};
  Instant now = t0;
  for (int i = 0; i < 4; ++i, now += 1s) trial.on_lost(now, now);
  BOOST_CHECK(trial.next() && !trial.loses_all());
  trial.on_lost(now, now);
  BOOST_CHECK(trial.loses_all());
  trial.on_answered();
  BOOST_CHECK(!trial.next() && !trial.loses_all());
}

BOOST_AUTO_TEST_CASE(half_an_hour_of_losses_is_hopeless_but_not_of_absence) {
  Trial trial{policy};
  for (int i = 0; i < 5; ++i) trial.on_lost(t0 + i * 1s, t0 + i * 1s);
  trial.on_unsent(t0 + 29min);
  trial.on_lost(t0 + 31min, t0 + 31min);
  BOOST_TEST(!trial.is_hopeless());
  trial.on_lost(t0 + 59min, t0 + 59min);
  BOOST_TEST(trial.is_hopeless());
}

BOOST_AUTO_TEST_SUITE_END()
