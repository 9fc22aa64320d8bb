#pragma once

#include "pressrun/domain/results.hpp"
#include "pressrun/domain/spending.hpp"

#include <cstdint>
#include <vector>

namespace pressrun {

/// What a journal still has of past runs. A JournalReader whose store keeps them is one of these too. Blocks.
/// Errors: JournalError.
class RunHistory {
 public:
  virtual ~RunHistory() = default;
  /// The campaign's runs, newest first.
  [[nodiscard]] virtual std::vector<RunRecord> runs(std::int64_t campaign) = 0;
  /// What the campaign's requests of the account in force count for, by day and design; those that count for
  /// nothing are left out.
  [[nodiscard]] virtual std::vector<DaySpending> spending(std::int64_t campaign) = 0;
};

}  // namespace pressrun
