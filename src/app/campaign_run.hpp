#pragma once

#include "app/job_feed.hpp"
#include "app/registration.hpp"
#include "pressrun/app/run.hpp"
#include "pressrun/core/run_credits.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::app {

/// A campaign within a run.
struct CampaignRun {
  Campaign campaign;
  RunRecord record;
  Workload load;
  std::optional<JobFeed> job_feed;  ///< once its jobs are registered
  std::size_t left_rendering = 0;   ///< requests, and contents, that are left to a later run
  std::size_t journal = 0;          ///< the first campaign on the same journal: stands for it
};

/// The campaigns of one run, in the order in which they were named. Several may share a journal.
/// Errors: JournalError, SourceChanged. Threads: one strand.
class CampaignRuns {
 public:
  CampaignRuns(std::vector<Campaign> campaigns, const Deps& deps);

  [[nodiscard]] std::size_t size() const { return runs_.size(); }
  [[nodiscard]] CampaignRun& operator[](std::size_t at) { return runs_[at]; }
  [[nodiscard]] const CampaignRun& operator[](std::size_t at) const { return runs_[at]; }
  /// One campaign of each journal.
  [[nodiscard]] std::vector<std::size_t> journals() const;
  /// Which one has this number in this journal; `size()`: none of this run.
  [[nodiscard]] std::size_t find(CampaignNumber campaign, const Journal& journal) const;

  /// Opens the runs of all campaigns that share this one's journal, together.
  asio::awaitable<void> begin(std::size_t journal);
  /// Closes all that were opened. So far their jobs were counted by differences, for the eye: now for good.
  asio::awaitable<void> end(std::string ending);
  /// Of this process, in this campaign's journal.
  [[nodiscard]] RunNumber first_run(std::size_t campaign) const;

  [[nodiscard]] std::size_t wanted_left() const;
  struct Wanted {
    std::size_t campaign = 0;
    JobFeed::Item item;
  };
  /// Campaigns take turns, one content each. Nothing: no campaign wants more.
  std::optional<Wanted> next_wanted();

  /// A want of this journal stands otherwise now.
  void count(const Journal& journal, const Want& want);
  void note_credits(std::size_t campaign, const ContentRecord& record);
  [[nodiscard]] std::uint64_t credits_elsewhere(std::size_t campaign) const;
  /// By this process, in all of its journals.
  [[nodiscard]] Credits reserved() const { return credits_.in_all(); }

 private:
  std::deque<CampaignRun> runs_;
  std::map<std::size_t, RunNumber> first_runs_;  // by journal
  RunCredits credits_;
  const Clock& clock_;
  std::size_t next_ = 0;  // whose turn it is to have a content taken in
};

/// Adds up how far the campaigns are.
void add_progress(const CampaignRuns& campaigns, ProgressReading& reading);
/// What became of each. `all_taken_in`: nothing kept the run from submitting all that was wanted.
void add_outcome(const CampaignRuns& campaigns, bool all_taken_in, RunOutcome& outcome);

}  // namespace pressrun::app
