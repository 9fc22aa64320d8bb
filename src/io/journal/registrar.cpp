#include "io/journal/registrar.hpp"

#include "io/journal/refused_rows.hpp"

#include <algorithm>
#include <utility>

namespace pressrun::io {
namespace {

const HeldWant* find_want(const HeldContent& held, std::int64_t number, const Registration& job) {
  const auto found = std::ranges::find_if(held.wants, [&](const HeldWant& one) {
    return one.number == number && one.want.formats == job.formats &&
           one.want.keep_outdated == job.keep_outdated;
  });
  return found == held.wants.end() ? nullptr : &*found;
}

}  // namespace

void Registrar::begin(CampaignNumber campaign, AccountNumber account, RunNumber run, RunNumber first_run) {
  Present& here = present_[campaign] = {};
  here.campaign = campaign;
  here.account = account;
  here.run = run;
  here.first_run = first_run;
  here.has_aliases = statements_.number("SELECT EXISTS (SELECT 1 FROM aliases)", 0) != 0;
  here.is_new = statements_.number("SELECT EXISTS (SELECT 1 FROM jobs WHERE campaign = ?)", 0, campaign) == 0;
}

Registrar::Present& Registrar::present(CampaignNumber campaign) {
  const auto found = present_.find(campaign);
  if (found == present_.end()) throw JournalError("no run of this campaign has begun");
  return found->second;
}

// ---- jobs

std::vector<Registered> Registrar::register_jobs(CampaignNumber campaign,
                                                 const std::vector<Registration>& jobs) {
  Present& here = present(campaign);
  std::vector<Registered> known;
  known.reserve(jobs.size());
  for (const Registration& job : jobs) known.push_back(enter(here, job));
  return known;
}

Registered Registrar::enter(Present& here, const Registration& job) {
  HeldContent& held = content_of(here, job);
  std::optional<Entered> entered;
  std::optional<JobRow> row;
  if (here.is_new) entered = add(here, job, held);
  if (!entered) row = find_job(here.campaign, job.key);
  if (!entered) entered = row ? std::optional{change(here, *row, job, held)} : add(here, job, held);
  note_seen(here, entered.value().job);
  Registered answer;
  answer.record = held.record;
  answer.status = entered->standing.status;
  answer.is_new = !row;
  answer.changed = row && row->content != held.number;
  answer.unchanged = is_finished(answer.status) && entered->standing.run < here.first_run;
  return answer;
}

void Registrar::note_seen(Present& here, std::int64_t job) {
  const auto bit = static_cast<std::size_t>(job);
  if (here.seen.size() <= bit) here.seen.resize(bit + bit / 2 + 1);
  if (!here.seen[bit]) ++here.count;
  here.seen[bit] = true;
}

/// What is known under such a key is asked for as before: only what it is now cannot be made.
void Registrar::note_refused(CampaignNumber campaign, const std::vector<RefusedJob>& jobs) {
  Present& here = present(campaign);
  here.has_refused = true;
  RefusedRows refused{statements_};
  refused.clear(campaign);
  for (const RefusedJob& job : jobs) {
    refused.add(campaign, job);
    const auto row = find_job(campaign, job.key);
    if (!row) continue;
    note_seen(here, row->job);
    statements_.run("UPDATE jobs SET position = ? WHERE job = ?", static_cast<std::int64_t>(job.position),
                    row->job);
  }
}

std::optional<Registrar::JobRow> Registrar::find_job(CampaignNumber campaign, const JobKey& key) {
  Rows rows{
      statements_(
          "SELECT j.job, j.position, j.want, coalesce(w.content, 0), j.since, j.design_name, "
          "j.variables FROM jobs j LEFT JOIN wants w ON w.want = j.want WHERE j.campaign = ? AND j.key = ?"),
      campaign, key.text};
  if (!rows.next()) return std::nullopt;
  return JobRow{rows.number(0), rows.number(1), rows.number(2), rows.number(3),
                rows.number(4), rows.text(5),   rows.text(6)};
}

HeldContent& Registrar::content_of(const Present& here, const Registration& job) {
  const ContentKey key{here.account, job.content};
  HeldContent& held = ledger_.find_or_add(key, job.design_id, job.content_text, job.slot);
  if (here.has_aliases) adopt(held, job.aliases);
  return held;
}

/// What a journal of version 3 has under one of these digests is this content.
void Registrar::adopt(HeldContent& held, const std::vector<ContentDigest>& aliases) {
  for (const ContentDigest& alias : aliases) {
    SQLite::Statement& select = statements_(
        "SELECT a.content FROM aliases a JOIN contents c ON c.content = a.content WHERE a.digest = ? AND "
        "c.account = ?");
    select.bindNoCopy(1, alias.bytes.data(), static_cast<int>(alias.bytes.size()));
    select.bind(2, held.record.key.account);
    const std::int64_t content = [&] {
      Rows rows{select};
      return rows.next() ? rows.number(0) : 0;
    }();
    if (content == 0 || content == held.number) continue;
    statements_.run("DELETE FROM aliases WHERE content = ?", content);
    ledger_.merge(ledger_.get(content), held);
  }
}

/// Nothing: a job of this key is there already.
std::optional<Registrar::Entered> Registrar::add(Present& here, const Registration& job, HeldContent& held) {
  const HeldWant& want =
      ledger_.wants().add_job(held, here.campaign, job.formats, job.keep_outdated, job.key);
  const int added = statements_.run(
      "INSERT INTO jobs (campaign, position, want, key, design_name, variables, since) VALUES (?, ?, ?, ?, "
      "?, "
      "?, ?) ON CONFLICT DO NOTHING",
      here.campaign, static_cast<std::int64_t>(job.position), want.number, job.key.text, job.design_name,
      job.variables_json, here.run);
  if (added > 0) return Entered{statements_.database().getLastInsertRowid(), want.standing};
  ledger_.wants().take_job(held, want.number);
  here.is_new = false;
  return std::nullopt;
}

Registrar::Entered Registrar::change(const Present& here, const JobRow& row, const Registration& job,
                                     HeldContent& held) {
  const HeldWant* want = find_want(held, row.want, job);
  if (want == nullptr) return {row.job, move(here, row, job, held).standing};
  update(row, job);
  return {row.job, want->standing};
}

void Registrar::update(const JobRow& row, const Registration& job) {
  const auto position = static_cast<std::int64_t>(job.position);
  if (row.position == position && row.design_name == job.design_name && row.variables == job.variables_json)
    return;
  statements_.run("UPDATE jobs SET position = ?, design_name = ?, variables = ? WHERE job = ?", position,
                  job.design_name, job.variables_json, row.job);
}

/// The job asks for something else than before.
const HeldWant& Registrar::move(const Present& here, const JobRow& row, const Registration& job,
                                HeldContent& to) {
  if (row.content != 0) {
    leave(row.content, row.want, job.key.text, row.design_name);
    if (row.content != to.number) show_before(row, ledger_.get(row.content), to);
  }
  const HeldWant& want = ledger_.wants().add_job(to, here.campaign, job.formats, job.keep_outdated, job.key);
  statements_.run("UPDATE jobs SET want = ? WHERE job = ?", want.number, row.job);
  if (row.content != to.number) {
    keep_former(here, row, job.key.text);
    statements_.run("UPDATE jobs SET since = ? WHERE job = ?", here.run, row.job);
  }
  update(row, job);
  return want;
}

/// What it asked for up to now is part of what earlier runs found.
void Registrar::keep_former(const Present& here, const JobRow& row, const std::string& key) {
  if (row.content == 0 || row.since >= here.run) return;
  statements_.run(
      "INSERT INTO former_jobs (campaign, key, until, since, content, design_name) VALUES (?, ?, ?, ?, "
      "?, ?) ON CONFLICT DO NOTHING",
      here.campaign, key, here.run, row.since, row.content, row.design_name);
}

/// Until something of the present content is there, what is there of the one before is shown. What shows
/// nothing leaves what was shown before it.
void Registrar::show_before(const JobRow& row, const HeldContent& before, const HeldContent& now) {
  if (has_assets(before.record))
    statements_.run("UPDATE jobs SET shown = ? WHERE job = ?", before.number, row.job);
  statements_.run("UPDATE jobs SET shown = NULL WHERE job = ? AND shown = ?", row.job, now.number);
}

void Registrar::leave(std::int64_t content, std::int64_t want, const std::string& key,
                      const std::string& design) {
  HeldContent& held = ledger_.get(content);
  ledger_.wants().take_job(held, want);
  if (!held.record.requests.empty())
    statements_.run("UPDATE contents SET last_key = ?, last_design = ? WHERE content = ?", key, design,
                    content);
}

// ---- complete registrations

void Registrar::end_registration(CampaignNumber campaign, const std::string& registration) {
  Present& here = present(campaign);
  const std::int64_t jobs = statements_.number("SELECT count(*) FROM jobs WHERE campaign = ?", 0, campaign);
  if (static_cast<std::size_t>(jobs) != here.count) drop_jobs(here);
  drop_wants(campaign);
  if (!here.has_refused) RefusedRows{statements_}.clear(campaign);
  statements_.run(
      "UPDATE campaigns SET registration = ?, registered_account = ?, registered_jobs = ? WHERE campaign = ?",
      registration, here.account, static_cast<std::int64_t>(here.count), campaign);
}

void Registrar::drop_jobs(const Present& here) {
  std::vector<std::pair<JobRow, std::string>> left;
  {
    Rows rows{
        statements_("SELECT j.job, j.want, w.content, j.since, j.design_name, j.key FROM jobs j JOIN wants w "
                    "ON w.want = j.want WHERE j.campaign = ?"),
        here.campaign};
    while (rows.next()) {
      const auto bit = static_cast<std::size_t>(rows.number(0));
      if (bit < here.seen.size() && here.seen[bit]) continue;
      JobRow row{rows.number(0), 0, rows.number(1), rows.number(2), rows.number(3), rows.text(4), {}};
      left.emplace_back(std::move(row), rows.text(5));
    }
  }
  for (const auto& [job, key] : left) {
    leave(job.content, job.want, key, job.design_name);
    keep_former(here, job, key);
    statements_.run("DELETE FROM jobs WHERE job = ?", job.job);
  }
}

void Registrar::drop_wants(CampaignNumber campaign) {
  ledger_.wants().write_job_counts();
  std::vector<std::pair<std::int64_t, std::int64_t>> left;
  {
    Rows rows{statements_("SELECT want, content FROM wants WHERE campaign = ? AND jobs = 0"), campaign};
    while (rows.next()) left.emplace_back(rows.number(0), rows.number(1));
  }
  for (const auto& [want, content] : left) drop_want(campaign, want, content);
}

void Registrar::drop_want(CampaignNumber campaign, std::int64_t want, std::int64_t content) {
  HeldContent& held = ledger_.get(content);
  ledger_.wants().drop_want(held, want);
  ledger_.lapse_orders(held, campaign);
  ledger_.drop_unwanted(held);
}

std::optional<std::size_t> Registrar::all_there(CampaignNumber campaign, const std::string& registration) {
  if (registration.empty()) return std::nullopt;
  const Present& here = present(campaign);
  const std::int64_t jobs = statements_.number(
      "SELECT registered_jobs FROM campaigns WHERE campaign = ? AND registration = ? AND registered_account "
      "= ?",
      0, campaign, registration, here.account);
  if (jobs == 0) return std::nullopt;
  const std::int64_t succeeded =
      statements_.number("SELECT coalesce(sum(jobs), 0) FROM standings WHERE campaign = ? AND status = ?", 0,
                         campaign, static_cast<int>(JobStatus::succeeded));
  const std::int64_t all =
      statements_.number("SELECT coalesce(sum(jobs), 0) FROM standings WHERE campaign = ?", 0, campaign);
  if (succeeded != jobs || all != jobs) return std::nullopt;
  return static_cast<std::size_t>(jobs);
}

}  // namespace pressrun::io
