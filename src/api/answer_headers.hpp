#pragma once

#include "pressrun/core/outcomes.hpp"
#include "pressrun/domain/http.hpp"

#include <optional>
#include <string_view>

namespace pressrun::api {

/// Reads an HTTP-date in any of the three forms of RFC 9110 §5.6.7.
std::optional<WallTime> parse_http_date(std::string_view text);

/// The server's clock where it tells it (Date), ours otherwise.
WallTime server_time(const HttpResponse& response, WallTime now);

/// The moment that the answer is dated; the epoch where it says none that can be read.
WallTime answered_at(const HttpResponse& response);

/// `Retry-After` in seconds, with fractions, or as a date: at least 1 s for a moment that is already past, at
/// most a day. Nothing when it is absent or cannot be read.
std::optional<Duration> retry_after(const HttpResponse& response, WallTime now);

/// `X-RateLimit-*`, when all three are there and make sense together (API reference §3.2).
std::optional<RateReading> rate_reading(const HttpResponse& response, WallTime now);

}  // namespace pressrun::api
