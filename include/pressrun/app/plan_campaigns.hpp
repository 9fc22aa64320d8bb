#pragma once

#include "pressrun/app/findings.hpp"
#include "pressrun/app/ground.hpp"
#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/app/manifest_jobs.hpp"
#include "pressrun/app/plan_details.hpp"
#include "pressrun/app/plan_table.hpp"
#include "pressrun/app/planner.hpp"
#include "pressrun/app/run_terms.hpp"
#include "pressrun/app/saved_plan.hpp"
#include "pressrun/ports/journal_files.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

namespace pressrun::app {

/// What plans and runs decide on: what the user asked for, and what was learned. What is referred to must
/// outlive the use.
struct DecideContext {
  const JobChoice& choice;
  const WorkspaceSnapshot& workspace;
  JournalFiles& files;
  FindingSet& findings;
  bool compares = false;  ///< PlanDecision::before is wanted
};

/// One pass over the jobs of a manifest: every check, and for each job that is sound and selected what a run
/// would do with it. `thinning` and `limit`: what the choice leaves of them is noted there. `between` is
/// called before each, for whoever wants to break it off. Answers how many are selected. Throws JournalError.
std::size_t decide_jobs(
    const DecideContext& context, const LoadedCampaign& one, ManifestJobs& jobs, const PlanBasis& basis,
    PlannedPurchases& purchases, Thinning& thinning, SubmitLimit& limit, const Planner::Seen& seen,
    const std::function<void()>& between = [] {});

struct PlanRequest {
  std::vector<LoadedCampaign>& campaigns;
  const JobChoice& choice;
  std::optional<int> assumed_credits;  ///< what a rendition costs whose price is not known
  bool offline = false;                ///< designs are those that earlier runs read
  bool strict = false;                 ///< a warning is a mistake
  std::size_t show = 1;                ///< jobs of each design with their texts; `show_all`
  Policy policy = {};                  ///< that a run would go by
  bool skip_rows = false;              ///< rows that are wrong fail by themselves
  std::vector<RunTerms> terms = {};    ///< of each campaign; empty: no limit is told of
};

/// What a run would do. Campaigns with mistakes are marked as refused.
struct PlanReport {
  std::vector<PlanTable> tables;     ///< one a manifest, same order
  std::vector<PlanDetails> details;  ///< likewise
  std::vector<PlanBasis> bases;      ///< likewise
  std::vector<Thinning> thinned;     ///< likewise
  PlanTable in_all;          ///< of the manifests without mistakes, where there are several: their sum
  std::size_t selected = 0;  ///< jobs, of all manifests
};

/// Plans all manifests; those of one journal share purchases. `bases`: one a manifest. Changes nothing.
/// Throws JournalError.
PlanReport plan(const PlanRequest& request, const Ground& ground, std::vector<PlanBasis> bases,
                FindingSet& findings, JournalFiles& files);

/// What a saved plan binds of this manifest, but for the user's files and options. Throws JournalError.
SavedPlan plan_to_save(const LoadedCampaign& one, const JobChoice& choice, const Ground& ground,
                       const PlanBasis& basis, JournalFiles& files);

/// The jobs of the first manifest with what a run would do with each, for `write_plan`: the same once more.
/// What is referred to must outlive the answer; it throws JournalError, and SourceChanged where the manifest
/// or its rows are no longer what was planned.
EachPlanned planned_jobs(const PlanRequest& request, const Ground& ground, const PlanBasis& basis,
                         JournalFiles& files, Thinning thinning = {});

}  // namespace pressrun::app
