#include "pressrun/core/run_control.hpp"

#include <algorithm>
#include <utility>

namespace pressrun {
namespace {

/// What goes on after a reason to stop.
struct AfterStop {
  bool submits;  ///< what was taken in already: it was within the credits, and of files that had not changed
  bool polls;    ///< what is out, to its end
};

AfterStop after(Stop why) {
  switch (why) {
    case Stop::none:
    case Stop::max_credits:
    case Stop::source:
      return {true, true};
    case Stop::account:
    case Stop::fail_fast:
    case Stop::max_failures:
    case Stop::all_lost:
    case Stop::other_server:
      return {false, true};
    case Stop::journal:
    case Stop::unauthorized:
    case Stop::deadline:
    case Stop::signal:
    case Stop::service_away:
    case Stop::untrusted:
      break;
  }
  return {false, false};
}

}  // namespace

void RunControl::stop(Stop why, std::string reason, Instant now) {
  if (std::ranges::find(stops_, why, &Stopped::why) != stops_.end()) return;
  stops_.push_back({why, std::move(reason)});
  if (!after(why).polls && !drain_until_) drain_until_ = now + policy_.drain;
}

bool RunControl::submits() const {
  return std::ranges::all_of(stops_, [](const Stopped& stopped) { return after(stopped.why).submits; });
}

bool RunControl::look_before_calls(const RunSigns& signs) {
  if (signs.signals > 0) stop(Stop::signal, "by a signal", signs.now);
  if (deadline_.is_over(signs.now, signs.wall))
    stop(Stop::deadline, "the deadline came before anything was submitted", signs.now);
  return !stops_.empty();
}

void RunControl::look(const RunSigns& signs, const Circuit& circuit) {
  const Instant now = signs.now;
  told_away_ = told_away_ && !circuit.closed();
  const std::string trouble = told_away_ ? ": " + trouble_ : "";
  if (signs.signals > 0) stop(Stop::signal, "by a signal", now);
  if (signs.work_left && deadline_.is_over(now, signs.wall))
    stop(Stop::deadline,
         "the deadline came with work left" + (told_away_ ? ", and the service away" + trouble : ""), now);
  if (signs.account_spent)
    stop(Stop::account,
         "the API refuses further generations (429 twice, a second apart, with nothing else sent): credits "
         "or plan",
         now);
  const bool never_there =
      !circuit.ever_succeeded() && !answered_before_ && circuit.failures() >= policy_.patience_at_start;
  const bool gone = circuit.away_since() && now - *circuit.away_since() >= policy_.patience;
  if (never_there || gone) stop(Stop::service_away, "the service could not be reached" + trouble, now);
  if (signs.all_lost)
    stop(Stop::all_lost, "every submission is lost, though the service answers otherwise: " + trouble_, now);
}

bool RunControl::note_trouble(const std::string& message, const Circuit& circuit) {
  trouble_ = message;
  if (told_away_ || draining() || circuit.closed()) return false;
  told_away_ = true;
  return true;
}

bool RunControl::cuts_off(Instant now, int signals) {
  if (!drain_until_ || *drain_until_ == Instant::max()) return false;
  if (now < *drain_until_ && signals < 2) return false;
  drain_until_ = Instant::max();
  return true;
}

Instant RunControl::next_look(Instant now, const Circuit& circuit) const {
  if (draining()) return Instant::max();
  Instant at = deadline_.next_look(now).value_or(Instant::max());
  if (const auto away = circuit.away_since())
    at = std::min(at, std::max(now + policy_.backoff_first, *away + policy_.patience));
  return at;
}

}  // namespace pressrun
