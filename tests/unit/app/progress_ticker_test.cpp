#include "app/progress_ticker.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(progress_ticker)

using namespace pressrun;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_CASE(what_is_left_takes_as_long_as_what_was_done) {
  ProgressReading reading;
  reading.done = 12;
  reading.unchanged = 2;  // were there before: they took no time
  reading.waiting = 15;
  reading.in_flight = 5;
  reading.elapsed = 100s;
  BOOST_CHECK(app::expected(reading) == Duration{200s});
}

BOOST_AUTO_TEST_CASE(nothing_is_said_before_something_has_finished_or_where_nothing_is_left) {
  ProgressReading reading;
  reading.elapsed = 100s;
  reading.waiting = 15;
  reading.done = reading.unchanged = 3;
  BOOST_TEST(!app::expected(reading).has_value());
  reading.done = 13;
  reading.waiting = 0;
  BOOST_TEST(!app::expected(reading).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
