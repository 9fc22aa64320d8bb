#pragma once

#include "pressrun/core/policy.hpp"
#include "pressrun/domain/time.hpp"

#include <optional>

namespace pressrun {

/// Submissions that are lost one after another while the service answers every GET, as where something in
/// front of it refuses or breaks off POSTs: the circuit closes each time, and each next one is in doubt too.
/// From the second on they leave one at a time, further and further apart, so that such a night costs a few
/// doubts.
class ResubmissionBackoff {
 public:
  explicit ResubmissionBackoff(const Policy& policy) : policy_(policy) {}

  void on_lost(Instant left, Instant now);  ///< a submission whose outcome is unknown
  void on_unsent(Instant now);              ///< the service could not be reached: that time does not count
  void on_answered();                       ///< any other whole answer to one

  /// When the next submission may leave, with no other unanswered. Nothing: as many as there is room for.
  [[nodiscard]] std::optional<Instant> next() const;
  [[nodiscard]] bool loses_all() const;    ///< one after another, beyond chance
  [[nodiscard]] bool is_hopeless() const;  ///< and for so long that a run should end: `Policy::patience`

 private:
  const Policy& policy_;
  int rounds_ = 0;  // those that were under way together are one
  Instant first_{};
  Instant last_{};
};

}  // namespace pressrun
