#pragma once

#include "io/journal/ledger_rows.hpp"

#include <functional>
#include <string>
#include <vector>

namespace pressrun::io {

/// Reads jobs with what their renditions come to, within a read transaction of the caller.
class JobRows {
 public:
  JobRows(Statements& statements, Names& names, LedgerRows& rows);

  /// In order; as of `run`.
  void each(CampaignNumber campaign, RunNumber run, const std::function<void(const JobView&)>& visit);
  /// The first of those that did not come well.
  std::vector<JobView> troubled(CampaignNumber campaign, std::size_t most);
  /// Those that want this content, in order.
  std::vector<JobView> of_content(CampaignNumber campaign, const ContentKey& content);
  std::vector<OpenDoubt> doubts();
  Registered look_up(AccountNumber account, CampaignNumber campaign, const JobQuery& job);

  void forget() { last_ = {}; }  ///< another process may have written

 private:
  /// One that cannot be made, as it is shown.
  struct Refused {
    std::size_t position = 0;
    JobView view;
  };
  std::vector<Refused> refused_in(CampaignNumber campaign, RunNumber first);
  void merge(Rows& rows, RunNumber first, std::vector<Refused>& refused,
             const std::function<void(const JobView&)>& visit);
  void add_alias(HeldContent& held, const ContentDigest& alias);
  const HeldContent& content(std::int64_t number);
  JobView job_in(const Rows& row, RunNumber first);
  OpenDoubt doubt(std::int64_t content, RequestNumber request, std::string design_name);
  void add_jobs(OpenDoubt& found, const HeldWant& want);

  Statements& statements_;
  Names& names_;
  LedgerRows& rows_;
  HeldContent last_;
  CampaignNumber campaign_ = 0;  // whose jobs are read at present
  WallTime now_;
};

}  // namespace pressrun::io
