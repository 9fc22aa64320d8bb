#pragma once

#include "pressrun/app/run.hpp"

namespace pressrun::app {

/// One decision on the budget, made with what other processes of this host have booked. Nothing is awaited
/// while it lives: the others wait for its end.
class BudgetTurn {
 public:
  explicit BudgetTurn(const Deps& deps) : deps_(deps) {
    if (deps_.shared_calls == nullptr) return;
    for (const BookedCall& call : deps_.shared_calls->take()) deps_.budget.departs_elsewhere(call);
  }
  ~BudgetTurn() {
    if (deps_.shared_calls != nullptr) deps_.shared_calls->release(deps_.budget.take_booked());
  }
  BudgetTurn(const BudgetTurn&) = delete;
  BudgetTurn& operator=(const BudgetTurn&) = delete;

 private:
  const Deps& deps_;
};

}  // namespace pressrun::app
