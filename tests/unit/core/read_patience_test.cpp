#include "pressrun/core/read_patience.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(read_patience)

using namespace pressrun;
using namespace std::chrono_literals;
using Does = AfterRead::Does;

namespace {

struct Reading {
  Policy policy;
  ReadPatience patience{policy};
  Instant now{1h};

  AfterRead meet(TroubleKind kind, std::optional<Duration> wait = {}) {
    return patience.on_trouble({kind, {"", "id", "because"}, wait}, now);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(trouble_that_can_pass_is_waited_out_longer_each_time, Reading) {
  patience.on_answer();
  for (const Duration expected : {1s, 2s, 4s}) {
    BOOST_CHECK(meet(TroubleKind::transient).does == Does::ask_again);
    BOOST_CHECK(patience.wait() == expected);
  }
  patience.on_answer();
  BOOST_CHECK(patience.wait() == Duration{});
}

BOOST_FIXTURE_TEST_CASE(a_service_that_never_answered_is_tried_a_few_times, Reading) {
  for (int i = 1; i < policy.patience_at_start; ++i)
    BOOST_CHECK(meet(TroubleKind::unsent).does == Does::ask_again);
  const AfterRead last = meet(TroubleKind::unsent);
  BOOST_CHECK(last.does == Does::stop);
  BOOST_CHECK(last.stop == Stop::service_away);
  BOOST_TEST(last.reason == "because");
}

BOOST_FIXTURE_TEST_CASE(one_that_did_is_tried_for_half_an_hour, Reading) {
  patience.on_answer();
  for (int i = 0; i < 20; ++i) BOOST_CHECK(meet(TroubleKind::transient).does == Does::ask_again);
  now += policy.patience - 1s;
  BOOST_CHECK(meet(TroubleKind::transient).does == Does::ask_again);
  now += 1s;
  BOOST_CHECK(meet(TroubleKind::transient).stop == Stop::service_away);
}

BOOST_FIXTURE_TEST_CASE(a_ceiling_that_others_keep_full_is_not_waited_for_without_end, Reading) {
  BOOST_CHECK(meet(TroubleKind::bare_429).does == Does::ask_again);
  BOOST_CHECK(patience.wait() == Duration{});  // the budget waits
  now += policy.patience;
  BOOST_CHECK(meet(TroubleKind::bare_429).stop == Stop::service_away);
}

BOOST_FIXTURE_TEST_CASE(a_wait_that_the_api_asks_for_takes_no_patience, Reading) {
  for (int i = 0; i < 100; ++i) {
    BOOST_CHECK(meet(TroubleKind::throttled, 1h).does == Does::ask_again);
    now += 1h;
  }
}

BOOST_FIXTURE_TEST_CASE(a_refusal_is_an_answer, Reading) {
  for (const TroubleKind kind :
       {TroubleKind::not_found, TroubleKind::gone, TroubleKind::rejected, TroubleKind::plan}) {
    meet(TroubleKind::transient);
    BOOST_CHECK(meet(kind).does == Does::refused);
    BOOST_CHECK(patience.wait() == Duration{});
  }
}

BOOST_FIXTURE_TEST_CASE(what_no_read_can_mend_stops_at_once, Reading) {
  BOOST_CHECK(meet(TroubleKind::untrusted).stop == Stop::untrusted);
  const AfterRead refused = meet(TroubleKind::unauthorized);
  BOOST_CHECK(refused.stop == Stop::unauthorized);
  BOOST_TEST(refused.reason == "the API refuses the key: because");
}

BOOST_AUTO_TEST_SUITE_END()
