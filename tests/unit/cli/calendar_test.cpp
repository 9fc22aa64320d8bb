#include "wiring/calendar.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <string>

BOOST_AUTO_TEST_SUITE(calendar)

using namespace pressrun;
using namespace std::chrono_literals;

namespace {

WallTime at(int year, unsigned month, unsigned day, int hour) {
  return WallTime{
      std::chrono::sys_days{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)} +
      std::chrono::hours{hour}};
}

}  // namespace

BOOST_AUTO_TEST_CASE(days_and_months_begin_at_midnight_of_the_zone) {
  const wiring::Calendar utc = wiring::calendar_at(at(2026, 11, 27, 23), "UTC");
  BOOST_CHECK(utc.day_began == at(2026, 11, 27, 0));
  BOOST_CHECK(utc.month_began == at(2026, 11, 1, 0));
  BOOST_TEST(utc.zone == "UTC");
}

BOOST_AUTO_TEST_CASE(summer_and_winter_have_midnights_of_their_own) {
  if (!wiring::is_known_zone("Europe/Paris")) return;  // a machine without time zones
  // The clocks went back on October 25th: the day began in summer time.
  const wiring::Calendar autumn = wiring::calendar_at(at(2026, 10, 25, 20), "Europe/Paris");
  BOOST_CHECK(autumn.day_began == at(2026, 10, 24, 22));
  BOOST_CHECK(autumn.month_began == at(2026, 9, 30, 22));
  const wiring::Calendar next = wiring::calendar_at(at(2026, 10, 25, 23), "Europe/Paris");
  BOOST_CHECK(next.day_began == at(2026, 10, 25, 23));
}

BOOST_AUTO_TEST_CASE(the_process_keeps_its_own_zone) {
  const char* before = std::getenv("TZ");
  const std::string kept = before != nullptr ? before : "(none)";
  wiring::calendar_at(at(2026, 11, 27, 12), "Asia/Tokyo");
  const char* after = std::getenv("TZ");
  BOOST_TEST((after != nullptr ? after : "(none)") == kept);
}

BOOST_AUTO_TEST_CASE(what_is_no_zone_is_not_known) {
  BOOST_TEST(!wiring::is_known_zone("Europe/Pariss"));
  BOOST_TEST(!wiring::is_known_zone("Europe"));
  BOOST_TEST(wiring::is_known_zone("UTC"));
  BOOST_TEST(wiring::is_known_zone(""));
}

BOOST_AUTO_TEST_SUITE_END()
