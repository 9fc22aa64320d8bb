#pragma once

#include "pressrun/domain/results.hpp"
#include "pressrun/domain/time.hpp"

#include <deque>

namespace pressrun::app {

/// How many calls left in the last seconds, for the eye.
class CallMeter {
 public:
  void count(Instant left);
  [[nodiscard]] double per_second(Instant now) const;

 private:
  mutable std::deque<Instant> recent_;
  Instant first_{};
  bool any_ = false;
};

}  // namespace pressrun::app
