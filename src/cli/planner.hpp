#pragma once

#include "cli/job_source.hpp"
#include "cli/manifests.hpp"
#include "cli/options.hpp"
#include "cli/workspace.hpp"
#include "pressrun/app/plan.hpp"
#include "pressrun/domain/time.hpp"

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace pressrun::cli {

/// What the journal is asked as: whose it is, and which campaign of it.
struct PlanBasis {
  AccountNumber account = 0;    ///< 0: one that the journal has nothing of
  CampaignNumber campaign = 0;  ///< 0: none yet
  WallTime now{};
};

/// What the API showed of the designs, as the ledger takes it.
std::vector<DesignReading> readings_of(const Workspace& workspace, WallTime at);

/// Throws CommandFailed (4) where jobs were asked for by name or status, and none of them was found.
void refuse_empty_selection(const Selection& selection, std::size_t selected);

/// Decides on the jobs of one manifest as a run would, and changes nothing: looks them up in the journal, in
/// batches. Jobs that `--select` leaves out are passed over. The others share `purchases` with all manifests
/// of the same journal.
class Planner {
 public:
  using Seen = std::function<void(const Job&, const app::PlanDecision&)>;

  /// Throws JournalError.
  Planner(const Campaigned& campaigned, const RunSettings& settings, const Workspace& workspace,
          PlanBasis basis, app::PlannedPurchases& purchases, Seen seen);

  /// `source` has just handed out the job.
  void take(Job&& job, ManifestJobs& source);
  void finish();
  /// How many jobs `--select` and `--exclude` leave.
  [[nodiscard]] std::size_t selected() const { return selected_; }

 private:
  void decide_all();
  void learn_designs();
  [[nodiscard]] const DesignState* design(const DesignId& id) const;

  const RunSettings& settings_;
  PlanBasis basis_;
  app::PlannedPurchases& purchases_;
  Seen seen_;
  std::unique_ptr<JournalReader> journal_;
  bool has_aliases_ = false;
  std::optional<WallTime> ordered_since_;
  std::vector<DesignReading> readings_;
  std::unordered_map<DesignId, DesignState> designs_;
  std::size_t selected_ = 0;
  std::vector<Job> batch_;
  std::vector<std::vector<ContentDigest>> aliases_;  // of each, where the journal has any
};

}  // namespace pressrun::cli
