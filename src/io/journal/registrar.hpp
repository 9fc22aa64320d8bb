#pragma once

#include "io/journal/ledger_tables.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::io {

/// What the manifests want, as rows: jobs, and the wants that they add up to.
class Registrar {
 public:
  Registrar(Statements& statements, LedgerTables& ledger) : statements_(statements), ledger_(ledger) {}

  /// A run of the campaign begins, for this account; `first_run` is that of its process.
  void begin(CampaignNumber campaign, AccountNumber account, RunNumber run, RunNumber first_run);
  std::vector<Registered> register_jobs(CampaignNumber campaign, const std::vector<Registration>& jobs);
  void note_refused(CampaignNumber campaign, const std::vector<RefusedJob>& jobs);
  void end_registration(CampaignNumber campaign, const std::string& registration);
  std::optional<std::size_t> all_there(CampaignNumber campaign, const std::string& registration);

 private:
  /// A campaign's present run.
  struct Present {
    CampaignNumber campaign = 0;
    AccountNumber account = 0;
    RunNumber run = 0;
    RunNumber first_run = 0;
    bool has_aliases = false;
    bool is_new = false;     ///< no job of it was there when it began
    std::vector<bool> seen;  ///< by job number: registered by this run
    std::size_t count = 0;
    bool has_refused = false;
  };
  /// A job as its row has it.
  struct JobRow {
    std::int64_t job = 0;
    std::int64_t position = 0;
    std::int64_t want = 0;
    std::int64_t content = 0;
    RunNumber since = 0;  ///< it asks for that
    std::string design_name;
    std::string variables;
  };

  /// A job that is in the journal now, as it was registered.
  struct Entered {
    std::int64_t job = 0;
    WantStanding standing;
  };

  Present& present(CampaignNumber campaign);
  Registered enter(Present& here, const Registration& job);
  static void note_seen(Present& here, std::int64_t job);
  std::optional<JobRow> find_job(CampaignNumber campaign, const JobKey& key);
  HeldContent& content_of(const Present& here, const Registration& job);
  void adopt(HeldContent& held, const std::vector<ContentDigest>& aliases);
  std::optional<Entered> add(Present& here, const Registration& job, HeldContent& held);
  Entered change(const Present& here, const JobRow& row, const Registration& job, HeldContent& held);
  void update(const JobRow& row, const Registration& job);
  const HeldWant& move(const Present& here, const JobRow& row, const Registration& job, HeldContent& to);
  void show_before(const JobRow& row, const HeldContent& before, const HeldContent& now);
  void leave(std::int64_t content, std::int64_t want, const std::string& key, const std::string& design);
  void keep_former(const Present& here, const JobRow& row, const std::string& key);
  void drop_jobs(const Present& here);
  void drop_wants(CampaignNumber campaign);
  void drop_want(CampaignNumber campaign, std::int64_t want, std::int64_t content);

  Statements& statements_;
  LedgerTables& ledger_;
  std::map<CampaignNumber, Present> present_;
};

}  // namespace pressrun::io
