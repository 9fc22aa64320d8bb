#pragma once

#include "pressrun/app/declined.hpp"
#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/app/results.hpp"
#include "pressrun/ports/journal_files.hpp"

#include <cstdint>
#include <memory>

namespace pressrun::app {

/// The last run of a manifest, and how its jobs now stand.
struct LastRun {
  std::unique_ptr<JournalReader> journal;
  RunRecord run;
  Overview seen;
};
/// Throws Declined: no_run, name_clash; JournalError.
LastRun last_run(const LoadedCampaign& one, JournalFiles& files);

/// What jobs came to, the worst first.
enum class JobsOutcome : std::uint8_t { in_doubt, some_failed, nothing_wrong };
JobsOutcome outcome_of(const Overview& seen);

struct StatusReport {
  RunRecord run;             ///< without an end, it goes on or was killed
  Overview seen;             ///< what renders is somebody's concern only where nobody is fetching it
  bool is_held = false;      ///< a process holds the journal: the run goes on
  bool was_cut_off = false;  ///< it was killed while jobs were being sent: the next run finds that in doubt
};
/// How a manifest stands, also while a run of it goes on. Throws as last_run.
StatusReport status(const LoadedCampaign& one, JournalFiles& files);

}  // namespace pressrun::app
