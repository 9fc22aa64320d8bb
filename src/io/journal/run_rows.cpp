#include "io/journal/run_rows.hpp"

#include <utility>

namespace pressrun::io {

RunNumber last_run_number(Statements& statements, CampaignNumber campaign) {
  return statements.number("SELECT max(run) FROM runs WHERE campaign = ?", 0, campaign);
}

AccountNumber account_in_force(Statements& statements, CampaignNumber campaign) {
  return statements.number("SELECT account FROM runs WHERE run = ?", 0,
                           last_run_number(statements, campaign));
}

RunNumber first_run(Statements& statements, RunNumber run) {
  return statements.number("SELECT first_run FROM runs WHERE run = ?", run, run);
}

namespace {

RunRecord run_in(const Rows& rows, CampaignNumber campaign) {
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

}  // namespace

std::vector<RunRecord> read_runs(Statements& statements, CampaignNumber campaign, std::int64_t most) {
  Rows rows{statements("SELECT r.run, r.id, c.path, r.name, r.started_at, r.finished_at, r.ending, r.jobs, "
                       "r.unchanged, r.assets, r.credits, r.credits_exact, r.submits, r.polls, r.reads, "
                       "r.rate_limited, r.credit_limit, r.exit_code, a.origin, a.workspace FROM runs r JOIN "
                       "campaigns c ON c.campaign = r.campaign LEFT JOIN accounts a ON a.account = r.account "
                       "WHERE r.campaign = ? ORDER BY r.run DESC LIMIT ?"),
            campaign, most};
  std::vector<RunRecord> runs;
  while (rows.next()) runs.push_back(run_in(rows, campaign));
  return runs;
}

std::optional<RunRecord> read_last_run(Statements& statements, CampaignNumber campaign) {
  std::vector<RunRecord> runs = read_runs(statements, campaign, 1);
  return runs.empty() ? std::nullopt : std::optional{std::move(runs.front())};
}

std::vector<DaySpending> read_spending(Statements& statements, CampaignNumber campaign) {
  constexpr std::int64_t day_ms = std::int64_t{24} * 60 * 60 * 1000;
  Rows rows{statements("SELECT r.intended_at / ? * ?, d.id, sum(r.settled), sum(r.out), sum(r.in_doubt) FROM "
                       "requests r JOIN contents c ON c.content = r.content JOIN designs d ON d.design = "
                       "c.design WHERE r.campaign = ? AND r.account = ? AND r.settled + r.out + r.in_doubt > "
                       "0 GROUP BY 1, 2 ORDER BY 1, 2"),
            day_ms, day_ms, campaign, account_in_force(statements, campaign)};
  std::vector<DaySpending> found;
  while (rows.next())
    found.push_back({DesignId{rows.text(1)}, rows.time(0), rows.count(2), rows.count(3), rows.count(4)});
  return found;
}

}  // namespace pressrun::io
