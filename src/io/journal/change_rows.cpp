#include "io/journal/change_rows.hpp"

#include "io/journal/run_rows.hpp"

#include <algorithm>
#include <utility>

namespace pressrun::io {
namespace {

/// The last run of the process that made this one: what its campaigns share came in any of them.
RunNumber last_of_process(Statements& statements, RunNumber run) {
  return statements.number(
      "SELECT max(run) FROM runs WHERE first_run = (SELECT first_run FROM runs WHERE run = ?)", run, run);
}

/// A newer picture of a format stands in the place of the older one.
void put(std::vector<Asset>& assets, const Asset& asset) {
  const auto same = std::ranges::find(assets, asset.format, &Asset::format);
  if (same == assets.end()) {
    assets.push_back(asset);
  } else {
    *same = asset;
  }
}

}  // namespace

void ChangeRows::read_present(CampaignNumber campaign, RunNumber from, RunNumber to, Changes& changes) {
  Rows rows{
      statements_("SELECT j.key, w.content, j.design_name FROM jobs j JOIN wants w ON w.want = j.want WHERE "
                  "j.campaign = ? AND j.since > ? AND j.since <= ?"),
      campaign, from, to};
  while (rows.next()) changes[rows.text(0)].after = {rows.number(1), rows.text(2)};
}

void ChangeRows::read_former(CampaignNumber campaign, RunNumber from, RunNumber to, Changes& changes) {
  Rows rows{
      statements_("SELECT key, content, design_name, since, until FROM former_jobs WHERE campaign = ? AND "
                  "until > ? AND since <= ?"),
      campaign, from, to};
  while (rows.next()) {
    Sides& sides = changes[rows.text(0)];
    const RunNumber since = rows.number(3);
    const RunNumber until = rows.number(4);
    if (since <= from && until > from) sides.before = {rows.number(1), rows.text(2)};
    if (since <= to && until > to) sides.after = {rows.number(1), rows.text(2)};
  }
}

/// Jobs that ask for the same, and of which something came in between.
void ChangeRows::read_remade(CampaignNumber campaign, RunNumber from, RunNumber to, Changes& changes) {
  Rows rows{statements_(
                "SELECT j.key, w.content, j.design_name FROM requests r JOIN wants w ON w.content = "
                "r.content JOIN jobs j ON j.want = w.want WHERE r.concluded_run > ? AND r.concluded_run <= ? "
                "AND j.campaign = ? AND j.since <= ? GROUP BY j.job"),
            from, to, campaign, from};
  while (rows.next()) {
    const Then same{rows.number(1), rows.text(2)};
    changes[rows.text(0)] = {same, same};
  }
}

std::optional<JobThen> ChangeRows::job_then(const Then& then, RunNumber run) {
  if (then.content == 0) return std::nullopt;
  JobThen made;
  made.design_name = then.design_name;
  if (statements_.number("SELECT EXISTS (SELECT 1 FROM contents WHERE content = ?)", 0, then.content) == 0)
    return made;  // forgotten
  const HeldContent held = rows_.read_without_wants(then.content);
  made.design = held.record.design;
  made.content = held.record.key.digest;
  made.content_text = rows_.text_of(then.content);
  for (const GenerationRequest& request : held.record.requests) {
    if (!request.final || request.concluded_run == 0 || request.concluded_run > run || request.assets.empty())
      continue;
    for (const Asset& asset : request.assets) put(made.assets, asset);
    made.as_of = std::max(made.as_of, request.as_of);
    made.ordered = request.ordered;
  }
  return made;
}

void ChangeRows::each(CampaignNumber campaign, RunNumber from, RunNumber to,
                      const std::function<void(JobChange, const DesignState*)>& visit) {
  const RunNumber from_end = last_of_process(statements_, from);
  const RunNumber to_end = last_of_process(statements_, to);
  Changes changes;
  read_remade(campaign, from_end, to_end, changes);
  read_present(campaign, from, to, changes);
  read_former(campaign, from, to, changes);
  const AccountNumber account = account_in_force(statements_, campaign);
  for (const auto& [key, sides] : changes) {
    JobChange change{JobKey{key}, job_then(sides.before, from_end), job_then(sides.after, to_end)};
    if (!change.before && !change.after) continue;  // it came and went in between
    const bool same_content = sides.before.content == sides.after.content;
    if (same_content && change.before->assets == change.after->assets) continue;
    const std::int64_t design = statements_.number("SELECT design FROM contents WHERE content = ?", 0,
                                                   std::max(sides.before.content, sides.after.content));
    visit(std::move(change), design == 0 ? nullptr : rows_.design(account, design));
  }
}

void forget_changes(Statements& statements, CampaignNumber campaign, RunNumber oldest_kept) {
  statements.run("DELETE FROM former_jobs WHERE campaign = ? AND until <= ?", campaign, oldest_kept);
}

}  // namespace pressrun::io
