#include "app/call_gate.hpp"

namespace pressrun::app {

const Failure& cut_off_failure() {
  static const Failure failure{"", "cut_off", "the run was stopped before the answer came"};
  return failure;
}

asio::awaitable<Instant> CallGate::depart(Instant at) {
  if (at > deps_.clock.now()) co_await deps_.clock.sleep_until(at);
  const Instant left = deps_.clock.now();
  if (left > at) deps_.budget.departed_late(at, left);
  meter_.count(left);
  co_return left;
}

}  // namespace pressrun::app
