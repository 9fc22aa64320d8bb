#include "io/journal/run_tables.hpp"

#include <SQLiteCpp/VariadicBind.h>

#include <utility>

namespace pressrun::io {

void RunTables::move_campaign(CampaignNumber campaign, const std::string& path, const std::string& name) {
  const CampaignNumber there =
      statements_.number("SELECT campaign FROM campaigns WHERE path = ? AND name = ?", 0, path, name);
  if (there == campaign) return;
  if (there != 0) throw JournalError("has a campaign '" + name + "' of " + path + " already");
  statements_.run("UPDATE campaigns SET path = ?, name = ? WHERE campaign = ?", path, name, campaign);
}

std::vector<RunRecord> RunTables::begin_runs(AccountNumber account, std::vector<RunRecord> runs) {
  if (runs.empty()) return runs;
  sign_on();
  doubt_what_was_left(runs.front().started_at);
  book_.name_after(runs.front().id.text);
  book_.move_on();
  const RunNumber first = statements_.number("SELECT max(run) FROM runs", 0) + 1;
  for (RunRecord& run : runs) {
    run.campaign = campaign(run);
    statements_.run("INSERT INTO campaign_accounts (campaign, account) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    run.campaign, account);
    statements_.run(
        "INSERT INTO runs (campaign, account, first_run, id, name, started_at) VALUES (?, ?, ?, ?, ?, ?)",
        run.campaign, account, first, run.id.text, run.name, to_column(run.started_at));
    run.number = statements_.database().getLastInsertRowid();
    registrar_.begin(run.campaign, account, run.number, first);
  }
  return runs;
}

void RunTables::sign_on() {
  if (lease_) return;
  lease_.emplace(file_);
  worker_ = book_.next_worker();
  lease_->take(worker_);
}

/// What was on its way when its sender ended may have been a paid generation.
void RunTables::doubt_what_was_left(WallTime at) {
  std::vector<std::pair<std::int64_t, RequestNumber>> left;
  {
    Rows rows{statements_("SELECT worker, content, request FROM requests WHERE state < 5 AND state = ?"),
              static_cast<std::int64_t>(StoredState::submitting)};
    while (rows.next())
      if (!lease_->is_alive(rows.number(0))) left.emplace_back(rows.number(1), rows.number(2));
  }
  const Failure why{"", "interrupted", "the program ended before the answer came"};
  for (const auto& [content, request] : left) {
    HeldContent& held = ledger_.get(content);
    ledger_.apply(held, RequestDoubted{request, why, at});
    ledger_.wants().restand(held);
  }
}

CampaignNumber RunTables::campaign(const RunRecord& run) {
  const CampaignNumber known =
      statements_.number("SELECT campaign FROM campaigns WHERE path = ? AND name = ?", 0, run.path, run.name);
  if (known != 0) return known;
  statements_.run("INSERT INTO campaigns (path, name) VALUES (?, ?)", run.path, run.name);
  return statements_.database().getLastInsertRowid();
}

std::vector<StatusCounts> RunTables::end_runs(const std::vector<RunRecord>& runs) {
  std::vector<StatusCounts> stand;
  const auto count = [](auto number) { return static_cast<std::int64_t>(number); };
  for (const RunRecord& run : runs) {
    const Summary& s = run.summary;
    SQLite::Statement& update = statements_(
        "UPDATE runs SET finished_at = ?, ending = ?, jobs = ?, unchanged = ?, assets = ?, credits = ?, "
        "credits_exact = ?, submits = ?, polls = ?, reads = ?, rate_limited = ?, credit_limit = ?, "
        "exit_code = ? WHERE run = ?");
    SQLite::bind(update, to_column(run.finished_at.value_or(run.started_at)), run.ending, count(s.jobs),
                 count(s.unchanged), count(s.assets), count(s.credits), s.credits_exact ? 1 : 0,
                 count(s.api_calls.submit), count(s.api_calls.poll), count(s.api_calls.read),
                 count(s.api_calls.rate_limited));
    const auto& limit = s.credit_book.limit;
    limit ? update.bind(12, count(*limit)) : update.bind(12);
    run.exit_code ? update.bind(13, *run.exit_code) : update.bind(13);
    update.bind(14, run.number);
    update.exec();
    update.reset();
    stand.push_back(ledger_.sums().jobs_of(run.campaign));
  }
  book_.move_on();
  return stand;
}

}  // namespace pressrun::io
