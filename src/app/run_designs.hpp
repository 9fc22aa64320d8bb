#pragma once

#include "app/campaign_run.hpp"
#include "app/request_queue.hpp"
#include "app/run_observer.hpp"
#include "app/run_stops.hpp"
#include "pressrun/core/request_table.hpp"

#include <set>
#include <utility>
#include <vector>

namespace pressrun::app {

/// Reads designs while a run goes on, where it depends on them what is to be bought. Each is asked for once:
/// what it leaves open is left to the next run.
/// Errors: JournalError. Threads: one strand.
class RunDesigns {
 public:
  struct Parts {
    const RunOptions& options;
    const Deps& deps;
    CampaignRuns& campaigns;
    DesignBook& book;
    RequestTable& table;
    RequestQueue& queue;
    RunStops& stops;
    const RunObservers& observers;
  };
  explicit RunDesigns(const Parts& parts);

  /// What the campaign's journal knows of it; null: nothing.
  [[nodiscard]] const DesignState* find(std::size_t campaign, const DesignId& id) const {
    return parts_.book.find(parts_.campaigns[campaign].campaign.journal, id);
  }
  /// In this process: nobody can have added formats to it since.
  [[nodiscard]] bool just_read(const DesignId& id) const { return just_read_.contains(id); }
  /// Tells the campaign's journal what was read, and takes in what it knows then.
  asio::awaitable<void> note(std::size_t campaign, std::vector<DesignReading> readings);
  /// Reads those that are needed now. Answers whether there is more to do because of it.
  asio::awaitable<bool> read_needed();

 private:
  [[nodiscard]] std::vector<DesignId> needed();
  void leave_undecided();

  Parts parts_;
  std::set<DesignId> just_read_;
  std::set<DesignId> asked_for_;  // likewise, read or not
};

}  // namespace pressrun::app
