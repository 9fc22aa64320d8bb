#include "io/journal/run_rows.hpp"

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

std::optional<RunRecord> read_last_run(Statements& statements, CampaignNumber campaign) {
  Rows rows{statements("SELECT r.run, r.id, c.path, r.name, r.started_at, r.finished_at, r.ending, r.jobs, "
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

}  // namespace pressrun::io
