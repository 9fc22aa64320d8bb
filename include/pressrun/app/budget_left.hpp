#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace pressrun::app {

/// A limit of credits, and what of it is reserved already.
struct BudgetLeft {
  std::string of;  ///< "run", "day", "month": of the manifest's `budget`; "max_credits": of the command line
  std::uint64_t limit = 0;
  std::uint64_t reserved = 0;

  [[nodiscard]] std::uint64_t left() const { return limit - (reserved < limit ? reserved : limit); }
};

/// How many of these credits the lowest of them would refuse.
[[nodiscard]] inline std::uint64_t credits_over_budget(const std::vector<BudgetLeft>& budgets,
                                                       std::uint64_t credits) {
  std::uint64_t over = 0;
  for (const BudgetLeft& budget : budgets)
    if (credits > budget.left() && credits - budget.left() > over) over = credits - budget.left();
  return over;
}

}  // namespace pressrun::app
