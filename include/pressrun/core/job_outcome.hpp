#pragma once

#include "pressrun/core/ledger.hpp"
#include "pressrun/domain/refused_job.hpp"
#include "pressrun/domain/results.hpp"

#include <cstddef>

namespace pressrun {

// What a job's results say of what was bought for it: views of its content's record, for stores and reports.
// Pure; the rules are core/ledger.

/// What is counted of a want, for a tally that reads no record.
struct WantStanding {
  JobStatus status = JobStatus::planned;
  RunNumber run = 0;       ///< the newest that learned how it stands; 0 unless it is finished
  std::size_t assets = 0;  ///< that are there for it
  friend bool operator==(const WantStanding&, const WantStanding&) = default;
};
WantStanding standing_of(const ContentRecord& record, const Formats& wanted, const Circumstances& in);

/// Whether a request was made for one of these renditions, or brought one.
bool concerns(const GenerationRequest& request, const Formats& renditions);

/// Whether a job of this status has come to an end: by success or by failure.
bool is_finished(JobStatus status);

/// Fills in what the record says of a job that wants these formats: status, assets, failures with reasons,
/// warnings, id, attempts, polls, moments. Leaves what the manifest says of it as it is.
void tell_outcome(JobView& job, const ContentRecord& record, const Formats& wanted, const Circumstances& in);

/// Of a content that the job wanted before: its files, marked as stale, where nothing else is there.
void tell_stale(JobView& job, const ContentRecord& before, const DesignState* design);

/// Adds what became of fetching its assets: those that did not come out are failures of the job beside its
/// others. What was fetched of other assets than it has now is left out.
void tell_files(JobView& job, std::vector<FetchedFile> files);

/// Whether a job that cannot be made counts as failed, where what was asked for under its key stands so: what
/// is out, or in doubt, is still to come, and must not be hidden.
bool is_failed_when_refused(JobStatus status);
/// Makes of the view of what was asked for under its key (empty: nothing was) that of the job that cannot be
/// made: failed, and what is there is shown as stale.
void tell_refused(JobView& job, RefusedJob refused);

/// Whether anything that was bought of it is there.
bool has_assets(const ContentRecord& record);

}  // namespace pressrun
