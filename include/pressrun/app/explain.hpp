#pragma once

#include "pressrun/api/sent.hpp"
#include "pressrun/app/ground.hpp"
#include "pressrun/app/plan.hpp"
#include "pressrun/core/ledger.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::app {

struct ExplainRequest {
  LoadedCampaign& campaign;
  const JobChoice& choice;  ///< --force, --in-doubt; its selection does not matter here
  std::string key;          ///< of the job, as the plan shows it
  std::optional<int> assumed_credits;
};

/// A field of what the job asks for, and where its value comes from.
struct ExplainedField {
  api::FieldChange change;  ///< `before`: only where the job has changed
  bool differs = false;     ///< from what it asked for before
  SourcePos at;             ///< in the manifest; nowhere: it is the default
  SourcePos cell;           ///< of a rows file; nowhere: it comes from none
  std::string column;       ///< of that cell; may be empty
};

/// A request that was made for what the job asks for now, or asked for before.
struct PastRequest {
  GenerationRequest request;
  bool for_present = true;  ///< content
};

/// One job: what a run would do with it, and why.
struct Explanation {
  JobKey key;
  bool is_wanted = false;  ///< false: it has left the manifest, and only the history is filled in
  PlanDecision decision;
  std::uint64_t credits = 0;  ///< for what it would buy
  bool credits_exact = true;
  std::string content;                        ///< its digest
  std::vector<Failure> failures;              ///< of what it asks for now, where it is not there
  std::vector<ExplainedField> fields;         ///< those that differ first, then the texts, then the rest
  SourcePos entry;                            ///< of the manifest
  SourcePos row;                              ///< nowhere: it has none
  std::optional<WallTime> design_changed_at;  ///< where it is outdated: since when the design looks otherwise
  std::vector<PastRequest> history;           ///< over all runs, oldest first
};

/// Decides on all jobs of the manifest, as equal ones are bought once, and tells of one. Changes nothing.
/// Throws JournalError; Declined (no_such_job), with the nearest key, where neither the manifest nor the
/// journal has it. `findings`: those of the whole manifest; where one is an error, the job may not be there.
Explanation explain(const ExplainRequest& request, const Ground& ground, const PlanBasis& basis,
                    FindingSet& findings, JournalFiles& files);

}  // namespace pressrun::app
