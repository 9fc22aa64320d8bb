#pragma once

#include "pressrun/io/journal_mark.hpp"
#include "pressrun/io/journal_rescue.hpp"
#include "pressrun/ports/journal.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <filesystem>
#include <functional>
#include <memory>

namespace pressrun::io {

/// The journal in SQLite: WAL, synchronous=FULL, one writer thread with group commit. Creates the file (0600)
/// and its folder (0700). Throws JournalError: unreadable, damaged, made by a newer version, disk full, or
/// deleted meanwhile. After an error nothing is written any more. Another process that holds the file for
/// some seconds is waited for.
/// Answers are posted to the executor from the writer's thread: its context must outlive the journal.
class SqliteJournal final : public Journal {
 public:
  /// `moved_on` is told, on the writer's thread, how far the journal is: once that is durable, and before the
  /// submission leaves that it is about.
  using MovedOn = std::function<void(const JournalMark&)>;
  SqliteJournal(asio::any_io_executor executor, const std::filesystem::path& file, MovedOn moved_on = {});
  ~SqliteJournal() override;  ///< writes what is queued, joins the thread

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

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Opens an existing journal for reading, beside a run or without one; one of an earlier version through a
/// copy. Throws JournalError; nullptr if there is none.
std::unique_ptr<JournalReader> open_journal(const std::filesystem::path& file);

}  // namespace pressrun::io
