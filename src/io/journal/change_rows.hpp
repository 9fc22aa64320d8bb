#pragma once

#include "io/journal/ledger_rows.hpp"
#include "pressrun/domain/job_change.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace pressrun::io {

/// What runs of a campaign found its jobs to ask for: rows of `jobs` since their run, and of `former_jobs`
/// until theirs.
class ChangeRows {
 public:
  ChangeRows(Statements& statements, LedgerRows& rows) : statements_(statements), rows_(rows) {}

  void each(CampaignNumber campaign, RunNumber from, RunNumber to,
            const std::function<void(JobChange, const DesignState*)>& visit);

 private:
  struct Then {
    std::int64_t content = 0;  // 0: there was no such job
    std::string design_name;
  };
  struct Sides {
    Then before, after;
  };
  using Changes = std::map<std::string, Sides>;

  void read_present(CampaignNumber campaign, RunNumber from, RunNumber to, Changes& changes);
  void read_former(CampaignNumber campaign, RunNumber from, RunNumber to, Changes& changes);
  void read_remade(CampaignNumber campaign, RunNumber from, RunNumber to, Changes& changes);
  /// As it stood when the run had ended; nothing: there was no such job.
  std::optional<JobThen> job_then(const Then& then, RunNumber run);

  Statements& statements_;
  LedgerRows& rows_;
};

/// What runs that are no longer kept found is forgotten: all before `oldest_kept`.
void forget_changes(Statements& statements, CampaignNumber campaign, RunNumber oldest_kept);

}  // namespace pressrun::io
