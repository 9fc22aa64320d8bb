#pragma once

#include "pressrun/core/generation_fsm.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace pressrun::test {

/// Which pairs of state and event jobs came through, and how often.
class StepCoverage {
 public:
  void note(const JobState& state, const JobEvent& event);
  void add(const StepCoverage& other);

  /// Every pair that can occur; each other one is a bug of the caller of `step`.
  static const std::vector<std::string>& possible();
  [[nodiscard]] const std::map<std::string, std::uint64_t>& counts() const { return counts_; }
  [[nodiscard]] std::vector<std::string> missing() const;     ///< possible, and never seen
  [[nodiscard]] std::vector<std::string> impossible() const;  ///< seen all the same

 private:
  std::map<std::string, std::uint64_t> counts_;
};

}  // namespace pressrun::test
