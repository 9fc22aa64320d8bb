// Reading a journal, beside a run or without one.
#include "io/journal/change_rows.hpp"
#include "io/journal/database.hpp"
#include "io/journal/file_rows.hpp"
#include "io/journal/job_rows.hpp"
#include "io/journal/ledger_rows.hpp"
#include "io/journal/names.hpp"
#include "io/journal/run_rows.hpp"
#include "io/journal/statements.hpp"
#include "io/journal/tally_rows.hpp"
#include "pressrun/io/sqlite_journal.hpp"

#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <utility>

namespace pressrun::io {
namespace {

class SqliteReader final : public JournalReader {
 public:
  explicit SqliteReader(const std::filesystem::path& file)
      : file_(file),
        database_(open_up_to_date(file)),
        statements_(*database_),
        names_(statements_),
        rows_(statements_, names_) {}

  std::vector<CampaignRecord> campaigns() override {
    return reading([&] {
      std::vector<CampaignRecord> found;
      Rows rows{statements_("SELECT campaign, path, name FROM campaigns ORDER BY campaign")};
      while (rows.next()) {
        found.push_back({rows.number(0), rows.text(1), rows.text(2), {}});
        Rows accounts{
            statements_("SELECT account FROM campaign_accounts WHERE campaign = ? ORDER BY account"),
            found.back().number};
        while (accounts.next()) found.back().accounts.push_back(accounts.number(0));
      }
      return found;
    });
  }

  std::vector<AccountRecord> accounts() override {
    return reading([&] {
      std::vector<AccountRecord> found;
      Rows rows{statements_("SELECT account, origin, workspace FROM accounts ORDER BY account")};
      while (rows.next()) {
        found.push_back({rows.number(0), rows.text(1), rows.text(2), {}});
        Rows keys{statements_("SELECT digest FROM account_keys WHERE account = ? ORDER BY digest"),
                  found.back().number};
        while (keys.next()) found.back().key_digests.push_back(keys.text(0));
      }
      return found;
    });
  }

  std::string salt() override {
    return reading([&] {
      Rows rows{statements_("SELECT salt FROM book")};
      return rows.next() ? rows.text(0) : std::string{};
    });
  }

  bool has_aliases() override {
    return reading([&] { return statements_.number("SELECT EXISTS (SELECT 1 FROM aliases)", 0) != 0; });
  }

  std::vector<std::string> some_banners(AccountNumber account, std::size_t most) override {
    return reading([&] {
      std::vector<std::string> found;
      const Prefixes prefixes = names_.prefixes();
      Rows rows{statements_("SELECT assets FROM requests WHERE account = ? AND assets <> '' ORDER BY request "
                            "DESC LIMIT ?"),
                account, static_cast<std::int64_t>(most)};
      while (rows.next()) {
        for (const Asset& asset : read_assets(rows.text(0), prefixes))
          if (!asset.id.empty() && found.size() < most) found.push_back(asset.id);
      }
      return found;
    });
  }

  std::vector<RequestId> some_requests(AccountNumber account, std::size_t most) override {
    return reading([&] {
      std::vector<RequestId> found;
      Rows rows{statements_("SELECT ids FROM requests WHERE account = ? AND ids <> '' ORDER BY request DESC "
                            "LIMIT ?"),
                account, static_cast<std::int64_t>(most)};
      while (rows.next()) {
        for (const IssuedId& id : read_ids(rows.text(0)))
          if (found.size() < most) found.push_back(id.id);
      }
      return found;
    });
  }

  std::vector<DesignState> designs(AccountNumber account, const std::vector<DesignId>& ids) override {
    return reading([&] {
      std::vector<DesignState> found;
      for (const DesignId& id : ids) {
        const std::int64_t design = names_.find(id);
        const DesignState* state = design != 0 ? rows_.design(account, design) : nullptr;
        if (state != nullptr) found.push_back(*state);
      }
      return found;
    });
  }

  std::optional<RunRecord> last_run(CampaignNumber campaign) override {
    return reading([&] { return read_last_run(statements_, campaign); });
  }

  std::vector<RunRecord> runs(CampaignNumber campaign) override {
    return reading([&] { return read_runs(statements_, campaign); });
  }

  std::vector<DaySpending> spending(CampaignNumber campaign) override {
    return reading([&] { return read_spending(statements_, campaign); });
  }

  std::vector<Registered> look_up(AccountNumber account, CampaignNumber campaign,
                                  const std::vector<JobQuery>& jobs) override {
    return reading([&] {
      std::vector<Registered> known;
      known.reserve(jobs.size());
      for (const JobQuery& job : jobs) known.push_back(jobs_.look_up(account, campaign, job));
      return known;
    });
  }

  std::vector<std::string> asked_for(CampaignNumber campaign, const std::vector<JobKey>& jobs) override {
    return reading([&] {
      std::vector<std::string> texts;
      texts.reserve(jobs.size());
      for (const JobKey& key : jobs) {
        Rows rows{statements_("SELECT c.text FROM jobs j JOIN wants w ON w.want = j.want JOIN contents c ON "
                              "c.content = w.content WHERE j.campaign = ? AND j.key = ?"),
                  campaign, key.text};
        texts.push_back(rows.next() ? rows.text(0) : std::string{});
      }
      return texts;
    });
  }

  CampaignTally tally(CampaignNumber campaign, WallTime day_began, WallTime month_began) override {
    return reading([&] { return read_tally(statements_, campaign, day_began, month_began); });
  }

  void each_change(CampaignNumber campaign, RunNumber from, RunNumber to,
                   const std::function<void(JobChange, const DesignState*)>& visit) override {
    reading([&] { ChangeRows{statements_, rows_}.each(campaign, from, to, visit); });
  }

  std::vector<JobView> troubled(CampaignNumber campaign, std::size_t most) override {
    return reading([&] { return jobs_.troubled(campaign, most); });
  }

  void each_job(CampaignNumber campaign, RunNumber run,
                const std::function<void(const JobView&)>& visit) override {
    reading([&] { jobs_.each(campaign, run, visit); });
  }

  std::vector<JobView> jobs_of(CampaignNumber campaign, const ContentKey& content) override {
    return reading([&] { return jobs_.of_content(campaign, content); });
  }

  std::optional<FetchedFile> file_at(CampaignNumber campaign, const std::string& path) override {
    return reading([&] { return io::file_at(statements_, campaign, path); });
  }

  void each_orphan(CampaignNumber campaign, const std::function<void(const Orphan&)>& visit) override {
    reading([&] {
      const AccountNumber account = account_in_force(statements_, campaign);
      Rows rows{statements_("SELECT content, last_key FROM contents INDEXED BY contents_unwanted WHERE "
                            "unwanted = 1 AND account = ? ORDER "
                            "BY content"),
                account};
      while (rows.next()) {
        const HeldContent held = rows_.read_without_wants(rows.number(0));
        const bool paid = std::ranges::any_of(held.record.requests, [&](const GenerationRequest& request) {
          return request.campaign == campaign && state_of(request) != RequestState::refused;
        });
        if (paid) visit({held.record, JobKey{rows.text(1)}});
      }
    });
  }

  std::optional<WallTime> ordered_since(CampaignNumber campaign) override {
    return reading([&] {
      std::optional<WallTime> first;
      Rows rows{statements_("SELECT content FROM contents WHERE orders <> '' AND account = ?"),
                account_in_force(statements_, campaign)};
      while (rows.next()) {
        const HeldContent held = rows_.read_without_wants(rows.number(0));
        const auto waits = pending_order(held.record, campaign, rows_.circumstances(held, false));
        if (waits) first = std::min(first.value_or(*waits), *waits);
      }
      return first;
    });
  }

  std::vector<OpenDoubt> doubts() override {
    return reading([&] { return jobs_.doubts(); });
  }

  std::optional<std::pair<ContentRecord, RequestNumber>> holder_of(AccountNumber account,
                                                                   const RequestId& id) override {
    return reading([&]() -> std::optional<std::pair<ContentRecord, RequestNumber>> {
      Rows rows{statements_("SELECT r.content, r.request FROM request_ids i JOIN requests r ON r.request = "
                            "i.request WHERE i.id = lower(?) AND r.account = ? ORDER BY r.request LIMIT 1"),
                id.text, account};
      if (!rows.next()) return std::nullopt;
      return std::pair{rows_.read(rows.number(0)).record, rows.number(1)};
    });
  }

 private:
  /// All of one answer in one read transaction, so that what a run writes meanwhile does not mix in.
  template <class Work>
  auto reading(Work work) -> decltype(work()) {
    return guarded(file_, [&] {
      const SQLite::Transaction snapshot{*database_, SQLite::TransactionBehavior::DEFERRED};
      rows_.forget();
      jobs_.forget();
      return work();
    });
  }

  std::filesystem::path file_;
  std::unique_ptr<SQLite::Database> database_;
  Statements statements_;
  Names names_;
  LedgerRows rows_;
  JobRows jobs_{statements_, names_, rows_};
};

}  // namespace

std::unique_ptr<JournalReader> open_journal(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error) && !error) return nullptr;
  // A run that could not write its first page (a full disk) leaves this; nothing was begun.
  if (std::filesystem::file_size(file, error) == 0 && !error) return nullptr;
  return std::make_unique<SqliteReader>(file);
}

}  // namespace pressrun::io
