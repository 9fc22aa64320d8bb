#pragma once

#include "pressrun/app/declined.hpp"
#include "pressrun/app/findings.hpp"
#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/app/manifest_jobs.hpp"
#include "pressrun/app/plan.hpp"
#include "pressrun/app/selection.hpp"
#include "pressrun/app/thinning.hpp"
#include "pressrun/app/workspace_snapshot.hpp"
#include "pressrun/domain/time.hpp"
#include "pressrun/ports/journal_files.hpp"

#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace pressrun::app {

/// What the journal is asked as: whose it is, and which campaign of it.
struct PlanBasis {
  AccountNumber account = 0;    ///< 0: one that the journal has nothing of
  CampaignNumber campaign = 0;  ///< 0: none yet
  WallTime now{};
};

/// What the user asked for of the jobs.
struct JobChoice {
  Selection selection;
  bool force = false;              ///< buy anew what is there, once
  bool resubmit_in_doubt = false;  ///< and what a person has not decided on
};

/// What the API showed of the designs, as the ledger takes it.
std::vector<DesignReading> readings_of(const WorkspaceSnapshot& workspace, WallTime at);

/// Throws Declined (nothing_selected) where jobs were asked for by name or status, and none of them was
/// found.
void refuse_empty_selection(const Selection& selection, std::size_t selected);

/// Decides on the jobs of one manifest as a run would, and changes nothing: looks them up in the journal, in
/// batches. Jobs that `--select` leaves out are passed over. The others share `purchases` with all manifests
/// of the same journal.
class Planner {
 public:
  using Seen = std::function<void(const Job&, const PlanDecision&)>;

  /// `journal`: null where there is none. What is referred to must outlive it. Throws JournalError.
  Planner(std::unique_ptr<JournalReader> journal, const JobChoice& choice, const WorkspaceSnapshot& workspace,
          PlanBasis basis, PlannedPurchases& purchases, Seen seen);

  /// Jobs that these do not let in are passed over. What is let in by the limit is noted. Both must outlive
  /// it.
  void thin_with(Thinning& thinning, SubmitLimit& limit) {
    thinning_ = &thinning;
    limit_ = &limit;
  }
  /// From now on PlanDecision::before is filled in.
  void compare_with_before() { compares_ = true; }
  /// `source` has just handed out the job.
  void take(Job&& job, ManifestJobs& source);
  void finish();
  /// How many jobs `--select`, `--exclude` and `--sample` leave.
  [[nodiscard]] std::size_t selected() const { return selected_; }

 private:
  void decide_all();
  void learn_designs();
  bool is_within_limit(const Job& job, const PlanDecision& decision);
  [[nodiscard]] const DesignState* design(const DesignId& id) const;
  std::vector<std::string> asked_before(const std::vector<Registered>& known);

  const JobChoice& choice_;
  PlanBasis basis_;
  PlannedPurchases& purchases_;
  Seen seen_;
  std::unique_ptr<JournalReader> journal_;
  bool has_aliases_ = false;
  bool compares_ = false;
  std::optional<WallTime> ordered_since_;
  std::vector<DesignReading> readings_;
  std::unordered_map<DesignId, DesignState> designs_;
  std::size_t selected_ = 0;
  Thinning* thinning_ = nullptr;
  SubmitLimit* limit_ = nullptr;
  std::vector<Job> batch_;
  std::vector<std::vector<ContentDigest>> aliases_;  // of each, where the journal has any
};

}  // namespace pressrun::app
