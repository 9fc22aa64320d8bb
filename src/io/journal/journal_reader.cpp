// Reading a journal, beside a run or without one.
#include "io/journal/database.hpp"
#include "io/journal/ledger_rows.hpp"
#include "io/journal/names.hpp"
#include "io/journal/statements.hpp"
#include "pressrun/io/sqlite_journal.hpp"

#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace pressrun::io {
namespace {

constexpr const char* job_columns_by_position =
    "SELECT j.key, j.design_name, j.variables, j.shown, w.content, w.format_set, w.keep_outdated, w.run "
    "FROM jobs j CROSS JOIN wants w ON w.want = j.want WHERE j.campaign = ? ORDER BY j.position";
constexpr const char* troubled_by_position =
    "SELECT j.key, j.design_name, j.variables, j.shown, w.content, w.format_set, w.keep_outdated, w.run "
    "FROM jobs j CROSS JOIN wants w ON w.want = j.want WHERE j.campaign = ? AND w.status > 3 "
    "ORDER BY j.position LIMIT ?";
constexpr const char* troubled_by_want =
    "SELECT j.key, j.design_name, j.variables, j.shown, w.content, w.format_set, w.keep_outdated, w.run "
    "FROM wants w CROSS JOIN jobs j ON j.want = w.want WHERE w.campaign = ? AND w.status > 3 "
    "ORDER BY j.position LIMIT ?";
// More than that are found sooner by looking through all.
constexpr std::size_t few = 20'000;

WallTime wall_now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

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
    return reading([&] { return read_last_run(campaign); });
  }

  std::vector<Registered> look_up(AccountNumber account, CampaignNumber campaign,
                                  const std::vector<JobQuery>& jobs) override {
    return reading([&] {
      std::vector<Registered> known;
      known.reserve(jobs.size());
      for (const JobQuery& job : jobs) known.push_back(look_up_one(account, campaign, job));
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
    return reading([&] {
      CampaignTally tally;
      count_jobs(campaign, tally);
      count_orphans(campaign, tally);
      count_credits(campaign, tally, day_began, month_began);
      return tally;
    });
  }

  std::vector<JobResult> troubled(CampaignNumber campaign, std::size_t most) override {
    return reading([&] {
      const auto all = static_cast<std::size_t>(statements_.number(
          "SELECT coalesce(sum(jobs), 0) FROM standings WHERE campaign = ? AND status > 3", 0, campaign));
      std::vector<JobResult> found;
      Rows rows{statements_(all > few ? troubled_by_position : troubled_by_want), campaign,
                static_cast<std::int64_t>(most)};
      const RunNumber first = first_run(last_run_number(campaign));
      while (rows.next()) found.push_back(job_in(rows, first));
      return found;
    });
  }

  void each_job(CampaignNumber campaign, RunNumber run,
                const std::function<void(const JobResult&)>& visit) override {
    reading([&] {
      const RunNumber first = first_run(run);
      Rows rows{statements_(job_columns_by_position), campaign};
      while (rows.next()) visit(job_in(rows, first));
    });
  }

  void each_orphan(CampaignNumber campaign, const std::function<void(const Orphan&)>& visit) override {
    reading([&] {
      const AccountNumber account = account_in_force(campaign);
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
                account_in_force(campaign)};
      while (rows.next()) {
        const HeldContent held = rows_.read_without_wants(rows.number(0));
        const auto waits = pending_order(held.record, campaign, rows_.circumstances(held, false));
        if (waits) first = std::min(first.value_or(*waits), *waits);
      }
      return first;
    });
  }

  std::vector<OpenDoubt> doubts() override {
    return reading([&] {
      std::vector<OpenDoubt> found;
      Rows rows{
          statements_("SELECT r.content, r.request, c.last_design FROM requests r JOIN contents c ON "
                      "c.content = r.content WHERE r.state < 5 AND r.state >= ? ORDER BY r.intended_at, "
                      "r.request"),
          static_cast<std::int64_t>(StoredState::in_doubt)};
      while (rows.next()) found.push_back(doubt(rows.number(0), rows.number(1), rows.text(2)));
      return found;
    });
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
      last_ = {};
      return work();
    });
  }

  RunNumber last_run_number(CampaignNumber campaign) {
    return statements_.number("SELECT max(run) FROM runs WHERE campaign = ?", 0, campaign);
  }

  /// The account of the campaign's last run: what it has elsewhere, as after a rehearsal against another
  /// server, is neither there nor paid for here.
  AccountNumber account_in_force(CampaignNumber campaign) {
    return statements_.number("SELECT account FROM runs WHERE run = ?", 0, last_run_number(campaign));
  }

  /// Of the process that made the run: what its campaigns share, each has produced.
  RunNumber first_run(RunNumber run) {
    return statements_.number("SELECT first_run FROM runs WHERE run = ?", run, run);
  }

  std::optional<RunRecord> read_last_run(CampaignNumber campaign) {
    Rows rows{
        statements_("SELECT r.run, r.id, c.path, r.name, r.started_at, r.finished_at, r.ending, r.jobs, "
                    "r.unchanged, r.assets, r.credits, r.credits_exact, r.submits, r.polls, r.reads, "
                    "r.rate_limited, r.credit_limit, r.exit_code, a.origin, a.workspace FROM runs r JOIN "
                    "campaigns c ON c.campaign = r.campaign LEFT JOIN accounts a ON a.account = r.account "
                    "WHERE r.campaign = ? ORDER BY r.run DESC LIMIT 1"),
        campaign};
    if (!rows.next()) return std::nullopt;
    RunRecord run;
    run.number = rows.number(0);
    run.campaign = campaign;
    run.id = RunId{rows.text(1)};
    run.path = rows.text(2);
    run.name = rows.text(3);
    run.started_at = rows.time(4);
    run.finished_at = rows.maybe_time(5);
    run.ending = rows.text(6);
    run.summary.jobs = rows.count(7);
    run.summary.unchanged = rows.count(8);
    run.summary.assets = rows.count(9);
    run.summary.credits = rows.count(10);
    run.summary.credits_exact = rows.flag(11);
    run.summary.api_calls = {rows.count(12), rows.count(13), rows.count(14), rows.count(15)};
    if (!rows.column(16).isNull()) run.summary.credit_book.limit = rows.count(16);
    if (!rows.column(17).isNull()) run.exit_code = rows.small(17);
    run.origin = rows.text(18);
    run.workspace = rows.text(19);
    return run;
  }

  // ---- jobs

  Registered look_up_one(AccountNumber account, CampaignNumber campaign, const JobQuery& job) {
    Registered known;
    const std::int64_t before = statements_.number(
        "SELECT coalesce(w.content, 0) FROM jobs j LEFT JOIN wants w ON w.want = j.want WHERE j.campaign = ? "
        "AND j.key = ?",
        -1, campaign, job.key.text);
    HeldContent held;
    if (auto found = rows_.find({account, job.content})) held = std::move(*found);
    held.record.key = {account, job.content};
    for (const ContentDigest& alias : job.aliases) add_alias(held, alias);
    known.is_new = before < 0;
    known.changed = before >= 0 && before != held.number;
    const Circumstances in = rows_.circumstances(held, job.keep_outdated);
    known.status = view(held.record, job.formats, in);
    known.unchanged = is_finished(known.status);
    known.record = std::move(held.record);
    return known;
  }

  /// What the next run will recognise as the same content.
  void add_alias(HeldContent& held, const ContentDigest& alias) {
    SQLite::Statement& select = statements_(
        "SELECT a.content FROM aliases a JOIN contents c ON c.content = a.content WHERE a.digest = ? AND "
        "c.account = ?");
    select.bindNoCopy(1, alias.bytes.data(), static_cast<int>(alias.bytes.size()));
    select.bind(2, held.record.key.account);
    std::int64_t content = 0;
    {
      Rows rows{select};
      if (rows.next()) content = rows.number(0);
    }
    if (content == 0 || content == held.number) return;
    HeldContent legacy = rows_.read(content);
    for (GenerationRequest& request : legacy.record.requests) {
      const bool known = std::ranges::find(held.record.requests, request.number,
                                           &GenerationRequest::number) != held.record.requests.end();
      if (!known) held.record.requests.push_back(std::move(request));
    }
    std::ranges::sort(held.record.requests, {}, &GenerationRequest::number);
    if (held.record.design.empty()) held.record.design = legacy.record.design;
    if (held.design == 0) held.design = legacy.design;
  }

  /// Jobs of equal content often follow one another.
  const HeldContent& content(std::int64_t number) {
    if (last_.number != number) last_ = rows_.read_without_wants(number);
    return last_;
  }

  JobResult job_in(const Rows& row, RunNumber first) {
    JobResult job;
    job.key = JobKey{row.text(0)};
    job.design_name = row.text(1);
    job.variables_json = row.text(2);
    const HeldContent& held = content(row.number(4));
    job.design_id = held.record.design;
    job.fingerprint = Fingerprint{held.record.key.digest.text()};
    Circumstances in = rows_.circumstances(held, row.flag(6));
    in.now = now_;
    tell_outcome(job, held.record, names_.formats(row.number(5)), in);
    job.unchanged = is_finished(job.status) && row.number(7) < first;
    if (!row.column(3).isNull() && job.assets.empty()) {
      const HeldContent before = rows_.read_without_wants(row.number(3));
      tell_stale(job, before.record, rows_.circumstances(before, true).design);
    }
    return job;
  }

  OpenDoubt doubt(std::int64_t content, RequestNumber request, std::string design_name) {
    OpenDoubt found;
    HeldContent held = rows_.read(content);
    found.request = request;
    found.design_name = std::move(design_name);
    const auto doubtful = std::ranges::find(held.record.requests, request, &GenerationRequest::number);
    for (const HeldWant& want : held.wants) {
      const Circumstances in = rows_.circumstances(held, want.want.keep_outdated);
      const Formats renditions = renditions_of(held.record, want.want.formats, in.design);
      if (doubtful != held.record.requests.end() && concerns(*doubtful, renditions)) add_jobs(found, want);
    }
    found.record = std::move(held.record);
    return found;
  }

  void add_jobs(OpenDoubt& found, const HeldWant& want) {
    Rows rows{statements_("SELECT c.name, j.key, j.design_name FROM jobs j JOIN campaigns c ON c.campaign = "
                          "j.campaign WHERE j.want = ? ORDER BY j.position"),
              want.number};
    while (rows.next()) {
      found.jobs.emplace_back(rows.text(0), JobKey{rows.text(1)});
      found.design_name = rows.text(2);
    }
  }

  // ---- sums

  void count_jobs(CampaignNumber campaign, CampaignTally& tally) {
    const RunNumber first = first_run(last_run_number(campaign));
    Rows rows{statements_("SELECT status, run, jobs, assets FROM standings WHERE campaign = ?"), campaign};
    while (rows.next()) {
      const auto status = static_cast<JobStatus>(rows.small(0));
      tally.jobs.jobs.at(static_cast<std::size_t>(status)) += rows.count(2);
      if (is_finished(status) && rows.number(1) < first) tally.jobs.unchanged += rows.count(2);
      tally.jobs.assets += rows.count(3);
    }
    Rows since{statements_("SELECT min(r.accepted_at) FROM requests r WHERE r.state < 5 AND r.state = ? AND "
                           "EXISTS (SELECT 1 FROM wants w WHERE w.content = r.content AND w.campaign = ? AND "
                           "w.jobs > 0)"),
               static_cast<std::int64_t>(StoredState::rendering), campaign};
    if (since.next()) tally.jobs.rendering_since = since.maybe_time(0);
  }

  void count_orphans(CampaignNumber campaign, CampaignTally& tally) {
    Rows rows{
        statements_("SELECT state, count(*) FROM requests r WHERE r.state < 5 AND r.campaign = ? AND "
                    "r.account = ? AND NOT EXISTS (SELECT 1 FROM wants w WHERE w.content = r.content AND "
                    "w.jobs > 0) GROUP BY state"),
        campaign, account_in_force(campaign)};
    while (rows.next()) {
      const bool open = rows.number(0) <= static_cast<std::int64_t>(StoredState::rendering);
      (open ? tally.orphans_open : tally.orphans_in_doubt) += rows.count(1);
    }
  }

  void count_credits(CampaignNumber campaign, CampaignTally& tally, WallTime day_began,
                     WallTime month_began) {
    // Of runs that are so old that nothing else is known of them, it is not known either who paid.
    const AccountNumber account = account_in_force(campaign);
    Rows rows{
        statements_("SELECT coalesce(sum(settled), 0), coalesce(sum(out), 0), coalesce(sum(in_doubt), 0) "
                    "FROM run_credits WHERE campaign = ? AND run NOT IN (SELECT run FROM runs WHERE account "
                    "<> ?)"),
        campaign, account};
    if (rows.next()) tally.credits = {rows.count(0), rows.count(1), rows.count(2)};
    const RunNumber last = last_run_number(campaign);
    Rows own{
        statements_("SELECT coalesce(sum(settled), 0), coalesce(sum(out), 0), coalesce(sum(in_doubt), 0) "
                    "FROM run_credits WHERE campaign = ? AND run = ?"),
        campaign, last};
    if (own.next()) tally.last_run = {own.count(0), own.count(1), own.count(2)};
    tally.reserved.run =
        sum("SELECT coalesce(sum(settled + out + in_doubt), 0) FROM run_credits WHERE run = ?", last);
    tally.reserved.day = reserved_since(account, day_began);
    tally.reserved.month = reserved_since(account, month_began);
  }

  std::uint64_t reserved_since(AccountNumber account, WallTime since) {
    if (since == WallTime{}) return 0;  // not asked
    return sum("SELECT coalesce(sum(credits), 0) FROM reserved WHERE account = ? AND quarter >= ?", account,
               quarter_of(since));
  }

  template <class... Values>
  std::uint64_t sum(const char* sql, const Values&... values) {
    return static_cast<std::uint64_t>(statements_.number(sql, 0, values...));
  }

  std::filesystem::path file_;
  std::unique_ptr<SQLite::Database> database_;
  Statements statements_;
  Names names_;
  LedgerRows rows_;
  HeldContent last_;
  WallTime now_ = wall_now();
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
