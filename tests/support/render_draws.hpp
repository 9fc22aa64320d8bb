#pragma once

#include <cmath>
#include <cstdint>
#include <random>

namespace pressrun::test {

/// Numbers that are the same on every machine: the library's distributions are not.
inline double uniform(std::mt19937_64& random) { return static_cast<double>(random() >> 11U) * 0x1.0p-53; }

inline double log_normal(std::mt19937_64& random, double median, double sigma) {
  double normal = -6;  // twelve uniform ones
  for (int i = 0; i < 12; ++i) normal += uniform(random);
  return median * std::exp(sigma * normal);
}

}  // namespace pressrun::test
