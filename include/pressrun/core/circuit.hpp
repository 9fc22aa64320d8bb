#pragma once

#include "pressrun/core/policy.hpp"
#include "pressrun/domain/time.hpp"

#include <optional>

namespace pressrun {

/// Stops submissions after an unknown outcome, until a harmless GET has succeeded that left after it
/// (src/README.md, "Blast radius"): an hour's outage then puts at most the POSTs under way in doubt. A
/// service that cannot be reached opens it too; while it is open one GET at a time finds out whether the
/// service is back.
class Circuit {
 public:
  explicit Circuit(const Policy& policy) : policy_(policy) {}

  [[nodiscard]] bool closed() const { return !opened_at_; }
  /// Whether one GET should leave now to see if the service is back.
  [[nodiscard]] bool wants_probe(Instant now) const { return !closed() && !probing_ && now >= next_probe_; }
  [[nodiscard]] std::optional<Instant> next_probe() const;

  void probe_left() { probing_ = true; }
  void on_unknown_outcome(Instant now) { open(now); }  ///< a submission's, or one that could not be sent
  void on_read(bool succeeded, Instant left, Instant now);
  void on_read_refused(
      Instant now);  ///< 429: the service is there, but this proves nothing about submissions

  /// Since when nothing has succeeded; nothing while all is well.
  [[nodiscard]] std::optional<Instant> away_since() const { return failing_since_; }
  /// Failures in a row.
  [[nodiscard]] int failures() const { return failures_; }
  [[nodiscard]] bool ever_succeeded() const { return ever_succeeded_; }
  void on_submission_answered();  ///< any whole answer to a POST but 5xx: the service is there

 private:
  void open(Instant now);
  void succeed();

  const Policy& policy_;
  std::optional<Instant> opened_at_;
  Instant next_probe_{};
  bool probing_ = false;
  int failures_ = 0;
  std::optional<Instant> failing_since_;
  bool ever_succeeded_ = false;
};

}  // namespace pressrun
