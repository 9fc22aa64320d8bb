#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace pressrun {

using Duration = std::chrono::nanoseconds;

/// A point on the monotonic clock. It never goes to disk: after a restart it means nothing.
using Instant = std::chrono::time_point<std::chrono::steady_clock, Duration>;

/// A point on the calendar, for people, for the journal and for the API's `X-RateLimit-Reset`.
using WallTime = std::chrono::sys_time<std::chrono::milliseconds>;

/// "2026-11-23T02:00:00Z": RFC 3339 in UTC, whole seconds.
std::string to_rfc3339(WallTime at);

/// Reads "90s", "15m", "2h30m", "1d", "250ms" and sums of them; nothing else, no bare number.
std::optional<Duration> parse_duration(std::string_view text);

/// "250ms", "42s", "3m 05s", "1h 02m": two units at most, for people.
std::string format_duration(Duration span);

/// To the nearest nanosecond.
Duration scaled(Duration span, double factor);

}  // namespace pressrun
