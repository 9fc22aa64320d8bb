#include "app/calls.hpp"

#include "unit/app/run_parts.hpp"

#include <boost/test/unit_test.hpp>

#include <stdexcept>

BOOST_AUTO_TEST_SUITE(calls)

using namespace pressrun;
using namespace pressrun::test;
using namespace std::chrono_literals;

namespace {

/// A run that has just decided on its first call.
struct Decided : OneCampaign {
  RunParts parts{*this};
  Admission::Next next;

  Decided() {
    parts.prepare();
    auto wanted = parts.campaigns.next_wanted();
    parts.queue.take_in(0, std::move(wanted->item));
    next = parts.next_call();
    transport.answer = RunParts::accepts(RunParts::first_id);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_call_is_under_way_until_it_is_settled_and_then_wakes_the_scheduler, Decided) {
  parts.calls.start(next);
  BOOST_TEST(!parts.calls.empty());
  ask(parts.stops.wait_for_news(clock.now() + 1h));
  BOOST_TEST(parts.calls.empty());
  BOOST_CHECK(clock.now() - began < 1h);
  BOOST_CHECK(state_of(parts.durable().at(0)) == RequestState::rendering);
}

BOOST_FIXTURE_TEST_CASE(all_that_is_under_way_is_cut_off_together, Decided) {
  transport.delay = 1h;
  parts.calls.start(next);
  watch = [&](Duration) {
    if (!transport.asked.empty()) parts.calls.cut_off();
  };
  go_on();
  BOOST_TEST(parts.calls.empty());
  BOOST_CHECK(state_of(parts.durable().at(0)) == RequestState::in_doubt);
}

BOOST_FIXTURE_TEST_CASE(an_error_nobody_foresaw_is_kept, Decided) {
  transport.answer = [](const std::string&, std::size_t) -> HttpOutcome {
    throw std::runtime_error("out of luck");
  };
  parts.calls.start(next);
  BOOST_TEST(!parts.calls.broken());
  go_on();
  BOOST_REQUIRE(parts.calls.broken());
  BOOST_CHECK_THROW(std::rethrow_exception(parts.calls.broken()), std::runtime_error);
  BOOST_TEST(parts.calls.empty());
}

BOOST_AUTO_TEST_SUITE_END()
