#include "app/call_gate.hpp"

#include <algorithm>

namespace pressrun::app {

const Failure& cut_off_failure() {
  static const Failure failure{"", "cut_off", "the run was stopped before the answer came"};
  return failure;
}

CallGate::Turn::Turn(const Deps& deps) : deps_(deps) {
  if (deps_.shared_calls == nullptr) return;
  for (const BookedCall& call : deps_.shared_calls->take()) deps_.budget.departs_elsewhere(call);
}

CallGate::Turn::~Turn() {
  if (deps_.shared_calls != nullptr) deps_.shared_calls->release(deps_.budget.take_booked());
}

bool CallGate::book(Tier tier, Instant& at) const {
  return decide([&] {
    const Instant now = deps_.clock.now();
    const Instant slot = deps_.budget.earliest(tier, std::max(now, at));
    const bool is_near = slot <= now + deps_.budget.lead(now);
    if (is_near) deps_.budget.depart(tier, slot);
    at = is_near ? slot : slot - deps_.budget.lead(now);
    return is_near;
  });
}

Instant CallGate::leave(Instant at) {
  const Instant left = deps_.clock.now();
  if (left > at) deps_.budget.departed_late(at, left);
  meter_.count(left);
  return left;
}

asio::awaitable<Instant> CallGate::depart(Instant at) {
  if (at > deps_.clock.now()) co_await deps_.clock.sleep_until(at);
  co_return leave(at);
}

}  // namespace pressrun::app
