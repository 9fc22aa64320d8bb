#pragma once

#include "pressrun/core/policy.hpp"
#include "pressrun/domain/time.hpp"

#include <cstdint>
#include <optional>

namespace pressrun {

/// Tells the two meanings of a bare 429 on a submission apart (API reference §3.3): the ceiling, or credits.
/// After the first, nothing leaves for a second; then one submission goes out alone. Refused again, it was
/// not the ceiling.
class Bare429 {
 public:
  explicit Bare429(const Policy& policy) : policy_(policy) {}

  enum class Standing : std::uint8_t { good, suspected, spent };
  [[nodiscard]] Standing standing() const { return standing_; }

  /// While suspected: when the lone submission may leave; nothing while it is on its way.
  [[nodiscard]] std::optional<Instant> probe_at() const;
  void probe_left() { probing_ = true; }
  void probe_abandoned() { probing_ = false; }  ///< it did not leave after all: another may

  /// A submission that left at `left` was answered by a bare 429. Those that left before the suspicion tell
  /// nothing.
  void on_bare_429(Instant left, Instant now);
  /// A submission that left at `left` was answered by anything else.
  void on_other_answer(Instant left);
  /// A submission that left at `left` was not answered: the lone one must be followed by another.
  void on_no_answer(Instant left, Instant now);

 private:
  const Policy& policy_;
  Standing standing_ = Standing::good;
  Instant suspected_at_{};
  bool probing_ = false;
};

}  // namespace pressrun
