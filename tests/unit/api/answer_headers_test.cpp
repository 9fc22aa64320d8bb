#include "api/answer_headers.hpp"

#include "unit/api/answers.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(answer_headers)

using namespace pressrun;
using namespace pressrun::api;
using namespace std::chrono_literals;

namespace {

HttpResponse with(std::vector<HttpHeader> headers) { return HttpResponse{429, std::move(headers), ""}; }

std::optional<Duration> wait_of(const std::string& text) {
  return retry_after(with({{"Retry-After", text}}), test_now);
}

std::optional<RateReading> reading(const std::string& limit, const std::string& remaining,
                                   const std::string& reset) {
  return rate_reading(
      with(
          {{"X-RateLimit-Limit", limit}, {"X-RateLimit-Remaining", remaining}, {"X-RateLimit-Reset", reset}}),
      test_now);
}

}  // namespace

BOOST_AUTO_TEST_CASE(http_dates_are_read_in_all_three_forms) {
  const WallTime expected = std::chrono::sys_days{std::chrono::year{1994} / 11 / 6} + 8h + 49min + 37s;
  for (const char* text :
       {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"}) {
    BOOST_TEST_CONTEXT(text) { BOOST_CHECK(parse_http_date(text) == expected); }
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_date_is_none) {
  for (const std::string text :
       {"", "soon", "Sun, 31 Feb 2026 00:00:00 GMT", "Sun, 06 Nov 1994 08:49:37 GMT and more",
        "Wed, 06 Nov 0202 08:49:37 GMT", "2026-11-23T02:00:00Z", "1787400000"}) {
    BOOST_TEST_CONTEXT(text) { BOOST_TEST(!parse_http_date(text).has_value()); }
  }
  BOOST_TEST(!parse_http_date(std::string(100'000, 'S')).has_value());
}

BOOST_AUTO_TEST_CASE(retry_after_is_read_as_seconds_and_fractions) {
  BOOST_CHECK(wait_of("1") == 1s);
  BOOST_CHECK(wait_of(" 1659 ") == 1659s);
  BOOST_CHECK(wait_of("0.5") == 500ms);
  BOOST_CHECK(wait_of("1.5") == 1500ms);
}

BOOST_AUTO_TEST_CASE(retry_after_is_bounded_on_both_sides) {
  BOOST_CHECK(wait_of("0") == 1s);
  BOOST_CHECK(wait_of("86401") == 24h);
  BOOST_CHECK(wait_of("99999999999999999999999999") == 24h);
  BOOST_CHECK(wait_of(std::string(400, '9')) == 24h);
  BOOST_CHECK(wait_of("Sun, 06 Nov 1994 08:49:37 GMT") == 1s);
  BOOST_CHECK(wait_of("Fri, 31 Dec 9999 00:00:00 GMT") == 24h);
}

BOOST_AUTO_TEST_CASE(dates_centuries_apart_overflow_nothing) {
  const std::string last = "Fri, 31 Dec 9999 00:00:00 GMT";
  const std::string first = "Thu, 01 Jan 1970 00:00:00 GMT";
  BOOST_CHECK(retry_after(with({{"Retry-After", last}, {"Date", first}}), test_now) == 24h);
  BOOST_CHECK(retry_after(with({{"Retry-After", first}, {"Date", last}}), test_now) == 1s);
}

BOOST_AUTO_TEST_CASE(a_garbled_retry_after_is_ignored) {
  for (const std::string text :
       {"", " ", "-5", "+5", "soon", "5s", "1e3", "0x10", "nan", "inf", ".", "1.2.3", "5,5"}) {
    BOOST_TEST_CONTEXT(text) { BOOST_TEST(!wait_of(text).has_value()); }
  }
  BOOST_TEST(!retry_after(with({}), test_now).has_value());
}

BOOST_AUTO_TEST_CASE(a_retry_after_date_counts_from_the_servers_clock) {
  const std::string until = "Mon, 23 Nov 2026 02:00:40 GMT";
  BOOST_CHECK(wait_of(until) == 40s);
  const auto response = with({{"Retry-After", until}, {"Date", "Mon, 23 Nov 2026 02:00:30 GMT"}});
  BOOST_CHECK(retry_after(response, test_now) == 10s);
  const auto garbled = with({{"Retry-After", until}, {"Date", "yesterday"}});
  BOOST_CHECK(retry_after(garbled, test_now) == 40s);
}

BOOST_AUTO_TEST_CASE(the_rate_headers_are_read_together) {
  const auto got = reading("60", "0", "1795399260");
  BOOST_REQUIRE(got.has_value());
  BOOST_TEST(got->limit == 60);
  BOOST_TEST(got->remaining == 0);
  BOOST_CHECK(got->resets_in == 60s);
}

BOOST_AUTO_TEST_CASE(a_reset_counts_from_the_servers_clock) {
  const auto got = rate_reading(with({{"X-RateLimit-Limit", "60"},
                                      {"X-RateLimit-Remaining", "1"},
                                      {"X-RateLimit-Reset", "1795399260"},
                                      {"Date", "Mon, 23 Nov 2026 02:00:50 GMT"}}),
                                test_now);
  BOOST_REQUIRE(got.has_value());
  BOOST_CHECK(got->resets_in == 10s);
}

BOOST_AUTO_TEST_CASE(a_reset_that_has_just_passed_is_now) {
  const auto got = reading("60", "0", "1795399170");
  BOOST_REQUIRE(got.has_value());
  BOOST_CHECK(got->resets_in == 0s);
}

BOOST_AUTO_TEST_CASE(rate_headers_that_make_no_sense_are_ignored) {
  const std::string soon = "1795399260";
  BOOST_TEST(!reading("", "1", soon).has_value());
  BOOST_TEST(!reading("many", "1", soon).has_value());
  BOOST_TEST(!reading("0", "0", soon).has_value());
  BOOST_TEST(!reading("60", "61", soon).has_value());
  BOOST_TEST(!reading("60", "-1", soon).has_value());
  BOOST_TEST(!reading("99999999999", "1", soon).has_value());
  BOOST_TEST(!reading("60", "1", "30").has_value());
  BOOST_TEST(!reading("60", "1", "1795399260000").has_value());
  BOOST_TEST(!reading("60", "1", "9223372036854775807").has_value());
  BOOST_TEST(!reading("60", "1", "9223372036854775808").has_value());
  BOOST_TEST(!rate_reading(with({{"X-RateLimit-Limit", "60"}}), test_now).has_value());
}

BOOST_AUTO_TEST_SUITE_END()
