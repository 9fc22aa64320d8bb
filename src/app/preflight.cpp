#include "pressrun/app/preflight.hpp"

#include "pressrun/app/api_client.hpp"
#include "pressrun/core/backoff.hpp"

namespace pressrun::app {
namespace {

/// Reads designs one after the other; each call waits for its slot.
class Reader {
 public:
  Reader(const RunOptions& options, const Deps& deps)
      : options_(options),
        deps_(deps),
        api_(deps.transport, deps.clock, deps.api_key, options.policy.http_timeout) {}

  asio::awaitable<DesignReadings> read_all(const std::vector<DesignId>& ids) {
    for (const DesignId& id : ids) {
      bool settled = false;
      while (!settled && result_.stop == Stop::none) settled = co_await read(id);
    }
    co_return std::move(result_);
  }

 private:
  /// True when there is a verdict on this design; false: try again.
  asio::awaitable<bool> read(const DesignId& id) {
    const Instant at = deps_.budget.earliest(Tier::read, deps_.clock.now() + wait_);
    if (at > deps_.clock.now()) co_await deps_.clock.sleep_until(at);
    if (must_stop()) co_return true;
    deps_.budget.depart(Tier::read, deps_.clock.now());
    ++result_.calls.read;
    auto answer = co_await api_.read_design(id);
    if (answer.rate) deps_.budget.correct(Tier::read, *answer.rate, deps_.clock.now());
    if (auto* design = std::get_if<Design>(&answer.outcome)) co_return take(std::move(*design));
    co_return judge(id, std::get<ReadFailed>(answer.outcome));
  }

  bool must_stop() {
    const bool late = options_.deadline && deps_.clock.now() >= *options_.deadline;
    if (deps_.shutdown.level() > 0) halt(Stop::signal, "stopped by a signal");
    if (late) halt(Stop::deadline, "the deadline came before anything was submitted");
    return result_.stop != Stop::none;
  }

  bool take(Design design) {
    result_.designs.push_back(std::move(design));
    calm();
    return true;
  }

  void calm() {
    ever_succeeded_ = true;
    failures_ = 0;
    wait_ = Duration{};
    failing_since_.reset();
  }

  void halt(Stop why, std::string reason) {
    if (result_.stop != Stop::none) return;
    result_.stop = why;
    result_.reason = std::move(reason);
  }

  bool judge(const DesignId& id, const ReadFailed& failed) {
    const Instant now = deps_.clock.now();
    switch (failed.why) {
      case ReadTrouble::untrusted:
        halt(Stop::untrusted, failed.failure.message);
        return true;
      case ReadTrouble::unauthorized:
        halt(Stop::unauthorized, "the API refuses the key: " + failed.failure.message);
        return true;
      case ReadTrouble::not_found:
      case ReadTrouble::gone:
      case ReadTrouble::rejected:
        result_.unusable.emplace_back(id, failed.failure);
        calm();
        return true;
      case ReadTrouble::throttled:
        ++result_.calls.rate_limited;
        deps_.budget.hold(Tier::read, now + failed.retry_after.value_or(options_.policy.backoff_first));
        return false;
      case ReadTrouble::bare_429:
        ++result_.calls.rate_limited;
        deps_.budget.slow_down(now);
        deps_.budget.hold_all(now + options_.policy.bare_429_probe);
        return false;
      case ReadTrouble::transient:
        break;
    }
    ++failures_;
    if (!failing_since_) failing_since_ = now;
    wait_ = retry_wait(options_.policy, failures_);
    const bool never_there = !ever_succeeded_ && failures_ >= options_.policy.patience_at_start;
    if (never_there || now - *failing_since_ >= options_.policy.patience)
      halt(Stop::service_away, failed.failure.message);
    if (deps_.log) deps_.log("reading design " + id.text + ": " + failed.failure.message);
    return false;
  }

  const RunOptions& options_;
  const Deps& deps_;
  ApiClient api_;
  DesignReadings result_;
  bool ever_succeeded_ = false;
  int failures_ = 0;
  Duration wait_{};
  std::optional<Instant> failing_since_;
};

}  // namespace

asio::awaitable<DesignReadings> read_designs(std::vector<DesignId> ids, RunOptions options, Deps deps) {
  Reader reader{options, deps};
  co_return co_await reader.read_all(ids);
}

}  // namespace pressrun::app
