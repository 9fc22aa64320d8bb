#pragma once

#include "app/campaign_run.hpp"
#include "app/run_observer.hpp"
#include "app/run_stops.hpp"
#include "pressrun/core/failure_limit.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace pressrun::app {

/// How the jobs of a run stand: counts those that a commit has brought on, and says what a person should hear
/// of them. Threads: one strand.
class JobStandings {
 public:
  JobStandings(CampaignRuns& campaigns, const RunObservers& observers, RunStops& stops,
               const RunOptions& options)
      : campaigns_(campaigns),
        observers_(observers),
        stops_(stops),
        options_(options),
        failures_(options.max_failures) {}

  /// Jobs that cannot be made have failed before anything was sent.
  void note_refused(std::size_t jobs);
  /// `record` and its wants as a commit left them. `campaign`: one on the journal that was written. `label`:
  /// a job of the content, for people; empty: they need not hear of it.
  void note(std::size_t campaign, const ContentRecord& record, const std::vector<Want>& wants,
            const std::string& label);

 private:
  void tell_end(const ContentRecord& record, const Want& want, const std::string& label);
  void heed_failure();
  void heed_limit();

  CampaignRuns& campaigns_;
  const RunObservers& observers_;
  RunStops& stops_;
  const RunOptions& options_;
  FailureCount failures_;
};

}  // namespace pressrun::app
