#pragma once

#include "app/campaign_run.hpp"
#include "app/job_standings.hpp"
#include "app/request_queue.hpp"
#include "app/run_designs.hpp"
#include "app/run_stops.hpp"
#include "pressrun/app/run.hpp"

#include <cstddef>

namespace pressrun::app {

/// What a run does before its first call: opens the runs in their journals, registers what the manifests
/// want, and takes up what earlier runs left. Threads: one strand.
class RunStart {
 public:
  struct Parts {
    const RunOptions& options;
    const Clock& clock;
    CampaignRuns& campaigns;
    DesignBook& book;
    FormatSets& sets;
    RunDesigns& designs;
    RequestQueue& queue;
    JobStandings& standings;
    RunStops& stops;
  };
  explicit RunStart(const Parts& parts) : parts_(parts) {}

  /// A journal that cannot be written and files that change stop the run.
  asio::awaitable<void> prepare();

 private:
  asio::awaitable<void> begin();
  asio::awaitable<void> register_all();
  asio::awaitable<void> register_jobs(CampaignRun& run, std::size_t campaign);
  asio::awaitable<void> record_decisions(CampaignRun& run, std::size_t campaign);
  asio::awaitable<void> resume_all();

  Parts parts_;
};

}  // namespace pressrun::app
