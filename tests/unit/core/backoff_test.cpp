#include "pressrun/core/backoff.hpp"

#include <boost/test/unit_test.hpp>

using namespace pressrun;

BOOST_AUTO_TEST_SUITE(backoff)

BOOST_AUTO_TEST_CASE(polls_start_at_two_seconds_and_grow_to_thirty) {
  Policy policy;
  policy.poll_jitter = 0;
  BOOST_CHECK(poll_wait(policy, "a", 0) == 2s);
  BOOST_CHECK(poll_wait(policy, "a", 1) == 3200ms);
  BOOST_CHECK(poll_wait(policy, "a", 100) == 30s);
}

BOOST_AUTO_TEST_CASE(jobs_submitted_together_are_not_asked_for_together) {
  const Policy policy;
  BOOST_CHECK(poll_wait(policy, "hero/1", 0) != poll_wait(policy, "hero/2", 0));
  for (int polls = 0; polls < 50; ++polls) {
    BOOST_TEST(spread("hero/1", static_cast<std::uint64_t>(polls)) >= 0.0);
    BOOST_TEST(spread("hero/1", static_cast<std::uint64_t>(polls)) < 1.0);
  }
}

BOOST_AUTO_TEST_CASE(the_same_job_waits_the_same_time_when_the_run_is_replayed) {
  BOOST_CHECK(poll_wait(Policy{}, "hero/1", 3) == poll_wait(Policy{}, "hero/1", 3));
}

BOOST_AUTO_TEST_CASE(retries_double_from_one_second_and_stay_within_the_cap) {
  BOOST_CHECK(retry_wait(Policy{}, 1) == 1s);
  BOOST_CHECK(retry_wait(Policy{}, 3) == 4s);
  BOOST_CHECK(retry_wait(Policy{}, 1'000'000) == 30s);
  BOOST_CHECK(probe_wait(Policy{}, 1'000'000) == 10s);
}

BOOST_AUTO_TEST_SUITE_END()
