#include "usage/option_values.hpp"

#include "usage/exit_code.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(option_values)

using namespace pressrun;
using namespace pressrun::usage;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_CASE(a_rate_is_so_many_calls_in_a_time) {
  const auto is = [](const char* text, int calls, Duration span) {
    const auto rate = parse_rate(text);
    BOOST_TEST_CONTEXT(text) {
      BOOST_REQUIRE(rate.has_value());
      BOOST_TEST(rate->calls == calls);
      BOOST_CHECK(rate->span == span);
    }
  };
  is("10", 10, 1s);
  is("600/1m", 600, 1min);
  is("5/s", 5, 1s);
  for (const char* bad : {"", "0", "-1", "10/", "/1s", "10/0s", "ten", "10/1s/1s"})
    BOOST_TEST(!parse_rate(bad).has_value(), bad);
}

BOOST_AUTO_TEST_CASE(a_time_of_day_is_two_numbers) {
  BOOST_TEST(parse_time_of_day("06:05")->minute == 5);
  BOOST_TEST(parse_time_of_day("23:59")->hour == 23);
  for (const char* bad : {"", "24:00", "06:60", "6", "06:5x", "-1:00"})
    BOOST_TEST(!parse_time_of_day(bad).has_value(), bad);
}

BOOST_AUTO_TEST_CASE(a_deadline_that_is_past_today_is_tomorrow) {
  std::tm noon{};
  noon.tm_year = 126;
  noon.tm_mon = 5;
  noon.tm_mday = 15;
  noon.tm_hour = 12;
  noon.tm_isdst = -1;
  const std::time_t now = std::mktime(&noon);
  BOOST_CHECK(until({13, 30}, now) == 90min);
  BOOST_CHECK(until({11, 0}, now) == 23h);
}

BOOST_AUTO_TEST_CASE(of_several_exit_codes_the_most_urgent_wins) {
  using enum ExitCode;
  BOOST_CHECK(most_urgent({}) == success);
  BOOST_CHECK(most_urgent({some_failed, in_doubt, success}) == in_doubt);
  BOOST_CHECK(most_urgent({in_doubt, journal_or_results}) == journal_or_results);
  BOOST_CHECK(most_urgent({account, key}) == key);
  BOOST_CHECK(most_urgent({deadline, max_credits}) == max_credits);
  BOOST_CHECK(most_urgent({interrupted, service_away}) == interrupted);
  BOOST_CHECK(most_urgent({other_error, some_failed}) == some_failed);
}

BOOST_AUTO_TEST_CASE(why_a_use_case_declines_is_how_the_program_ends) {
  using app::Reason;
  BOOST_CHECK(code_of(Reason::no_run) == ExitCode::not_found);
  BOOST_CHECK(code_of(Reason::nothing_selected) == ExitCode::not_found);
  BOOST_CHECK(code_of(Reason::findings) == ExitCode::usage);
  BOOST_CHECK(code_of(Reason::not_confirmed) == ExitCode::usage);
  BOOST_CHECK(code_of(app::JobsOutcome::in_doubt) == ExitCode::in_doubt);
  BOOST_CHECK(code_of(app::JobsOutcome::some_failed) == ExitCode::some_failed);
  BOOST_CHECK(code_of(app::JobsOutcome::nothing_wrong) == ExitCode::success);
}

BOOST_AUTO_TEST_SUITE_END()
