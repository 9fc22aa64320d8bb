#include "pressrun/core/end_estimate.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace pressrun {
namespace {

// A forecast at each fortieth of the time so far: a short run learns quickly, a long one is not read in vain.
constexpr Duration soonest = std::chrono::seconds{2};
constexpr Duration latest = std::chrono::minutes{1};
constexpr double share_between = 0.025;
constexpr double memory = 0.05;  // of the time so far; a forecast older than that has lost two thirds

double seconds(Duration span) { return std::chrono::duration<double>(span).count(); }

Duration span_of(double count) {
  return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(std::max(count, 0.0)));
}

}  // namespace

void EndEstimate::learn(Duration elapsed, const Forecast& left) {
  const double now = seconds(elapsed);
  const End told{now + seconds(left.low), now + seconds(left.likely), now + seconds(left.high)};
  const double passed = seconds(elapsed - learned_at_);
  const double weight = end_ ? 1 - std::exp(-passed / std::max(memory * now, 0.1)) : 1;
  if (!end_) end_ = told;
  end_->low += weight * (told.low - end_->low);
  end_->likely += weight * (told.likely - end_->likely);
  end_->high += weight * (told.high - end_->high);
  learned_at_ = elapsed;
  next_ = elapsed + std::clamp(scaled(elapsed, share_between), soonest, latest);
}

std::optional<EndEstimate::Left> EndEstimate::left(Duration elapsed) const {
  if (!end_) return std::nullopt;
  const double now = seconds(elapsed);
  return Left{span_of(end_->low - now), span_of(end_->likely - now), span_of(end_->high - now)};
}

}  // namespace pressrun
