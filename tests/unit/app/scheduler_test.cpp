#include "app/scheduler.hpp"

#include "unit/app/run_parts.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(scheduler)

using namespace pressrun;
using namespace pressrun::test;
using namespace std::chrono_literals;

namespace {

/// An API that accepts everything, and has it ready at the first poll.
HttpOutcome quick_api(const std::string& target, std::size_t number) {
  if (target.starts_with("/async/"))
    return RunParts::accepts("00000000-0000-4000-8000-" + std::to_string(100'000'000'000 + number))(target,
                                                                                                    number);
  return RunParts::delivers(target.substr(target.rfind('/') + 1));
}

struct Night : RunWorld {
  Night() { transport.answer = quick_api; }
  [[nodiscard]] static std::size_t final_in(const RunParts& parts) {
    const auto all = parts.durable();
    return static_cast<std::size_t>(std::ranges::count(all, true, &GenerationRequest::final));
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(all_that_is_wanted_is_submitted_and_polled_to_its_end, Night) {
  add(plain_rows(80, true));  // more than it holds at once
  RunParts parts{*this};
  parts.prepare();
  ask(parts.scheduler.run());
  BOOST_TEST(final_in(parts) == 80U);
  BOOST_TEST(parts.campaigns[0].record.summary.api_calls.submit == 80U);
  BOOST_TEST(parts.admission.in_flight() == 0U);
  BOOST_CHECK(parts.stopped() == Stop::none);
}

BOOST_FIXTURE_TEST_CASE(files_that_change_end_the_intake_and_no_more, Night) {
  add(plain_rows(3, true));
  options.most_held_bytes = 0;  // each is read again when its turn comes
  RunParts parts{*this};
  parts.prepare();
  sources.front().edit({});
  ask(parts.scheduler.run());
  BOOST_CHECK(parts.stopped() == Stop::source);
  BOOST_TEST(transport.asked.empty());
}

BOOST_FIXTURE_TEST_CASE(a_signal_ends_submissions_and_awaits_the_answers_under_way, Night) {
  add(plain_rows(50, true));
  RunParts parts{*this};
  parts.prepare();
  transport.delay = 300ms;
  signal_after(500ms);
  ask(parts.scheduler.run());
  BOOST_CHECK(parts.stopped() == Stop::signal);
  BOOST_TEST(transport.asked.size() < 10U);
  for (const GenerationRequest& request : parts.durable())
    BOOST_CHECK(state_of(request) != RequestState::in_doubt);
}

BOOST_FIXTURE_TEST_CASE(answers_that_do_not_come_while_it_stops_are_cut_off, Night) {
  add(plain_rows(1, true));
  RunParts parts{*this};
  parts.prepare();
  transport.delay = 1h;
  signal_after(1s);
  ask(parts.scheduler.run());
  BOOST_CHECK(clock.now() - began < 1min);
  BOOST_CHECK(state_of(parts.durable().at(0)) == RequestState::in_doubt);
}

BOOST_FIXTURE_TEST_CASE(an_error_nobody_foresaw_ends_it, Night) {
  add(plain_rows(50, true));
  RunParts parts{*this};
  parts.prepare();
  transport.answer = [](const std::string&, std::size_t) -> HttpOutcome { throw std::bad_alloc(); };
  ask(parts.scheduler.run());
  BOOST_TEST(static_cast<bool>(parts.calls.broken()));
  BOOST_TEST(transport.asked.size() <= 8U);
}

BOOST_AUTO_TEST_SUITE_END()
