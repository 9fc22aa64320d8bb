#include "pressrun/io/system_clock.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <memory>

namespace pressrun::io {
namespace {

struct ClockFixture {
  asio::io_context context;
  SystemClock clock{context.get_executor()};
  std::unique_ptr<Alarm> alarm = clock.make_alarm();
  int woken = 0;

  void wait(Instant at) {
    asio::co_spawn(context, alarm->wait_until(at), [this](std::exception_ptr) { ++woken; });
    act();
  }
  /// Does what can be done at once.
  void act() {
    context.restart();
    context.poll();
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(system_clock, ClockFixture)

BOOST_AUTO_TEST_CASE(now_is_the_steady_clock) {
  const Instant before = std::chrono::steady_clock::now();
  const Instant now = clock.now();
  BOOST_CHECK(before <= now);
  BOOST_CHECK(now <= std::chrono::steady_clock::now());
}

BOOST_AUTO_TEST_CASE(a_sleep_ends_at_its_deadline_and_not_before) {
  int ended = 0;
  const auto count = [&](std::exception_ptr) { ++ended; };
  asio::co_spawn(context, clock.sleep_until(Instant::max()), count);
  act();
  BOOST_TEST(ended == 0);
  const Instant soon = clock.now() + std::chrono::milliseconds(1);
  asio::co_spawn(context, clock.sleep_until(soon), count);
  while (ended == 0) context.run_one();
  BOOST_TEST(ended == 1);
  BOOST_CHECK(clock.now() >= soon);
}

BOOST_AUTO_TEST_CASE(a_ring_before_the_wait_is_kept) {
  alarm->ring();
  wait(Instant::max());
  BOOST_TEST(woken == 1);
}

BOOST_AUTO_TEST_CASE(a_ring_is_kept_for_one_wait_only) {
  alarm->ring();
  alarm->ring();
  wait(Instant::max());
  wait(Instant::max());
  BOOST_TEST(woken == 1);
}

BOOST_AUTO_TEST_CASE(a_ring_ends_the_wait_under_way) {
  wait(Instant::max());
  BOOST_TEST(woken == 0);
  alarm->ring();
  act();
  BOOST_TEST(woken == 1);
}

BOOST_AUTO_TEST_CASE(a_ring_that_ended_a_wait_does_not_end_the_next) {
  wait(Instant::max());
  alarm->ring();
  act();
  wait(Instant::max());
  BOOST_TEST(woken == 1);
}

BOOST_AUTO_TEST_CASE(a_wait_ends_at_its_deadline_unrung) {
  const Instant soon = clock.now() + std::chrono::milliseconds(1);
  wait(soon);
  context.restart();
  while (woken == 0) context.run_one();
  BOOST_CHECK(clock.now() >= soon);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io
