#pragma once

#include "pressrun/core/forecast.hpp"
#include "pressrun/domain/time.hpp"

#include <optional>

namespace pressrun {

/// When a run is expected to end, made steady: of forecasts that follow one another, each of what is left, it
/// keeps a mean in which the newest weigh most. Pure: told how long the run has lasted (`elapsed`). Between
/// two forecasts time passes, and nothing else.
class EndEstimate {
 public:
  /// Whether a new forecast is worth its milliseconds.
  [[nodiscard]] bool is_due(Duration elapsed) const { return !next_ || elapsed >= *next_; }
  void learn(Duration elapsed, const Forecast& left);
  /// The work came to a halt, or to its end: what was foretold holds no more.
  void forget() { *this = {}; }

  struct Left {
    Duration low{};
    Duration likely{};
    Duration high{};
  };
  [[nodiscard]] std::optional<Left> left(Duration elapsed) const;

 private:
  struct End {  // since the run's start, in seconds
    double low = 0, likely = 0, high = 0;
  };
  std::optional<End> end_;
  Duration learned_at_{};
  std::optional<Duration> next_;
};

}  // namespace pressrun
