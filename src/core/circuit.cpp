#include "pressrun/core/circuit.hpp"

#include "pressrun/core/backoff.hpp"

#include <algorithm>

namespace pressrun {

std::optional<Instant> Circuit::next_probe() const {
  return closed() || probing_ ? std::nullopt : std::optional{next_probe_};
}

void Circuit::open(Instant now) {
  if (closed()) ++failures_;  // else it was under way with the one that opened it
  if (!failing_since_) failing_since_ = now;
  // Each unknown outcome asks for a GET that left after it.
  opened_at_ = now;
  next_probe_ = std::max(next_probe_, now + probe_wait(policy_, failures_));
}

void Circuit::succeed() {
  failures_ = 0;
  failing_since_.reset();
  ever_succeeded_ = true;
}

void Circuit::on_submission_answered() { succeed(); }

void Circuit::on_read_refused(Instant now) {
  probing_ = false;
  next_probe_ = std::max(next_probe_, now + policy_.backoff_first);
}

void Circuit::on_read(bool succeeded, Instant left, Instant now) {
  probing_ = false;
  if (succeeded) {
    succeed();
    if (opened_at_ && left >= *opened_at_) opened_at_.reset();
    next_probe_ = now;
    return;
  }
  if (!failing_since_) failing_since_ = now;
  // What was under way when it opened tells nothing new, and must not make the first look wait.
  if (opened_at_ && left < *opened_at_) return;
  ++failures_;
  next_probe_ = now + probe_wait(policy_, failures_);
  if (failures_ >= policy_.failures_to_suspect && closed()) opened_at_ = now;
}

}  // namespace pressrun
