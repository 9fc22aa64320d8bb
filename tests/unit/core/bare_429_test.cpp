#include "pressrun/core/bare_429.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(account)

using namespace pressrun;

namespace {

const Instant t0{std::chrono::hours{1}};
const Policy policy;

}  // namespace

BOOST_AUTO_TEST_CASE(a_bare_429_is_probed_once_after_a_second) {
  Bare429 account{policy};
  account.on_bare_429(t0, t0);
  BOOST_CHECK(account.standing() == Bare429::Standing::suspected);
  BOOST_CHECK(account.probe_at() == t0 + 1s);
  account.probe_left();
  BOOST_CHECK(!account.probe_at());
}

BOOST_AUTO_TEST_CASE(refused_again_after_the_pause_it_is_credits) {
  Bare429 account{policy};
  account.on_bare_429(t0, t0);
  account.probe_left();
  account.on_bare_429(t0 + 1s, t0 + 1s);
  BOOST_CHECK(account.standing() == Bare429::Standing::spent);
}

BOOST_AUTO_TEST_CASE(refusals_of_what_left_before_the_suspicion_tell_nothing) {
  Bare429 account{policy};
  account.on_bare_429(t0, t0);
  account.on_bare_429(t0 - 10ms, t0 + 10ms);
  account.on_other_answer(t0 - 10ms);
  BOOST_CHECK(account.standing() == Bare429::Standing::suspected);
}

BOOST_AUTO_TEST_CASE(any_other_answer_to_the_probe_clears_it) {
  Bare429 account{policy};
  account.on_bare_429(t0, t0);
  account.probe_left();
  account.on_other_answer(t0 + 1s);
  BOOST_CHECK(account.standing() == Bare429::Standing::good);
}

BOOST_AUTO_TEST_CASE(a_probe_that_is_never_answered_is_followed_by_another) {
  Bare429 account{policy};
  account.on_bare_429(t0, t0);
  account.on_no_answer(t0 - 10ms, t0 + 20ms);  // left before the suspicion
  BOOST_CHECK(account.probe_at() == t0 + 1s);
  account.probe_left();
  account.on_no_answer(t0 + 1s, t0 + 31s);
  BOOST_CHECK(account.probe_at() == t0 + 32s);
  account.on_other_answer(t0 + 32s);
  BOOST_CHECK(account.standing() == Bare429::Standing::good);
}

BOOST_AUTO_TEST_SUITE_END()
