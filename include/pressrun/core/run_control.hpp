#pragma once

#include "pressrun/core/circuit.hpp"
#include "pressrun/core/deadline.hpp"
#include "pressrun/core/policy.hpp"
#include "pressrun/domain/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pressrun {

/// Why a run ended before all was done. Which of several counts, and as which exit code, says cli/exit_code.
enum class Stop : std::uint8_t {
  none,
  journal,       ///< it cannot be written, or is another than it was
  unauthorized,  ///< the API refuses the key
  account,       ///< no credits are left, or the plan does not include it
  max_credits,
  deadline,
  signal,
  service_away,
  all_lost,  ///< one submission after another, though the service answers otherwise
  fail_fast,
  max_failures,
  untrusted,     ///< TLS certificate refused
  source,        ///< the user's files changed
  other_server,  ///< none of the ids that are out is known there
};

/// A reason to end, in words.
struct Stopped {
  Stop why = Stop::none;
  std::string reason;
};

/// What a run sees of the world when it looks around.
struct RunSigns {
  Instant now{};
  WallTime wall{};
  int signals = 0;             ///< how many came
  bool work_left = false;      ///< something is to be submitted, or still to come
  bool account_spent = false;  ///< core/account
  bool all_lost = false;       ///< core/resubmission_backoff, and more would be submitted
};

/// How a run ends: signals, the deadline and every other reason are one small machine. Pure: told what is
/// seen and when; says what may still leave. A run takes jobs in and submits them until the first reason to
/// stop; with some reasons what is out is then polled to its end, with the others nothing more is called, and
/// the answers under way are awaited for `Policy::drain`, or until a second signal.
/// Threads: one strand, not synchronised.
class RunControl {
 public:
  /// `answered_before`: calls of this process have been answered by the service already.
  RunControl(const Policy& policy, Deadline deadline, bool answered_before)
      : policy_(policy), deadline_(deadline), answered_before_(answered_before) {}

  /// Stops for what is seen.
  void look(const RunSigns& signs, const Circuit& circuit);
  /// The same before the first call: nothing is awaited that a stop would have to wait for. Whether it has
  /// stopped.
  bool look_before_calls(const RunSigns& signs);
  /// A reason that was given already changes nothing.
  void stop(Stop why, std::string reason, Instant now);

  /// A call failed on its way. Whether the service is taken to be away from now on: once for each time that
  /// it stays away.
  bool note_trouble(const std::string& message, const Circuit& circuit);
  /// A submission was lost: what its trouble was.
  void note_lost(const std::string& message) { trouble_ = message; }

  [[nodiscard]] bool takes_in() const { return stops_.empty(); }            ///< further jobs of the manifests
  [[nodiscard]] bool submits() const;                                       ///< those that were taken in
  [[nodiscard]] bool draining() const { return drain_until_.has_value(); }  ///< nothing more is called
  /// Until when the answers under way are awaited; far away once they have been cut off.
  [[nodiscard]] Instant drain_until() const { return drain_until_.value_or(Instant::max()); }
  /// Whether to cut them off now: true once.
  [[nodiscard]] bool cuts_off(Instant now, int signals);
  /// When to look again, whatever happens.
  [[nodiscard]] Instant next_look(Instant now, const Circuit& circuit) const;

  [[nodiscard]] const std::vector<Stopped>& stops() const { return stops_; }  ///< the first one first

 private:
  const Policy& policy_;
  Deadline deadline_;
  bool answered_before_;
  std::vector<Stopped> stops_;
  std::optional<Instant> drain_until_;
  std::string trouble_;     // why the service was last taken to be away
  bool told_away_ = false;  // and it is still
};

}  // namespace pressrun
