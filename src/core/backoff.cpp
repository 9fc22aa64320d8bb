#include "pressrun/core/backoff.hpp"

#include <algorithm>
#include <cmath>

namespace pressrun {
namespace {

/// first × growth^steps, at most cap; computed in floating point so that no exponent overflows.
Duration grown(Duration first, double growth, int steps, Duration cap) {
  const double ns = static_cast<double>(first.count()) * std::pow(growth, std::clamp(steps, 0, 64));
  return ns < static_cast<double>(cap.count()) ? Duration{static_cast<Duration::rep>(ns)} : cap;
}

}  // namespace

Duration retry_wait(const Policy& policy, int failures) {
  return grown(policy.backoff_first, policy.backoff_growth, failures - 1, policy.backoff_cap);
}

Duration probe_wait(const Policy& policy, int failures) {
  return std::min(policy.probe_cap, retry_wait(policy, failures));
}

Duration resubmission_backoff_wait(const Policy& policy, int failures) {
  return grown(policy.backoff_first, policy.backoff_growth, failures - 1, policy.resubmission_backoff_cap);
}

}  // namespace pressrun
