#pragma once

#include "app/call_meter.hpp"
#include "app/cut_off.hpp"
#include "pressrun/app/run.hpp"
#include "pressrun/core/outcomes.hpp"

#include <optional>
#include <utility>

namespace pressrun::app {

/// Why there is no answer to a call that was cut off.
const Failure& cut_off_failure();

/// What every call of the API passes, a submission, a poll or a read: it is booked on the rate budget
/// together with what other processes of this host have booked, it leaves when its slot has come, it can be
/// cut off, and what its answer tells of the budget is reported there. Whether a call is made again is not
/// decided here: core/request_fsm says it of requests, core/read_patience of reads. Threads: one strand.
class CallGate {
 public:
  explicit CallGate(const Deps& deps) : deps_(deps) {}

  /// A decision on the budget. Nothing may be awaited in it: other processes wait for its end.
  template <class Decide>
  auto decide(Decide&& decide) const {
    const Turn turn{deps_};
    return std::forward<Decide>(decide)();
  }
  /// Books a slot on this tier from `at` on, where one is near: `at` becomes its time. Else `at` becomes the
  /// time to try again.
  [[nodiscard]] bool book(Tier tier, Instant& at) const;
  /// Sleeps until the booked slot and answers when the call really leaves.
  asio::awaitable<Instant> depart(Instant at);
  /// The same where its slot has come.
  Instant leave(Instant at);
  /// The call's answer; nothing: it was cut off before one came.
  template <class Answer>
  asio::awaitable<std::optional<Answer>> perform(asio::cancellation_signal& cut_off,
                                                 asio::awaitable<Answer> call) const {
    return unless_cut_off(deps_.executor, cut_off, std::move(call));
  }
  /// What the answer tells of the budget. `left`: when the call did; nothing: how long it took teaches
  /// nothing.
  template <class Outcome>
  void report(Tier tier, const Answer<Outcome>& answer, std::optional<Instant> left) const {
    const Instant now = deps_.clock.now();
    CallReport told{answer.rate, std::nullopt, trouble_of(answer.outcome)};
    if (left && answer.server_answered) told.took = now - *left;
    deps_.budget.answered(tier, told, now);
  }
  /// Of a probe, whose answer tells nothing else.
  void report_back(Tier tier) const { deps_.budget.came_back(tier); }

  [[nodiscard]] const Clock& clock() const { return deps_.clock; }
  [[nodiscard]] double calls_per_second() const { return meter_.per_second(deps_.clock.now()); }

 private:
  /// What other processes have booked is taken in; they wait until it ends, and then hear what was booked
  /// here.
  class Turn {
   public:
    explicit Turn(const Deps& deps);
    ~Turn();
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;

   private:
    const Deps& deps_;
  };

  const Deps& deps_;
  CallMeter meter_;
};

}  // namespace pressrun::app
