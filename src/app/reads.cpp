#include "app/reads.hpp"

#include <algorithm>

namespace pressrun::app {

Reads::Reads(const RunOptions& options, const Deps& deps, Tier tier)
    : options_(options),
      deps_(deps),
      tier_(tier),
      gate_(deps),
      api_(deps.transport, deps.clock, deps.api_key, options.policy.http_timeout),
      patience_(options.policy),
      alarm_(deps.clock.make_alarm()) {
  deps_.shutdown.on_request([this] {
    alarm_->ring();
    if (under_way_ != nullptr) under_way_->emit(asio::cancellation_type::terminal);
  });
}

asio::awaitable<bool> Reads::take_slot() {
  if (must_stop()) co_return false;
  Instant at = deps_.clock.now() + patience_.wait();
  bool has_slot = false;
  do {
    has_slot = gate_.book(tier_, at);
    const Instant look = options_.deadline.next_look(deps_.clock.now()).value_or(at);
    const Instant until = std::min(at, look);
    if (until > deps_.clock.now()) co_await alarm_->wait_until(until);
    if (must_stop()) co_return false;
  } while (!has_slot);
  gate_.leave(at);
  ++calls_.read;
  co_return true;
}

bool Reads::must_stop() {
  if (stop_ != Stop::none) return true;
  const bool late = options_.deadline.is_over(deps_.clock.now(), deps_.clock.wall_now());
  if (deps_.shutdown.level() > 0) halt(Stop::signal, "stopped by a signal");
  if (late) halt(Stop::deadline, "the deadline came before anything was submitted");
  return stop_ != Stop::none;
}

void Reads::halt(Stop why, std::string reason) {
  if (stop_ != Stop::none) return;
  stop_ = why;
  reason_ = std::move(reason);
}

AfterRead::Does Reads::meet(const Trouble& trouble, const std::string& what) {
  tell(trouble, what);
  AfterRead after = patience_.on_trouble(trouble, deps_.clock.now());
  if (after.does == AfterRead::Does::stop) halt(after.stop, std::move(after.reason));
  return after.does;
}

/// What a person should hear of it, and the log.
void Reads::tell(const Trouble& trouble, const std::string& what) {
  constexpr Duration worth_telling = std::chrono::seconds{5};
  const bool with_wait = trouble.kind == TroubleKind::throttled;
  if (with_wait || trouble.kind == TroubleKind::bare_429) ++calls_.rate_limited;
  const Duration wait = trouble.retry_after.value_or(Duration{});
  if (with_wait && wait >= worth_telling)
    deps_.progress.say("rate limited: the API asks to wait " + format_duration(wait));
  if (trouble.kind == TroubleKind::transient && deps_.log)
    deps_.log("reading " + what + ": " + trouble.failure.message);
}

}  // namespace pressrun::app
