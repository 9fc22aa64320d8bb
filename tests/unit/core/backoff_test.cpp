#include "pressrun/core/backoff.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(backoff)

using namespace pressrun;

BOOST_AUTO_TEST_CASE(retries_double_from_one_second_and_stay_within_the_cap) {
  BOOST_CHECK(retry_wait(Policy{}, 1) == 1s);
  BOOST_CHECK(retry_wait(Policy{}, 3) == 4s);
  BOOST_CHECK(retry_wait(Policy{}, 1'000'000) == 30s);
  BOOST_CHECK(probe_wait(Policy{}, 1'000'000) == 10s);
}

BOOST_AUTO_TEST_SUITE_END()
