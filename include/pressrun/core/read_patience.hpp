#pragma once

#include "pressrun/core/outcomes.hpp"
#include "pressrun/core/policy.hpp"
#include "pressrun/core/run_control.hpp"
#include "pressrun/domain/time.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace pressrun {

/// What follows from a read that told nothing.
struct AfterRead {
  enum class Does : std::uint8_t {
    ask_again,  ///< not before ReadPatience::wait
    refused,    ///< the API's own word on what was asked for: that is the answer
    stop,       ///< no read can succeed now
  };
  Does does = Does::ask_again;
  Stop stop = Stop::none;  ///< where it stops, and a sentence why
  std::string reason;
};

/// How long reads that are made one after another are tried: designs, fonts, credits. Trouble that can pass
/// is waited out, longer each time: for a few tries where nothing has succeeded yet, else for
/// `Policy::patience`. A 429 with Retry-After takes none of it: the API says when to come back.
/// Pure. Threads: one strand, not synchronised.
class ReadPatience {
 public:
  explicit ReadPatience(const Policy& policy) : policy_(policy) {}

  void on_answer();  ///< the API said what was asked, or refused it
  AfterRead on_trouble(const Trouble& trouble, Instant now);
  /// Before the next try.
  [[nodiscard]] Duration wait() const { return wait_; }

 private:
  [[nodiscard]] bool is_over(Instant now) const;

  const Policy& policy_;
  bool ever_answered_ = false;
  int failures_ = 0;
  Duration wait_{};
  std::optional<Instant> failing_since_;
};

}  // namespace pressrun
