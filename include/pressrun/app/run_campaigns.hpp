#pragma once

#include "pressrun/app/findings.hpp"
#include "pressrun/app/ground.hpp"
#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/app/manifest_jobs.hpp"
#include "pressrun/app/plan_comparison.hpp"
#include "pressrun/app/planner.hpp"
#include "pressrun/app/results.hpp"
#include "pressrun/app/run.hpp"
#include "pressrun/app/run_journals.hpp"
#include "pressrun/app/run_terms.hpp"
#include "pressrun/app/saved_plan.hpp"
#include "pressrun/manifest/manifest.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::app {

/// What is found out about jobs that would be bought, before any is.
class PriceCheck {
 public:
  void take(const Job& job, const PlanDecision& decision);
  /// Under a limit every price must be known. Throws Declined (price_unknown).
  void refuse_unknown() const;
  /// What is ordered anew is paid for anew. Throws Declined (not_confirmed).
  void ask_about_force(Person& person) const;

 private:
  std::uint64_t ordered_ = 0;
  std::uint64_t credits_ = 0;
  std::size_t unknown_ = 0;
  std::string names_;
};

struct RunRequest {
  std::vector<LoadedCampaign>& campaigns;
  std::vector<RunTerms> terms;  ///< one a campaign, same order
  const JobChoice& choice;
  std::optional<int> assumed_credits;  ///< what a rendition costs whose price is not known
  bool strict = false;                 ///< a warning stops as an error does
  bool yes = false;                    ///< the person has said so to every question
  bool skip_rows = false;              ///< rows that are wrong fail by themselves
  bool keep_going = false;             ///< a manifest that is refused does not hold up the others
  SavedPlan* plan = nullptr;           ///< to be carried out as it is; null: there is none
  /// "sha256:…" of a file's bytes, for the plan; nothing where it cannot be read.
  std::function<std::optional<std::string>(const std::string&)> hash_of;
};

/// What one campaign came to.
struct EndedCampaign {
  RunRecord run;
  Overview seen;
  bool is_told = false;    ///< all of its jobs are in the journal: its results stand for all of them
  std::string unreadable;  ///< why they cannot be read any more; empty: they can, or are not told
};

struct RunReport {
  std::vector<Stop> stops;  ///< all that applied
  std::string reason;       ///< a sentence about the first; empty where there is none
  bool in_doubt = false;    ///< something is, of whatever run
  bool some_failed = false;
  bool is_unreadable = false;        ///< a journal, at the end
  std::vector<EndedCampaign> ended;  ///< one a campaign, same order
};

/// A run of several manifests, from the look at their journals to the end. The functions are called in their
/// order here; what they refuse, they refuse before anything was submitted. What the ctor takes must outlive
/// it. Errors: Declined, JournalError, SourceChanged, and what JournalKeeper::hold throws.
class CampaignsRun {
 public:
  CampaignsRun(RunRequest request, FindingSet& findings, RunJournals::Ports ports);
  CampaignsRun(const CampaignsRun&) = delete;
  CampaignsRun& operator=(const CampaignsRun&) = delete;

  /// With `keep_going`, to be called after each step that may refuse manifests: leaves those out, and answers
  /// the places that they had in `RunRequest::campaigns`, the last one first.
  std::vector<std::size_t> leave_out_refused();

  void prepare() { journals_.prepare(); }
  void look_beside(const Ground& ground) { journals_.look_beside(ground.workspace); }
  void stand_on(Ground ground) { ground_ = std::move(ground); }
  /// Every check of every job, against the saved plan too. `between` is called before each, for whoever wants
  /// to break it off. What is wrong goes into the findings: the caller stops on them.
  void check_jobs(WallTime now, const std::function<void()>& between);
  /// Jobs that the check refused by themselves: they stand as failed.
  [[nodiscard]] const std::vector<RefusedJob>& refused(std::size_t campaign) const {
    return jobs_[campaign]->refused();
  }
  /// What a person has to say yes to before anything is bought, and prices that must be known.
  void ask() const;
  /// Holds all journals. From here on they are written.
  void hold_journals(WallTime now);
  asio::awaitable<void> open_journals(std::string api_key);
  asio::awaitable<RunOutcome> perform(RunOptions options, Deps deps);
  RunReport conclude(const RunOutcome& outcome);
  /// How the process ended, for who asks later: `exit_code` is kept as it is. Nobody is told where that
  /// cannot be recorded: the run was.
  asio::awaitable<void> note_end(const RunReport& report, int exit_code);
  /// Closes the journals, and keeps in them what was learned.
  void close(const RunOutcome& outcome, WallTime now);

  /// To be written until `close`.
  Journal& writer_of(std::size_t campaign) { return *journals_.of(request_.campaigns[campaign]).writer; }
  /// To be read until `close`.
  JournalReader& journal_of(std::size_t campaign) {
    return *journals_.of(request_.campaigns[campaign]).reader;
  }

 private:
  void compare_with_plan();
  void decide(std::size_t index, PlannedPurchases& purchases, WallTime now,
              const std::function<void()>& between);
  Campaign campaign_of(std::size_t index);
  std::optional<WallTime> ordered_since(JournalReader& journal, const Campaign& campaign) const;
  EndedCampaign look_at(std::size_t index, const RunOutcome& outcome);

  RunRequest request_;
  FindingSet& findings_;
  RunJournals::Ports ports_;
  RunJournals journals_;
  Ground ground_;
  std::vector<std::unique_ptr<ManifestJobs>>
      jobs_;                       // encoded with what is known of the workspace in `ground_`
  std::vector<Thinning> thinned_;  // one a campaign
  SubmitLimit limit_;
  std::optional<PlanComparison> comparison_;
  std::size_t selected_ = 0;        // jobs, of all manifests
  PriceCheck limited_, unlimited_;  // of manifests with and without a limit
};

}  // namespace pressrun::app
