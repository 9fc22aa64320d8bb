#include "app/run_stops.hpp"

#include <algorithm>
#include <utility>

namespace pressrun::app {

RunStops::RunStops(const RunOptions& options, const Deps& deps, Admission& admission,
                   const RunObservers& observers)
    : deps_(deps),
      admission_(admission),
      observers_(observers),
      control_(options.policy, options.deadline, options.calls_before.read > 0),
      alarm_(deps.clock.make_alarm()) {}

void RunStops::listen() {
  deps_.shutdown.on_request([this] { wake(); });
}

void RunStops::ignore_signals() { deps_.shutdown.on_request({}); }

void RunStops::stop(Stop why, std::string reason) {
  control_.stop(why, std::move(reason), deps_.clock.now());
  obey();
}

/// Does what the control has come to.
void RunStops::obey() {
  const std::vector<Stopped>& stops = control_.stops();
  if (told_ == stops.size()) return;
  for (; told_ < stops.size(); ++told_) observers_.tell(Stopping{stops[told_].reason});
  if (!control_.submits()) admission_.stop_submissions();
  wake();
}

RunSigns RunStops::signs(bool work_left) const {
  RunSigns seen;
  seen.now = deps_.clock.now();
  seen.wall = deps_.clock.wall_now();
  seen.signals = deps_.shutdown.level();
  seen.work_left = work_left;
  seen.account_spent = admission_.account_spent();
  seen.all_lost = admission_.resubmission_backoff().is_hopeless() && admission_.submits_more();
  return seen;
}

bool RunStops::stops_early() {
  control_.look_before_calls(signs(true));
  obey();
  return !control_.takes_in();
}

bool RunStops::look(bool work_left) {
  const RunSigns seen = signs(work_left);
  control_.look(seen, admission_.circuit());
  obey();
  return control_.cuts_off(seen.now, seen.signals);
}

asio::awaitable<void> RunStops::wait_for_news(Instant until) {
  return alarm_->wait_until(std::min(until, control_.next_look(deps_.clock.now(), admission_.circuit())));
}

void RunStops::note(const Trouble& trouble) {
  const std::string& words = trouble.failure.message;
  switch (trouble.kind) {
    case TroubleKind::transient:
    case TroubleKind::unsent:
      return note_away(trouble.failure);
    case TroubleKind::throttled:
      if (trouble.retry_after) observers_.tell(RateLimited{*trouble.retry_after, deps_.clock.now()});
      return;
    case TroubleKind::unauthorized:
      return stop(Stop::unauthorized, "the API refuses the key: " + words);
    case TroubleKind::untrusted:
      return stop(Stop::untrusted, words);
    case TroubleKind::plan:
      return stop(Stop::account, "the plan does not include this: " + words);
    case TroubleKind::bare_429:
    case TroubleKind::not_found:
    case TroubleKind::gone:
    case TroubleKind::rejected:
      break;
  }
}

/// Once for each time that the service stays away, and why: what follows only looks whether it is back.
void RunStops::note_away(const Failure& failure) {
  if (control_.note_trouble(failure.message, admission_.circuit()))
    observers_.tell(ServiceAway{failure.message});
}

}  // namespace pressrun::app
