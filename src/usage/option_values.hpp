#pragma once

#include "pressrun/domain/time.hpp"

#include <ctime>
#include <optional>
#include <string>
#include <string_view>

namespace pressrun::usage {

struct Rate {
  int calls = 10;
  Duration span = std::chrono::seconds{1};
};
/// "10", "10/1s", "600/1m", "10/s": N calls in each TIME; without TIME, a second.
std::optional<Rate> parse_rate(std::string_view text);

struct TimeOfDay {
  int hour = 0;
  int minute = 0;
};
/// "06:00", "23:59".
std::optional<TimeOfDay> parse_time_of_day(std::string_view text);
/// From `now` to the next such time of the local day: today's, or tomorrow's where that is past.
Duration until(TimeOfDay at, std::time_t now);

/// "NAME=VALUE"; the name is not empty.
std::optional<std::pair<std::string, std::string>> parse_assignment(const std::string& text);

/// 8-4-4-4-12 hexadecimal digits.
bool is_uuid(std::string_view text);

}  // namespace pressrun::usage
