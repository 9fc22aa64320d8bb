#pragma once

#include "cli/manifests.hpp"
#include "cli/options.hpp"
#include "pressrun/core/plan.hpp"
#include "pressrun/ports/store.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace pressrun::cli {

/// Decides on the jobs of one manifest as a run would, and changes nothing: looks them up in the journal, in
/// batches. Jobs that `--select` leaves out are passed over.
class Planner {
 public:
  using Seen = std::function<void(const Job&, const Decision&)>;

  /// Throws JournalError.
  Planner(const Campaigned& campaigned, const RunSettings& settings, Seen seen);

  void take(Job&& job);
  void finish();

 private:
  void decide_all();

  const RunSettings& settings_;
  Seen seen_;
  std::unique_ptr<JournalReader> journal_;
  std::vector<Job> batch_;
};

}  // namespace pressrun::cli
