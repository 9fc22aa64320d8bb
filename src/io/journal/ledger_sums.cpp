#include "io/journal/ledger_sums.hpp"

namespace pressrun::io {
namespace {

std::int64_t signed_of(std::uint64_t number) { return static_cast<std::int64_t>(number); }

}  // namespace

// ---- credits

void LedgerSums::count(const HeldContent& held, const GenerationRequest& request, const Credits& before) {
  const Credits now = credits_of(request);
  Counted& sum = credits_[{request.campaign, request.run}];
  sum.settled += signed_of(now.settled - before.settled);
  sum.out += signed_of(now.out - before.out);
  sum.in_doubt += signed_of(now.in_doubt - before.in_doubt);
  const std::uint64_t more = now.all() - before.all();  // less, where it wraps
  if (const auto known = run_sums_.find(request.run); known != run_sums_.end()) known->second += more;
  const Moment when{held.record.key.account, quarter_of(request.intended_at)};
  reserved_[when] += signed_of(more);
  for (auto& [since, all] : time_sums_)
    if (since.first == when.first && since.second <= when.second) all += more;
}

std::uint64_t LedgerSums::reserved_in(RunNumber run) {
  if (const auto known = run_sums_.find(run); known != run_sums_.end()) return known->second;
  std::int64_t all = statements_.number(
      "SELECT coalesce(sum(settled + out + in_doubt), 0) FROM run_credits WHERE run = ?", 0, run);
  for (const auto& [who, sum] : credits_)
    if (who.second == run) all += sum.settled + sum.out + sum.in_doubt;
  return run_sums_[run] = static_cast<std::uint64_t>(all);
}

std::uint64_t LedgerSums::reserved_since(AccountNumber account, WallTime since) {
  const Moment from{account, quarter_of(since)};
  if (const auto known = time_sums_.find(from); known != time_sums_.end()) return known->second;
  std::int64_t all =
      statements_.number("SELECT coalesce(sum(credits), 0) FROM reserved WHERE account = ? AND quarter >= ?",
                         0, from.first, from.second);
  for (const auto& [when, credits] : reserved_)
    if (when.first == from.first && when.second >= from.second) all += credits;
  return time_sums_[from] = static_cast<std::uint64_t>(all);
}

/// What was reserved for a content counts for the account that it turned out to be of.
void LedgerSums::move_reserved(const ContentRecord& record, AccountNumber to) {
  for (const GenerationRequest& request : record.requests) {
    const std::int64_t credits = signed_of(credits_of(request).all());
    const std::int64_t quarter = quarter_of(request.intended_at);
    reserved_[{record.key.account, quarter}] -= credits;
    reserved_[{to, quarter}] += credits;
  }
  time_sums_.clear();
}

// ---- jobs

void LedgerSums::count(const HeldWant& want, const WantStanding& standing, std::int64_t jobs) {
  if (jobs == 0) return;
  Added& sum = standings_[{want.want.campaign, static_cast<int>(standing.status), standing.run}];
  sum.jobs += jobs;
  sum.assets += jobs * static_cast<std::int64_t>(standing.assets);
}

StatusCounts LedgerSums::jobs_of(CampaignNumber campaign) {
  StatusCounts counts{};
  Rows rows{statements_("SELECT status, sum(jobs) FROM standings WHERE campaign = ? GROUP BY status"),
            campaign};
  while (rows.next()) counts.at(static_cast<std::size_t>(status_in(rows.number(0)))) += rows.number(1);
  for (const auto& [where, sum] : standings_)  // of this transaction
    if (std::get<0>(where) == campaign) counts.at(static_cast<std::size_t>(std::get<1>(where))) += sum.jobs;
  return counts;
}

// ---- ends

void LedgerSums::write() {
  for (const auto& [where, sum] : standings_) {
    if (sum.jobs == 0 && sum.assets == 0) continue;
    statements_.run(
        "INSERT INTO standings (campaign, status, run, jobs, assets) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO "
        "UPDATE SET jobs = jobs + excluded.jobs, assets = assets + excluded.assets",
        std::get<0>(where), std::get<1>(where), std::get<2>(where), sum.jobs, sum.assets);
  }
  for (const auto& [who, sum] : credits_) {
    if (sum.settled == 0 && sum.out == 0 && sum.in_doubt == 0) continue;
    statements_.run(
        "INSERT INTO run_credits (campaign, run, settled, out, in_doubt) VALUES (?, ?, ?, ?, ?) ON CONFLICT "
        "DO UPDATE SET settled = settled + excluded.settled, out = out + excluded.out, "
        "in_doubt = in_doubt + excluded.in_doubt",
        who.first, who.second, sum.settled, sum.out, sum.in_doubt);
  }
  for (const auto& [when, credits] : reserved_) {
    if (credits == 0) continue;
    statements_.run(
        "INSERT INTO reserved (account, quarter, credits) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET credits "
        "= credits + excluded.credits",
        when.first, when.second, credits);
  }
  standings_.clear();
  credits_.clear();
  reserved_.clear();
}

void LedgerSums::forget() {
  run_sums_.clear();
  time_sums_.clear();
}

}  // namespace pressrun::io
