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

double spread(std::string_view key, std::uint64_t step) {
  std::uint64_t x = 0xcbf29ce484222325ULL ^ (step * 0x9e3779b97f4a7c15ULL);
  for (const char c : key) x = (x ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;  // FNV-1a
  x ^= x >> 30U;  // the finish of splitmix64: FNV's low bits alone are poor
  x *= 0xbf58476d1ce4e5b9ULL;
  x ^= x >> 27U;
  x *= 0x94d049bb133111ebULL;
  x ^= x >> 31U;
  return static_cast<double>(x >> 11U) * 0x1.0p-53;
}

Duration poll_wait(const Policy& policy, std::string_view key, int polls) {
  const Duration wait = grown(policy.first_poll, policy.poll_growth, polls, policy.poll_cap);
  const double jitter = 1 + policy.poll_jitter * (2 * spread(key, static_cast<std::uint64_t>(polls)) - 1);
  return Duration{static_cast<Duration::rep>(static_cast<double>(wait.count()) * jitter)};
}

Duration retry_wait(const Policy& policy, int failures) {
  return grown(policy.backoff_first, policy.backoff_growth, failures - 1, policy.backoff_cap);
}

Duration probe_wait(const Policy& policy, int failures) {
  return std::min(policy.probe_cap, retry_wait(policy, failures));
}

}  // namespace pressrun
