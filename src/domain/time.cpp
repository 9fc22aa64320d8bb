#include "pressrun/domain/time.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

namespace pressrun {
namespace {

struct Unit {
  std::string_view name;
  Duration length;
};

// "ms" stands before "m": the first that fits is taken.
constexpr std::array units{Unit{"ms", std::chrono::milliseconds{1}}, Unit{"s", std::chrono::seconds{1}},
                           Unit{"m", std::chrono::minutes{1}}, Unit{"h", std::chrono::hours{1}},
                           Unit{"d", std::chrono::hours{24}}};

constexpr Duration longest = std::chrono::hours{24 * 366};

/// Takes "15m" off the front of `text`.
std::optional<Duration> take_part(std::string_view& text) {
  long long count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc{} || count < 0 || text.front() == '-') return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  for (const Unit& unit : units) {
    if (!text.starts_with(unit.name)) continue;
    text.remove_prefix(unit.name.size());
    if (count > longest / unit.length) return std::nullopt;
    return count * unit.length;
  }
  return std::nullopt;
}

std::string two_units(long long large, const char* large_name, long long small, const char* small_name) {
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%lld%s %02lld%s", large, large_name, small, small_name);
  return text.data();
}

}  // namespace

std::string to_rfc3339(WallTime at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{std::chrono::floor<std::chrono::seconds>(at - day)};
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text.data();
}

std::optional<Duration> parse_duration(std::string_view text) {
  if (text.empty()) return std::nullopt;
  Duration sum{};
  while (!text.empty()) {
    const auto part = take_part(text);
    if (!part) return std::nullopt;
    sum += *part;
  }
  return sum <= longest ? std::optional{sum} : std::nullopt;
}

std::string format_duration(Duration span) {
  using namespace std::chrono;
  if (span < 1s) return std::to_string(duration_cast<milliseconds>(span).count()) + "ms";
  const long long s = duration_cast<seconds>(span).count();
  if (s < 60) return std::to_string(s) + "s";
  if (s < 3600) return two_units(s / 60, "m", s % 60, "s");
  if (s < 86'400) return two_units(s / 3600, "h", s % 3600 / 60, "m");
  return two_units(s / 86'400, "d", s % 86'400 / 3600, "h");
}

Duration scaled(Duration span, double factor) {
  return Duration{std::llround(static_cast<double>(span.count()) * factor)};
}

}  // namespace pressrun
