#pragma once

#include "pressrun/core/job_outcome.hpp"
#include "pressrun/ports/journal.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::test {

/// What a journal holds, as plain maps: each operation of the port and what it means, without disk or time.
/// Every rule is core/ledger's.
class MemoryBooks {
 public:
  using Worker = std::int64_t;

  /// Jobs that ask for the same: of which campaign, for which formats.
  struct WantKey {
    CampaignNumber campaign = 0;
    Formats formats;
    bool keep_outdated = false;
    friend auto operator<=>(const WantKey&, const WantKey&) = default;
  };
  struct Content {
    ContentRecord record;
    std::string text;
    std::map<WantKey, std::set<JobKey>> wants;  ///< without jobs until the registration's end
    JobKey last_key;
    std::string last_design;
    std::map<RequestNumber, Worker> senders;
  };
  struct Job {
    Registration wanted;
    ContentKey content;
    std::optional<ContentKey> shown;  ///< of a content that it wanted before
    RunNumber since = 0;              ///< the run that first found it to want this content
  };
  /// What a job wanted until a run found otherwise.
  struct Former {
    JobKey key;
    ContentKey content;
    RunNumber since = 0;
    RunNumber until = 0;
    std::string design_name;
  };
  struct Campaign {
    CampaignRecord record;
    std::map<JobKey, Job> jobs;
    std::string registration;  ///< the last complete one, of this account and so many jobs
    AccountNumber registered_account = 0;
    std::size_t registered_jobs = 0;
    AccountNumber account = 0;  ///< of the present run
    RunNumber run = 0;
    RunNumber first_run = 0;
    std::vector<Former> former = {};
    std::set<JobKey> seen;  ///< by its registration
    std::vector<RefusedJob> refused = {};
    bool notes_refused = false;  ///< this registration
  };
  struct Run {
    RunRecord record;
    AccountNumber account = 0;
    RunNumber first_run = 0;
  };

  std::map<AccountNumber, AccountRecord> accounts;
  std::map<CampaignNumber, Campaign> campaigns;
  std::map<RunNumber, Run> runs;
  std::map<ContentKey, Content> contents;
  std::map<std::pair<AccountNumber, DesignId>, DesignState> designs;
  std::map<std::pair<CampaignNumber, std::string>, FetchedFile> files;  ///< by path

  AccountNumber note_account(const AccountRecord& account);
  void adopt_account(AccountNumber unknown, AccountNumber known);
  void move_campaign(CampaignNumber campaign, const std::string& path, const std::string& name);
  /// Requests found on their way whose sender is none of these.
  [[nodiscard]] std::vector<std::pair<ContentKey, RequestNumber>> left_by_others(
      const std::set<Worker>& alive) const;
  std::vector<RunRecord> begin_runs(AccountNumber account, std::vector<RunRecord> begun,
                                    const std::vector<std::pair<ContentKey, RequestNumber>>& left);
  std::vector<DesignState> note_designs(AccountNumber account, const std::vector<DesignReading>& readings);
  [[nodiscard]] std::optional<std::size_t> all_there(CampaignNumber campaign,
                                                     const std::string& registration) const;
  std::vector<Registered> register_jobs(CampaignNumber campaign, const std::vector<Registration>& jobs);
  void note_refused(CampaignNumber campaign, const std::vector<RefusedJob>& jobs);
  void end_registration(CampaignNumber campaign, const std::string& registration);
  [[nodiscard]] std::vector<OpenContent> open_contents(AccountNumber account) const;
  Granted intend(const PurchaseIntent& intent, Worker worker);
  std::vector<Committed> commit(const std::vector<LedgerEntry>& entries);
  NotedDelivery note_delivery(const DeliveryNote& note);
  std::vector<StatusCounts> end_runs(const std::vector<RunRecord>& ended);

  // ---- reading
  [[nodiscard]] Circumstances circumstances(const ContentRecord& record, bool keep_outdated) const;
  [[nodiscard]] std::vector<Want> wants_of(const Content& content) const;
  /// Its jobs, in the manifest's order.
  [[nodiscard]] std::vector<const Job*> jobs_of(CampaignNumber campaign) const;
  [[nodiscard]] const Run* last_run(CampaignNumber campaign) const;
  [[nodiscard]] RunNumber first_run(RunNumber run) const;
  void each_request(const std::function<void(const Content&, const GenerationRequest&)>& visit) const;

 private:
  [[nodiscard]] Fact unless_taken(const LedgerEntry& entry) const;
  void note_id(const RequestId& id, const ContentKey& content);
  Campaign& present(CampaignNumber campaign);
  Content& content(const ContentKey& key);
  CampaignNumber campaign_of(const RunRecord& run);
  Registered enter(Campaign& here, const Registration& job);
  Content& content_for(const Campaign& here, const Registration& job);
  void tell_rivals(const ContentRecord& changed);
  void leave(CampaignNumber campaign, const Job& job);
  static void keep_former(Campaign& here, const Job& job);
  void drop_unseen(Campaign& here);
  void merge(ContentKey from, const ContentKey& into);
  [[nodiscard]] CreditsReserved reserved(const PurchaseIntent& intent) const;
  static WantKey want_of(CampaignNumber campaign, const Registration& job);

  std::map<std::string, std::set<ContentKey>> holders_;  ///< by an id in small letters: who may have it
  std::map<std::string, std::pair<ContentKey, RequestNumber>> tokens_;
  std::map<std::string, WallTime> deliveries_;  // by name
  std::int64_t last_number_ = 0;                ///< of accounts and campaigns
  RunNumber last_run_ = 0;
  RequestNumber last_request_ = 0;
};

}  // namespace pressrun::test
