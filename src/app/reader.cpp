#include "app/reader.hpp"

#include "app/budget_turn.hpp"
#include "pressrun/core/backoff.hpp"

#include <algorithm>

namespace pressrun::app {

asio::awaitable<bool> Reader::take_slot() {
  if (must_stop()) co_return false;
  Instant at = deps_.clock.now() + wait_;
  bool has_slot = false;
  do {
    has_slot = booked(at);
    const Instant look = options_.deadline.next_look(deps_.clock.now()).value_or(at);
    const Instant until = std::min(at, look);
    if (until > deps_.clock.now()) co_await alarm_->wait_until(until);
    if (must_stop()) co_return false;
  } while (!has_slot);
  ++calls_.read;
  co_return true;
}

/// Books a slot from `at` on, which becomes its time; else it becomes the time to try again.
bool Reader::booked(Instant& at) {
  const BudgetTurn turn{deps_};
  const Instant now = deps_.clock.now();
  const Instant slot = deps_.budget.earliest(Tier::read, std::max(now, at));
  const bool is_near = slot <= now + deps_.budget.lead(now);
  if (is_near) deps_.budget.depart(Tier::read, slot);
  at = is_near ? slot : slot - deps_.budget.lead(now);
  return is_near;
}

bool Reader::must_stop() {
  if (stop_ != Stop::none) return true;
  const bool late = options_.deadline.is_over(deps_.clock.now(), deps_.clock.wall_now());
  if (deps_.shutdown.level() > 0) halt(Stop::signal, "stopped by a signal");
  if (late) halt(Stop::deadline, "the deadline came before anything was submitted");
  return stop_ != Stop::none;
}

void Reader::calm() {
  ever_succeeded_ = true;
  failures_ = 0;
  wait_ = Duration{};
  failing_since_.reset();
}

void Reader::halt(Stop why, std::string reason) {
  if (stop_ != Stop::none) return;
  stop_ = why;
  reason_ = std::move(reason);
}

bool Reader::settles(const Trouble& failed, const std::string& what) {
  switch (failed.kind) {
    case TroubleKind::untrusted:
      halt(Stop::untrusted, failed.failure.message);
      break;
    case TroubleKind::unauthorized:
      halt(Stop::unauthorized, "the API refuses the key: " + failed.failure.message);
      break;
    case TroubleKind::not_found:
    case TroubleKind::gone:
    case TroubleKind::rejected:
    case TroubleKind::plan:
      calm();
      return true;
    case TroubleKind::throttled:
    case TroubleKind::bare_429:
      hold(failed);
      break;
    case TroubleKind::transient:
    case TroubleKind::unsent:
      wait_out(failed.failure, what);
      break;
  }
  return stop_ != Stop::none;
}

void Reader::hold(const Trouble& failed) {
  constexpr Duration worth_telling = std::chrono::seconds{5};
  const Instant now = deps_.clock.now();
  ++calls_.rate_limited;
  if (failed.kind == TroubleKind::throttled) {
    const Duration wait = failed.retry_after.value_or(options_.policy.backoff_first);
    deps_.budget.hold(Tier::read, now + wait);
    if (wait >= worth_telling)
      deps_.progress.say("rate limited: the API asks to wait " + format_duration(wait));
    return;
  }
  deps_.budget.slow_down(now);
  deps_.budget.hold_all(now + options_.policy.bare_429_probe);
  if (!failing_since_) failing_since_ = now;  // others keep the ceiling full: not for ever
  if (now - *failing_since_ >= options_.policy.patience) halt(Stop::service_away, failed.failure.message);
}

void Reader::wait_out(const Failure& failure, const std::string& what) {
  const Instant now = deps_.clock.now();
  ++failures_;
  if (!failing_since_) failing_since_ = now;
  wait_ = retry_wait(options_.policy, failures_);
  const bool never_there = !ever_succeeded_ && failures_ >= options_.policy.patience_at_start;
  if (never_there || now - *failing_since_ >= options_.policy.patience)
    halt(Stop::service_away, failure.message);
  if (deps_.log) deps_.log("reading " + what + ": " + failure.message);
}

}  // namespace pressrun::app
