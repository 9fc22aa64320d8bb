#pragma once

#include "pressrun/domain/time.hpp"

#include <algorithm>
#include <chrono>
#include <optional>

namespace pressrun {

/// When a run has to end, by two clocks, whichever says so first. The monotonic one bounds the time that the
/// program is at work: no calendar that is set back can lengthen it. It stands still while the machine
/// sleeps, and knows nothing of a calendar that is set forward: a time of the day has come when the calendar
/// shows it. One that shows it by mistake ends the run early, which costs nothing: the next one continues.
struct Deadline {
  std::optional<Instant> at = {};
  std::optional<WallTime> on = {};  ///< of the calendar

  [[nodiscard]] bool is_over(Instant now, WallTime wall) const {
    return (at && now >= *at) || (on && wall >= *on);
  }
  /// When to look next, unless something happens before: the calendar may move without our clock.
  [[nodiscard]] std::optional<Instant> next_look(Instant now) const {
    constexpr Duration now_and_then = std::chrono::seconds{15};
    if (!on) return at;
    return at ? std::min(*at, now + now_and_then) : now + now_and_then;
  }
};

}  // namespace pressrun
