#include "pressrun/domain/time.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(time_suite)

using namespace pressrun;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_CASE(reads_durations_as_people_write_them) {
  BOOST_CHECK(parse_duration("90s") == 90s);
  BOOST_CHECK(parse_duration("15m") == 15min);
  BOOST_CHECK(parse_duration("2h30m") == 150min);
  BOOST_CHECK(parse_duration("250ms") == 250ms);
  BOOST_CHECK(parse_duration("0s") == 0s);
}

BOOST_AUTO_TEST_CASE(refuses_what_is_no_duration) {
  for (const char* text :
       {"", "90", "s", "1x", "-1s", "1.5h", "1 h", "99999999999999999999s", "9223372036854775807d"}) {
    BOOST_TEST_CONTEXT(text) { BOOST_TEST(!parse_duration(text)); }
  }
}

BOOST_AUTO_TEST_CASE(shows_two_units_at_most) {
  BOOST_TEST(format_duration(250ms) == "250ms");
  BOOST_TEST(format_duration(42s) == "42s");
  BOOST_TEST(format_duration(185s) == "3m 05s");
  BOOST_TEST(format_duration(62min) == "1h 02m");
  BOOST_TEST(format_duration(49h) == "2d 01h");
}

BOOST_AUTO_TEST_CASE(writes_calendar_time_in_utc) {
  BOOST_TEST(to_rfc3339(WallTime{std::chrono::milliseconds{1'795'399'200'999}}) == "2026-11-23T02:00:00Z");
  BOOST_TEST(to_rfc3339(WallTime{}) == "1970-01-01T00:00:00Z");
}

BOOST_AUTO_TEST_SUITE_END()
