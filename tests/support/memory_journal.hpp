#pragma once

#include "pressrun/ports/clock.hpp"
#include "pressrun/ports/journal.hpp"
#include "support/memory_books.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <set>

namespace pressrun::test {

/// A journal that forgets: what was recorded is durable only after a commit's time, in order, and a crash
/// takes the rest. It reads what is durable, as another process would.
class MemoryJournal final : public Journal, public JournalReader {
 public:
  /// `clock` may be changed by `plug`: the next process after a crash has a clock of its own.
  explicit MemoryJournal(Clock& clock, Duration commit_time = std::chrono::milliseconds{2});
  /// One more worker on the same journal.
  MemoryJournal(MemoryJournal& same, Clock& clock);

  asio::awaitable<AccountNumber> note_account(AccountRecord account) override;
  asio::awaitable<void> adopt_account(AccountNumber unknown, AccountNumber known) override;
  asio::awaitable<void> move_campaign(CampaignNumber campaign, std::string path, std::string name) override;
  asio::awaitable<std::vector<RunRecord>> begin_runs(AccountNumber account,
                                                     std::vector<RunRecord> runs) override;
  asio::awaitable<std::vector<DesignState>> note_designs(AccountNumber account,
                                                         std::vector<DesignReading> readings) override;
  asio::awaitable<std::optional<std::size_t>> all_there(CampaignNumber campaign,
                                                        std::string registration) override;
  asio::awaitable<std::vector<Registered>> register_jobs(CampaignNumber campaign,
                                                         std::vector<Registration> jobs) override;
  asio::awaitable<void> note_refused(CampaignNumber campaign, std::vector<RefusedJob> jobs) override;
  asio::awaitable<void> end_registration(CampaignNumber campaign, std::string registration) override;
  asio::awaitable<std::vector<OpenContent>> open_contents(AccountNumber account) override;
  asio::awaitable<Granted> intend(PurchaseIntent intent) override;
  asio::awaitable<std::vector<Committed>> commit(std::vector<LedgerEntry> entries) override;
  asio::awaitable<void> note_files(CampaignNumber campaign, std::vector<FetchedFile> files) override;
  asio::awaitable<NotedDelivery> note_delivery(DeliveryNote note) override;
  asio::awaitable<std::vector<StatusCounts>> end_runs(std::vector<RunRecord> runs) override;

  [[nodiscard]] std::vector<CampaignRecord> campaigns() override;
  [[nodiscard]] std::vector<AccountRecord> accounts() override;
  [[nodiscard]] std::string salt() override { return "salt of the memory"; }
  [[nodiscard]] bool has_aliases() override { return false; }
  [[nodiscard]] std::vector<std::string> some_banners(AccountNumber account, std::size_t most) override;
  [[nodiscard]] std::vector<RequestId> some_requests(AccountNumber account, std::size_t most) override;
  [[nodiscard]] std::vector<DesignState> designs(AccountNumber account,
                                                 const std::vector<DesignId>& ids) override;
  [[nodiscard]] std::optional<RunRecord> last_run(CampaignNumber campaign) override;
  [[nodiscard]] std::vector<RunRecord> runs(CampaignNumber campaign) override;
  [[nodiscard]] std::vector<DaySpending> spending(CampaignNumber campaign) override;
  void each_change(CampaignNumber campaign, RunNumber from, RunNumber to,
                   const std::function<void(JobChange, const DesignState*)>& visit) override;
  [[nodiscard]] std::vector<Registered> look_up(AccountNumber account, CampaignNumber campaign,
                                                const std::vector<JobQuery>& jobs) override;
  [[nodiscard]] std::vector<std::string> asked_for(CampaignNumber campaign,
                                                   const std::vector<JobKey>& jobs) override;
  [[nodiscard]] CampaignTally tally(CampaignNumber campaign, WallTime day_began,
                                    WallTime month_began) override;
  using JournalReader::tally;
  [[nodiscard]] std::vector<JobView> troubled(CampaignNumber campaign, std::size_t most) override;
  void each_job(CampaignNumber campaign, RunNumber run,
                const std::function<void(const JobView&)>& visit) override;
  [[nodiscard]] std::vector<JobView> jobs_of(CampaignNumber campaign, const ContentKey& content) override;
  [[nodiscard]] std::optional<FetchedFile> file_at(CampaignNumber campaign, const std::string& path) override;
  void each_orphan(CampaignNumber campaign, const std::function<void(const Orphan&)>& visit) override;
  [[nodiscard]] std::optional<WallTime> ordered_since(CampaignNumber campaign) override;
  [[nodiscard]] std::vector<OpenDoubt> doubts() override;
  [[nodiscard]] std::optional<std::pair<ContentRecord, RequestNumber>> holder_of(
      AccountNumber account, const RequestId& id) override;

  void crash();      ///< all that is not durable never happened, and the lease has ended
  void end_lease();  ///< this worker is no more; what others do goes on
  void plug(Clock& clock) { clock_ = &clock; }
  void write_at_once(const LedgerEntry& entry);  ///< durable already: what another process did
  /// How long each commit takes, from now on; empty: always the same.
  void commit_times(std::function<Duration()> draw) { disk_->draw = std::move(draw); }
  void answer_early() { disk_->early = true; }  ///< a fault of its own: says "durable" before it is
  void fail_at(int commit) {
    disk_->fails_at = commit;
  }  ///< the disk is full from that one on (1 is the first ever)
  [[nodiscard]] const MemoryBooks& durable() const { return disk_->durable; }
  [[nodiscard]] int records() const { return disk_->commits; }  ///< asked for so far
  [[nodiscard]] bool failed() const { return disk_->fails_at > 0 && disk_->commits >= disk_->fails_at; }

 private:
  using Change = std::function<void(MemoryBooks&)>;
  /// What all workers share.
  struct Disk {
    Duration commit_time{};
    std::function<Duration()> draw;
    MemoryBooks live;  ///< as the running processes see it
    MemoryBooks durable;
    std::deque<Change> pending;
    std::uint64_t committed = 0;  ///< changes that are in `durable`
    std::uint64_t issued = 0;
    std::set<MemoryBooks::Worker> alive;
    MemoryBooks::Worker last_worker = 0;
    int commits = 0;
    int fails_at = 0;
    bool early = false;
  };

  void sign_on();
  /// Carries out `change` on what the process sees, and answers what it did once that is durable.
  template <class Answer>
  asio::awaitable<Answer> durably(std::function<Answer(MemoryBooks&)> change);
  asio::awaitable<void> write(Change change);
  [[nodiscard]] JobView result_of(CampaignNumber campaign, const MemoryBooks::Job& job,
                                  RunNumber first_run) const;
  [[nodiscard]] Registered look_up_one(AccountNumber account, CampaignNumber campaign,
                                       const JobQuery& job) const;
  [[nodiscard]] const RefusedJob* refused(CampaignNumber campaign, const JobKey& key) const;
  void count_jobs(CampaignNumber campaign, RunNumber first_run, CampaignTally& tally) const;

  Clock* clock_;
  std::uint64_t turns_ = 0;  // of changes, in the order in which they are answered
  std::uint64_t answered_ = 0;
  std::shared_ptr<Disk> disk_;
  MemoryBooks::Worker worker_ = 0;
};

}  // namespace pressrun::test
