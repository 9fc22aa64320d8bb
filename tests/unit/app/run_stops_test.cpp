#include "app/run_stops.hpp"

#include "unit/app/run_parts.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

BOOST_AUTO_TEST_SUITE(run_stops)

using namespace pressrun;
using namespace pressrun::test;
using namespace std::chrono_literals;

namespace {

Trouble trouble_of(TroubleKind kind, std::optional<Duration> wait = {}) {
  return {kind, {"", "id", "because"}, wait};
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_a_trouble_means_for_the_run) {
  const std::map<TroubleKind, Stop> expected{{TroubleKind::unauthorized, Stop::unauthorized},
                                             {TroubleKind::untrusted, Stop::untrusted},
                                             {TroubleKind::plan, Stop::account}};
  for (int kind = 0; kind <= static_cast<int>(TroubleKind::plan); ++kind) {
    OneCampaign world;
    RunParts parts{world};
    const auto found = expected.find(static_cast<TroubleKind>(kind));
    parts.stops.note(trouble_of(static_cast<TroubleKind>(kind)));
    BOOST_TEST_CONTEXT("kind " << kind) {
      BOOST_CHECK(parts.stopped() == (found == expected.end() ? Stop::none : found->second));
    }
  }
}

BOOST_FIXTURE_TEST_CASE(a_stop_is_told_once_and_ends_submissions, OneCampaign) {
  RunParts parts{*this};
  parts.prepare();
  auto wanted = parts.campaigns.next_wanted();
  parts.queue.take_in(0, std::move(wanted->item));
  BOOST_TEST(parts.admission.submits_more());
  parts.stops.stop(Stop::fail_fast, "a job failed");
  parts.stops.stop(Stop::fail_fast, "a job failed");
  BOOST_TEST(!parts.admission.submits_more());
  BOOST_TEST(heard<app::Stopping>().size() == 1U);
  BOOST_TEST(!parts.stops.control().draining());
}

BOOST_FIXTURE_TEST_CASE(a_signal_wakes_who_waits_and_then_cuts_off, OneCampaign) {
  RunParts parts{*this};
  const Instant now = clock.now();
  signal_after(1min);
  ask(parts.stops.wait_for_news(now + 1h));
  BOOST_CHECK(clock.now() == now + 1min);
  BOOST_TEST(!parts.stops.look(true));  // the first signal: answers are awaited
  BOOST_CHECK(parts.stopped() == Stop::signal);
  shutdown.request();
  BOOST_TEST(parts.stops.look(true));
  BOOST_TEST(!parts.stops.look(true));
}

BOOST_FIXTURE_TEST_CASE(a_signal_before_the_first_call_stops_early, OneCampaign) {
  RunParts parts{*this};
  BOOST_TEST(!parts.stops.stops_early());
  shutdown.request();
  BOOST_TEST(parts.stops.stops_early());
}

BOOST_FIXTURE_TEST_CASE(a_service_that_stays_away_is_told_once, OneCampaign) {
  RunParts parts{*this};
  parts.prepare();
  parts.stops.note(trouble_of(TroubleKind::unsent));
  BOOST_TEST(heard<app::ServiceAway>().empty());  // the circuit is closed: a single failure
  transport.answer = [](const std::string&, std::size_t) {
    return TransportFailure{TransportError::refused, false, "connection refused"};
  };
  const JobIndex index = parts.next_submission();
  asio::cancellation_signal cut_off;
  ask(parts.submissions.submit(index, clock.now(), cut_off));
  parts.stops.note(trouble_of(TroubleKind::transient));
  BOOST_TEST(heard<app::ServiceAway>().size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_wait_that_the_api_asks_for_is_told, OneCampaign) {
  RunParts parts{*this};
  parts.stops.note(trouble_of(TroubleKind::throttled, 90s));
  BOOST_REQUIRE(heard<app::RateLimited>().size() == 1U);
  BOOST_CHECK(heard<app::RateLimited>().front().wait == Duration{90s});
}

BOOST_AUTO_TEST_SUITE_END()
