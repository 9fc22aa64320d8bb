#include "usage/option_values.hpp"

#include <cctype>
#include <charconv>

namespace pressrun::usage {
namespace {

template <class Number>
std::optional<Number> whole_number(std::string_view text) {
  Number number{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

}  // namespace

std::optional<Rate> parse_rate(std::string_view text) {
  const std::size_t slash = text.find('/');
  const auto calls = whole_number<int>(text.substr(0, slash));
  if (!calls || *calls < 1 || *calls > 1'000'000) return std::nullopt;
  if (slash == std::string_view::npos) return Rate{*calls, std::chrono::seconds{1}};
  std::string span{text.substr(slash + 1)};
  if (!span.empty() && std::isdigit(static_cast<unsigned char>(span.front())) == 0) span.insert(0, "1");
  const auto time = parse_duration(span);
  if (!time || *time <= Duration{}) return std::nullopt;
  return Rate{*calls, *time};
}

std::optional<TimeOfDay> parse_time_of_day(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  const auto hour = whole_number<int>(text.substr(0, 2));
  const auto minute = whole_number<int>(text.substr(3));
  if (!hour || !minute || *hour < 0 || *hour > 23 || *minute < 0 || *minute > 59) return std::nullopt;
  return TimeOfDay{*hour, *minute};
}

Duration until(TimeOfDay at, std::time_t now) {
  std::tm local{};
  ::localtime_r(&now, &local);
  local.tm_hour = at.hour;
  local.tm_min = at.minute;
  local.tm_sec = 0;
  local.tm_isdst = -1;
  std::tm today = local;
  std::time_t then = std::mktime(&today);
  if (then <= now) {
    ++local.tm_mday;  // mktime carries over: the same time tomorrow, whatever the clocks do tonight
    then = std::mktime(&local);
  }
  return std::chrono::seconds{then - now};
}

std::optional<std::pair<std::string, std::string>> parse_assignment(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) return std::nullopt;
  return std::pair{text.substr(0, equals), text.substr(equals + 1)};
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : std::isxdigit(static_cast<unsigned char>(text[i])) == 0) return false;
  }
  return true;
}

}  // namespace pressrun::usage
