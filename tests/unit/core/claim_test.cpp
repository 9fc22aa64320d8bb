#include "pressrun/core/claim.hpp"

#include <boost/test/unit_test.hpp>

using namespace pressrun;

namespace {

const WallTime sent{std::chrono::hours{500'000}};

Claim claim(const char* key, bool found_by_user = true) {
  return {JobKey{key}, DesignId{"d"}, 2, sent, found_by_user};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(claim_)

BOOST_AUTO_TEST_CASE(an_id_that_nobody_has_is_free) { BOOST_TEST(rival(claim("a"), {}) == nullptr); }

BOOST_AUTO_TEST_CASE(jobs_that_went_out_together_share_their_request) {
  BOOST_TEST(rival(claim("a"), {claim("b"), claim("c")}) == nullptr);
}

BOOST_AUTO_TEST_CASE(an_id_that_the_api_gave_is_taken) {
  const std::vector<Claim> holders{claim("b"), claim("c", false)};
  const Claim* found = rival(claim("a"), holders);
  BOOST_REQUIRE(found != nullptr);
  BOOST_TEST(found->key.text == "c");
}

BOOST_AUTO_TEST_CASE(what_was_sent_at_another_moment_is_another_request) {
  Claim other = claim("b");
  other.sent_at += std::chrono::milliseconds{1};
  BOOST_TEST(rival(claim("a"), {other}) != nullptr);
}

BOOST_AUTO_TEST_CASE(jobs_of_two_designs_never_share_a_request) {
  Claim other = claim("b");
  other.design = DesignId{"e"};
  BOOST_TEST(rival(claim("a"), {other}) != nullptr);
}

BOOST_AUTO_TEST_CASE(the_id_of_an_earlier_attempt_brings_nothing_new) {
  BOOST_TEST(rival(claim("a"), {claim("a")}) != nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
