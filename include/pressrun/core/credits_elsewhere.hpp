#pragma once

#include "pressrun/domain/ledger.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>

namespace pressrun {

/// What this process has reserved in each of its journals, where it has several: a journal knows only its own
/// requests, and `--max-credits` holds for all of them together. Pure.
class CreditsElsewhere {
 public:
  /// `record`, as this journal has it now. `first_run`: of this process there; what earlier ones made does
  /// not count.
  void note(std::size_t journal, const ContentRecord& record, RunNumber first_run);
  /// Reserved in all journals but this one.
  [[nodiscard]] std::uint64_t beside(std::size_t journal) const;

 private:
  std::map<std::pair<std::size_t, RequestNumber>, std::uint64_t> reserved_;
};

}  // namespace pressrun
