#include "app/submissions.hpp"

#include "unit/app/run_parts.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(submissions)

using namespace pressrun;
using namespace pressrun::test;
using namespace std::chrono_literals;

namespace {

/// A run whose first job is about to be submitted.
struct AboutToSubmit : OneCampaign {
  RunParts parts{*this};
  asio::cancellation_signal cut_off;

  JobIndex submit(Duration in = {}) {
    const JobIndex index = parts.next_submission();
    ask(parts.submissions.submit(index, clock.now() + in, cut_off));
    return index;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(the_intent_is_durable_before_the_request_leaves, AboutToSubmit) {
  parts.prepare();
  std::size_t seen = 0;
  transport.answer = [&](const std::string& target, std::size_t number) {
    seen = parts.durable().size();
    return RunParts::accepts(RunParts::first_id)(target, number);
  };
  submit();
  BOOST_TEST(seen == 1U);
  BOOST_TEST(parts.campaigns[0].record.summary.api_calls.submit == 1U);
}

BOOST_FIXTURE_TEST_CASE(nothing_is_sent_where_the_intent_cannot_be_recorded, AboutToSubmit) {
  parts.prepare();
  journals.front().fail_at(journals.front().records() + 1);
  submit();
  BOOST_TEST(transport.asked.empty());
  BOOST_CHECK(parts.stopped() == Stop::journal);
  BOOST_TEST(parts.admission.calls_under_way() == 0U);
}

BOOST_FIXTURE_TEST_CASE(a_run_that_stopped_meanwhile_takes_its_intent_back, AboutToSubmit) {
  parts.prepare();
  watch = [&](Duration) {
    if (parts.durable().size() == 1U) parts.stops.stop(Stop::signal, "by a signal");
  };
  submit(1min);
  BOOST_TEST(transport.asked.empty());
  BOOST_CHECK(state_of(parts.durable().at(0)) == RequestState::refused);
  BOOST_TEST(parts.campaigns[0].record.summary.api_calls.submit == 0U);
}

BOOST_FIXTURE_TEST_CASE(over_the_limit_nothing_is_sent_and_the_limit_is_named, AboutToSubmit) {
  given.front().limits.process = 1;  // the job costs two
  RunParts limited{*this};
  limited.prepare();
  const JobIndex index = limited.next_submission();
  ask(limited.submissions.submit(index, clock.now(), cut_off));
  BOOST_TEST(transport.asked.empty());
  BOOST_CHECK(limited.stopped() == Stop::max_credits);
  BOOST_TEST(limited.stops.control().stops().front().reason ==
             "the next request would exceed --max-credits 1");
  BOOST_TEST(limited.admission.in_flight() == 0U);
}

BOOST_FIXTURE_TEST_CASE(cut_off_before_its_answer_it_is_in_doubt, AboutToSubmit) {
  parts.prepare();
  transport.delay = 1h;
  transport.answer = RunParts::accepts(RunParts::first_id);
  watch = [&](Duration) {
    if (!transport.asked.empty()) cut_off.emit(asio::cancellation_type::terminal);
  };
  submit();
  BOOST_CHECK(state_of(parts.durable().at(0)) == RequestState::in_doubt);
}

BOOST_FIXTURE_TEST_CASE(a_refused_key_stops_the_run_and_a_429_is_counted, AboutToSubmit) {
  parts.prepare();
  transport.answer = [](const std::string&, std::size_t) { return reply(429, "{}", {{"retry-after", "7"}}); };
  submit();
  BOOST_TEST(parts.campaigns[0].record.summary.api_calls.rate_limited == 1U);
  BOOST_CHECK(parts.stopped() == Stop::none);
  transport.answer = [](const std::string&, std::size_t) {
    return reply(401, R"({"id":"unauthorized","message":"no"})");
  };
  submit();
  BOOST_CHECK(parts.stopped() == Stop::unauthorized);
}

BOOST_AUTO_TEST_SUITE_END()
