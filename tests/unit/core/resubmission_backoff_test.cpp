#include "pressrun/core/resubmission_backoff.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(resubmission_backoff)

using namespace pressrun;

namespace {

const Instant t0{std::chrono::hours{1}};
const Policy policy;

}  // namespace

BOOST_AUTO_TEST_CASE(what_was_under_way_together_is_lost_together) {
  ResubmissionBackoff backoff{policy};
  for (int i = 0; i < 8; ++i) backoff.on_lost(t0, t0 + 1s);
  BOOST_CHECK(!backoff.next());
  backoff.on_lost(t0 + 2s, t0 + 3s);
  BOOST_CHECK(backoff.next() == t0 + 4s);
}

BOOST_AUTO_TEST_CASE(they_leave_further_and_further_apart) {
  ResubmissionBackoff backoff{policy};
  Instant now = t0;
  backoff.on_lost(now, now);
  backoff.on_lost(now, now);
  std::vector<Duration> waits;
  for (int i = 0; i < 9; ++i) {
    waits.push_back(*backoff.next() - now);
    now = *backoff.next();
    backoff.on_lost(now, now);
  }
  const std::vector<Duration> expected{1s, 2s, 4s, 8s, 16s, 32s, 60s, 60s, 60s};
  BOOST_CHECK(waits == expected);
}

BOOST_AUTO_TEST_CASE(an_answer_ends_it) {
  ResubmissionBackoff backoff{policy};
  Instant now = t0;
  for (int i = 0; i < 4; ++i, now += 1s) backoff.on_lost(now, now);
  BOOST_CHECK(backoff.next() && !backoff.loses_all());
  backoff.on_lost(now, now);
  BOOST_CHECK(backoff.loses_all());
  backoff.on_answered();
  BOOST_CHECK(!backoff.next() && !backoff.loses_all());
}

BOOST_AUTO_TEST_CASE(half_an_hour_of_losses_is_hopeless_but_not_of_absence) {
  ResubmissionBackoff backoff{policy};
  for (int i = 0; i < 5; ++i) backoff.on_lost(t0 + i * 1s, t0 + i * 1s);
  backoff.on_unsent(t0 + 29min);
  backoff.on_lost(t0 + 31min, t0 + 31min);
  BOOST_TEST(!backoff.is_hopeless());
  backoff.on_lost(t0 + 59min, t0 + 59min);
  BOOST_TEST(backoff.is_hopeless());
}

BOOST_AUTO_TEST_SUITE_END()
