#pragma once

#include "pressrun/simulator/model.hpp"

#include <cstdint>
#include <deque>
#include <optional>

namespace pressrun::simulator {

/// The most arrivals within any sliding second, refused ones included.
class ArrivalLog {
 public:
  void add(ServerTime now);
  [[nodiscard]] std::uint64_t most_in_a_second() const { return most_; }

 private:
  std::deque<ServerTime> last_second_;
  std::uint64_t most_ = 0;
};

/// The gateway's global ceiling (API reference 3.1). What it refuses does not count against it, so a client
/// that hammers still gets its ten a second.
class Ceiling {
 public:
  Ceiling(int per_second, bool sliding) : per_second_(per_second), sliding_(sliding) {}
  bool admit(ServerTime now);

 private:
  int per_second_;
  bool sliding_;
  std::deque<ServerTime> admitted_;  ///< not longer than per_second_
};

/// What the X-RateLimit headers describe: one window of a tier.
struct WindowState {
  std::int64_t limit = 0;
  std::int64_t remaining = 0;
  std::int64_t reset_s = 0;  ///< Unix seconds
};

struct TierVerdict {
  bool admitted = true;
  std::optional<WindowState> window;  ///< the one closest to exhaustion; none on an unlimited tier
  std::int64_t retry_after_s = 0;     ///< where refused: until the exhausted window rolls over, never 0
};

/// A tier's budget: fixed windows of a minute and an hour, both must pass; refused calls take nothing.
class TierBudget {
 public:
  explicit TierBudget(TierLimit limit) : minute_{limit.per_minute, 60}, hour_{limit.per_hour, 3600} {}
  TierVerdict take(ServerTime now);

 private:
  struct Window {
    std::int64_t limit;
    std::int64_t span_s;
    std::int64_t start_s = -1;
    std::int64_t used = 0;

    void roll(std::int64_t now_s);
    [[nodiscard]] bool limited() const { return limit > 0; }
    [[nodiscard]] bool spent() const { return limited() && used >= limit; }
    [[nodiscard]] WindowState state() const { return {limit, limit - used, start_s + span_s}; }
  };
  [[nodiscard]] std::optional<WindowState> closest() const;

  Window minute_;
  Window hour_;
};

}  // namespace pressrun::simulator
