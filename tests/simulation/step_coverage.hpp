#pragma once

#include "pressrun/core/ledger.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace pressrun::test {

/// Which facts requests met in which state, and how often.
class StepCoverage {
 public:
  /// Before the fact is in it.
  void note(const GenerationRequest& request, const Fact& fact);
  void note(std::string pair) { ++counts_[std::move(pair)]; }
  void add(const StepCoverage& other);

  /// Every pair that the program can bring about; each other one is a bug.
  static const std::vector<std::string>& possible();
  [[nodiscard]] const std::map<std::string, std::uint64_t>& counts() const { return counts_; }
  [[nodiscard]] std::vector<std::string> missing() const;     ///< possible, and never seen
  [[nodiscard]] std::vector<std::string> impossible() const;  ///< seen all the same

 private:
  std::map<std::string, std::uint64_t> counts_;
};

}  // namespace pressrun::test
