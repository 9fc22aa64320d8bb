#include "api/answer_headers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iomanip>
#include <locale>
#include <sstream>

namespace pressrun::api {
namespace {

using namespace std::chrono_literals;

constexpr Duration longest_wait = 24h;
constexpr Duration shortest_wait = 1s;  // "never 0" (§3.2); a wait of nothing would ask again at full speed
constexpr auto longest_window = 2h;     // the windows are a minute and an hour long
constexpr auto clock_slack = 60s;       // a reset this long ago is one that has just happened
constexpr int largest_limit = 10'000'000;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<WallTime> time_of(const std::tm& fields) {
  const std::chrono::year_month_day date{std::chrono::year{fields.tm_year + 1900},
                                         std::chrono::month{static_cast<unsigned>(fields.tm_mon + 1)},
                                         std::chrono::day{static_cast<unsigned>(fields.tm_mday)}};
  if (!date.ok() || date.year() < std::chrono::year{1970}) return std::nullopt;
  return std::chrono::sys_days{date} + std::chrono::hours{fields.tm_hour} +
         std::chrono::minutes{fields.tm_min} + std::chrono::seconds{fields.tm_sec};
}

std::optional<WallTime> time_in_form(std::string_view text, const char* form) {
  std::istringstream in{std::string{text}};
  in.imbue(std::locale::classic());  // the names of days and months are English whatever the user's language
  std::tm fields{};
  in >> std::get_time(&fields, form);
  if (in.fail() || in.peek() != std::istringstream::traits_type::eof()) return std::nullopt;
  return time_of(fields);
}

/// Decimal digits, with or without a fraction.
std::optional<Duration> seconds_of(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789.") != std::string_view::npos) return std::nullopt;
  double seconds = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), seconds, std::chars_format::fixed);
  if (end != text.data() + text.size()) return std::nullopt;
  if (error == std::errc::result_out_of_range) return longest_wait;
  if (error != std::errc{}) return std::nullopt;
  const std::chrono::duration<double> span{
      std::min(seconds, std::chrono::duration<double>{longest_wait}.count())};
  return std::chrono::duration_cast<Duration>(span);
}

std::optional<long long> count(const std::string* text) {
  if (text == nullptr) return std::nullopt;
  const std::string_view digits = trimmed(*text);
  long long number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size() || number < 0) return std::nullopt;
  return number;
}

/// How long after the server's present the window resets.
std::optional<Duration> span_until(long long unix_seconds, WallTime server_now) {
  constexpr long long year_9999 = 253'402'300'799;
  if (unix_seconds > year_9999) return std::nullopt;
  const WallTime reset{std::chrono::seconds{unix_seconds}};
  if (reset > server_now + longest_window || reset < server_now - clock_slack) return std::nullopt;
  return std::max(Duration{reset - server_now}, Duration{});
}

}  // namespace

std::optional<WallTime> parse_http_date(std::string_view text) {
  constexpr std::array forms{"%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT",
                             "%a %b %d %H:%M:%S %Y"};
  constexpr std::size_t longest = 64;
  const std::string_view bare = trimmed(text);
  if (bare.size() > longest) return std::nullopt;
  for (const char* form : forms) {
    if (const auto time = time_in_form(bare, form)) return time;
  }
  return std::nullopt;
}

WallTime server_time(const HttpResponse& response, WallTime now) {
  const std::string* date = response.header("Date");
  return date == nullptr ? now : parse_http_date(*date).value_or(now);
}

WallTime answered_at(const HttpResponse& response) { return server_time(response, WallTime{}); }

std::optional<Duration> retry_after(const HttpResponse& response, WallTime now) {
  const std::string* header = response.header("Retry-After");
  if (header == nullptr) return std::nullopt;
  const std::string_view text = trimmed(*header);
  std::optional<Duration> wait = seconds_of(text);
  if (!wait) {
    const auto until = parse_http_date(text);
    if (!until) return std::nullopt;
    // In milliseconds first: the span between two dates can exceed what nanoseconds hold.
    wait = std::clamp<WallTime::duration>(*until - server_time(response, now), 0ms, 24h);
  }
  if (*wait <= Duration{}) return shortest_wait;
  return std::min(*wait, longest_wait);
}

std::optional<RateReading> rate_reading(const HttpResponse& response, WallTime now) {
  const auto limit = count(response.header("X-RateLimit-Limit"));
  const auto remaining = count(response.header("X-RateLimit-Remaining"));
  const auto reset = count(response.header("X-RateLimit-Reset"));
  if (!limit || !remaining || !reset) return std::nullopt;
  if (*limit < 1 || *limit > largest_limit || *remaining > *limit) return std::nullopt;
  const auto resets_in = span_until(*reset, server_time(response, now));
  if (!resets_in) return std::nullopt;
  return RateReading{static_cast<int>(*limit), static_cast<int>(*remaining), *resets_in};
}

}  // namespace pressrun::api
