#include "io/journal/tally_rows.hpp"

#include "io/journal/ledger_rows.hpp"
#include "io/journal/refused_rows.hpp"
#include "io/journal/run_rows.hpp"
#include "pressrun/core/job_outcome.hpp"

#include <algorithm>

namespace pressrun::io {
namespace {

template <class... Values>
std::uint64_t sum(Statements& statements, const char* sql, const Values&... values) {
  return static_cast<std::uint64_t>(statements.number(sql, 0, values...));
}

void count_jobs(Statements& statements, CampaignNumber campaign, CampaignTally& tally) {
  const RunNumber first = first_run(statements, last_run_number(statements, campaign));
  Rows rows{statements("SELECT status, run, jobs, assets FROM standings WHERE campaign = ?"), campaign};
  while (rows.next()) {
    const auto status = status_in(rows.number(0));
    tally.jobs.jobs.at(static_cast<std::size_t>(status)) += rows.count(2);
    if (is_finished(status) && rows.number(1) < first) tally.jobs.unchanged += rows.count(2);
    tally.jobs.assets += rows.count(3);
  }
  Rows since{statements("SELECT min(r.accepted_at) FROM requests r WHERE r.state < 5 AND r.state = ? AND "
                        "EXISTS (SELECT 1 FROM wants w WHERE w.content = r.content AND w.campaign = ? AND "
                        "w.jobs > 0)"),
             static_cast<std::int64_t>(StoredState::rendering), campaign};
  if (since.next()) tally.jobs.rendering_since = since.maybe_time(0);
}

/// Those that cannot be made have failed, whatever is there of what was asked for before.
void count_refused(Statements& statements, CampaignNumber campaign, CampaignTally& tally) {
  const RunNumber first = first_run(statements, last_run_number(statements, campaign));
  auto& failed = tally.jobs.jobs.at(static_cast<std::size_t>(JobStatus::failed));
  for (const RefusedJob& job : RefusedRows{statements}.of(campaign)) {
    Rows known{
        statements("SELECT w.status, w.run, w.assets FROM jobs j JOIN wants w ON w.want = j.want WHERE "
                   "j.campaign = ? AND j.key = ?"),
        campaign, job.key.text};
    if (known.next()) {
      const auto status = status_in(known.number(0));
      const bool finished = is_finished(status) && known.number(1) < first;
      tally.jobs.unchanged -= std::min<std::size_t>(tally.jobs.unchanged, finished ? 1 : 0);
      tally.jobs.assets -= std::min(tally.jobs.assets, known.count(2));
      if (!is_failed_when_refused(status)) continue;
      --tally.jobs.jobs.at(static_cast<std::size_t>(status));
    }
    ++failed;
  }
}

void count_orphans(Statements& statements, CampaignNumber campaign, CampaignTally& tally) {
  Rows rows{statements("SELECT state, count(*) FROM requests r WHERE r.state < 5 AND r.campaign = ? AND "
                       "r.account = ? AND NOT EXISTS (SELECT 1 FROM wants w WHERE w.content = r.content AND "
                       "w.jobs > 0) GROUP BY state"),
            campaign, account_in_force(statements, campaign)};
  while (rows.next()) {
    const bool open = rows.number(0) <= static_cast<std::int64_t>(StoredState::rendering);
    (open ? tally.orphans_open : tally.orphans_in_doubt) += rows.count(1);
  }
}

std::uint64_t reserved_since(Statements& statements, AccountNumber account, WallTime since) {
  if (since == WallTime{}) return 0;  // not asked
  return sum(statements, "SELECT coalesce(sum(credits), 0) FROM reserved WHERE account = ? AND quarter >= ?",
             account, quarter_of(since));
}

void count_credits(Statements& statements, CampaignNumber campaign, CampaignTally& tally, WallTime day_began,
                   WallTime month_began) {
  // Of runs that are so old that nothing else is known of them, it is not known either who paid.
  const AccountNumber account = account_in_force(statements, campaign);
  Rows rows{
      statements("SELECT coalesce(sum(settled), 0), coalesce(sum(out), 0), coalesce(sum(in_doubt), 0) "
                 "FROM run_credits WHERE campaign = ? AND run NOT IN (SELECT run FROM runs WHERE account "
                 "<> ?)"),
      campaign, account};
  if (rows.next()) tally.credits = {rows.count(0), rows.count(1), rows.count(2)};
  const RunNumber last = last_run_number(statements, campaign);
  Rows own{statements("SELECT coalesce(sum(settled), 0), coalesce(sum(out), 0), coalesce(sum(in_doubt), 0) "
                      "FROM run_credits WHERE campaign = ? AND run = ?"),
           campaign, last};
  if (own.next()) tally.last_run = {own.count(0), own.count(1), own.count(2)};
  tally.reserved.run = sum(
      statements, "SELECT coalesce(sum(settled + out + in_doubt), 0) FROM run_credits WHERE run = ?", last);
  tally.reserved.day = reserved_since(statements, account, day_began);
  tally.reserved.month = reserved_since(statements, account, month_began);
}

}  // namespace

CampaignTally read_tally(Statements& statements, CampaignNumber campaign, WallTime day_began,
                         WallTime month_began) {
  CampaignTally tally;
  count_jobs(statements, campaign, tally);
  count_refused(statements, campaign, tally);
  count_orphans(statements, campaign, tally);
  count_credits(statements, campaign, tally, day_began, month_began);
  return tally;
}

}  // namespace pressrun::io
