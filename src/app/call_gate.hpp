#pragma once

#include "app/budget_turn.hpp"
#include "app/call_meter.hpp"
#include "app/cut_off.hpp"
#include "pressrun/app/run.hpp"

#include <optional>
#include <utility>

namespace pressrun::app {

/// Why there is no answer to a call that was cut off.
const Failure& cut_off_failure();

/// What every call of the API passes: its slot of the rate budget is booked with what other processes of this
/// host have booked, it leaves when its slot has come, and it can be cut off. Threads: one strand.
class CallGate {
 public:
  explicit CallGate(const Deps& deps) : deps_(deps) {}

  /// A decision on the budget. Nothing may be awaited in it: other processes wait for its end.
  template <class Decide>
  auto decide(Decide&& decide) const {
    const BudgetTurn turn{deps_};
    return std::forward<Decide>(decide)();
  }
  /// Sleeps until the booked slot and answers when the call really leaves.
  asio::awaitable<Instant> depart(Instant at);
  /// The call's answer; nothing: it was cut off before one came.
  template <class Answer>
  asio::awaitable<std::optional<Answer>> perform(asio::cancellation_signal& cut_off,
                                                 asio::awaitable<Answer> call) const {
    return unless_cut_off(deps_.executor, cut_off, std::move(call));
  }

  [[nodiscard]] const Clock& clock() const { return deps_.clock; }
  [[nodiscard]] double calls_per_second() const { return meter_.per_second(deps_.clock.now()); }

 private:
  const Deps& deps_;
  CallMeter meter_;
};

}  // namespace pressrun::app
