#include "io/journal/job_rows.hpp"

#include "io/journal/file_rows.hpp"
#include "io/journal/refused_rows.hpp"
#include "io/journal/run_rows.hpp"
#include "pressrun/core/job_outcome.hpp"

#include <algorithm>
#include <chrono>
#include <unordered_set>
#include <utility>

namespace pressrun::io {
namespace {

constexpr const char* job_columns_by_position =
    "SELECT j.key, j.design_name, j.variables, j.shown, w.content, w.format_set, w.keep_outdated, w.run, "
    "j.position "
    "FROM jobs j CROSS JOIN wants w ON w.want = j.want WHERE j.campaign = ? ORDER BY j.position";
constexpr const char* troubled_by_position =
    "SELECT j.key, j.design_name, j.variables, j.shown, w.content, w.format_set, w.keep_outdated, w.run, "
    "j.position "
    "FROM jobs j CROSS JOIN wants w ON w.want = j.want WHERE j.campaign = ? AND w.status > 3 "
    "ORDER BY j.position LIMIT ?";
constexpr const char* troubled_by_want =
    "SELECT j.key, j.design_name, j.variables, j.shown, w.content, w.format_set, w.keep_outdated, w.run, "
    "j.position "
    "FROM wants w CROSS JOIN jobs j ON j.want = w.want WHERE w.campaign = ? AND w.status > 3 "
    "ORDER BY j.position LIMIT ?";
constexpr const char* job_by_key =
    "SELECT j.key, j.design_name, j.variables, j.shown, w.content, w.format_set, w.keep_outdated, w.run, "
    "j.position FROM jobs j CROSS JOIN wants w ON w.want = j.want WHERE j.campaign = ? AND j.key = ?";
// More than that are found sooner by looking through all.
constexpr std::size_t few = 20'000;

constexpr const char* of_content_by_position =
    "SELECT j.key, j.design_name, j.variables, j.shown, w.content, w.format_set, w.keep_outdated, w.run "
    "FROM contents c CROSS JOIN wants w ON w.content = c.content CROSS JOIN jobs j ON j.want = w.want "
    "WHERE c.account = ? AND c.digest = ? AND w.campaign = ? ORDER BY j.position";

}  // namespace

JobRows::JobRows(Statements& statements, Names& names, LedgerRows& rows)
    : statements_(statements),
      names_(names),
      rows_(rows),
      now_(std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now())) {}

std::vector<JobView> JobRows::troubled(CampaignNumber campaign, std::size_t most) {
  const auto all = static_cast<std::size_t>(statements_.number(
      "SELECT coalesce(sum(jobs), 0) FROM standings WHERE campaign = ? AND status > 3", 0, campaign));
  std::vector<JobView> found;
  Rows rows{statements_(all > few ? troubled_by_position : troubled_by_want), campaign,
            static_cast<std::int64_t>(most)};
  const RunNumber first = first_run(statements_, last_run_number(statements_, campaign));
  campaign_ = campaign;
  std::vector<Refused> refused = refused_in(campaign, first);
  const auto add = [&](const JobView& job) { found.push_back(job); };
  merge(rows, first, refused, add);
  if (found.size() > most) found.resize(most);
  return found;
}

std::vector<JobView> JobRows::of_content(CampaignNumber campaign, const ContentKey& content) {
  std::vector<JobView> found;
  SQLite::Statement& select = statements_(of_content_by_position);
  select.bind(1, content.account);
  select.bindNoCopy(2, content.digest.bytes.data(), static_cast<int>(content.digest.bytes.size()));
  select.bind(3, campaign);
  const RunNumber first = first_run(statements_, last_run_number(statements_, campaign));
  campaign_ = campaign;
  Rows rows{select};
  while (rows.next()) found.push_back(job_in(rows, first));
  return found;
}

/// Jobs and refused ones in one order; what is refused stands in the place of a job of its key.
void JobRows::merge(Rows& rows, RunNumber first, std::vector<Refused>& refused,
                    const std::function<void(const JobView&)>& visit) {
  std::unordered_set<std::string> keys;
  for (const Refused& one : refused) keys.insert(one.view.key.text);
  auto next = refused.begin();
  while (rows.next()) {
    const std::size_t position = rows.count(8);
    for (; next != refused.end() && next->position <= position; ++next) visit(next->view);
    if (!keys.contains(rows.text(0))) visit(job_in(rows, first));
  }
  for (; next != refused.end(); ++next) visit(next->view);
}

std::vector<JobRows::Refused> JobRows::refused_in(CampaignNumber campaign, RunNumber first) {
  std::vector<Refused> found;
  for (RefusedJob& one : RefusedRows{statements_}.of(campaign)) {
    Refused& made = found.emplace_back();
    made.position = one.position;
    {
      Rows row{statements_(job_by_key), campaign, one.key.text};
      if (row.next()) made.view = job_in(row, first);
    }
    tell_refused(made.view, std::move(one));
  }
  return found;
}

void JobRows::each(CampaignNumber campaign, RunNumber run, const std::function<void(const JobView&)>& visit) {
  const RunNumber first = first_run(statements_, run);
  campaign_ = campaign;
  std::vector<Refused> refused = refused_in(campaign, first);
  Rows rows{statements_(job_columns_by_position), campaign};
  merge(rows, first, refused, visit);
}

std::vector<OpenDoubt> JobRows::doubts() {
  std::vector<OpenDoubt> found;
  Rows rows{statements_("SELECT r.content, r.request, c.last_design FROM requests r JOIN contents c ON "
                        "c.content = r.content WHERE r.state < 5 AND r.state >= ? ORDER BY r.intended_at, "
                        "r.request"),
            static_cast<std::int64_t>(StoredState::in_doubt)};
  while (rows.next()) found.push_back(doubt(rows.number(0), rows.number(1), rows.text(2)));
  return found;
}

Registered JobRows::look_up(AccountNumber account, CampaignNumber campaign, const JobQuery& job) {
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
void JobRows::add_alias(HeldContent& held, const ContentDigest& alias) {
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
    const bool known = std::ranges::find(held.record.requests, request.number, &GenerationRequest::number) !=
                       held.record.requests.end();
    if (!known) held.record.requests.push_back(std::move(request));
  }
  std::ranges::sort(held.record.requests, {}, &GenerationRequest::number);
  if (held.record.design.empty()) held.record.design = legacy.record.design;
  if (held.design == 0) held.design = legacy.design;
}

/// Jobs of equal content often follow one another.
const HeldContent& JobRows::content(std::int64_t number) {
  if (last_.number != number) last_ = rows_.read_without_wants(number);
  return last_;
}

JobView JobRows::job_in(const Rows& row, RunNumber first) {
  JobView job;
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
  if (!job.assets.empty()) tell_files(job, files_of(statements_, campaign_, job.key));
  return job;
}

OpenDoubt JobRows::doubt(std::int64_t content, RequestNumber request, std::string design_name) {
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

void JobRows::add_jobs(OpenDoubt& found, const HeldWant& want) {
  Rows rows{statements_("SELECT c.name, j.key, j.design_name FROM jobs j JOIN campaigns c ON c.campaign = "
                        "j.campaign WHERE j.want = ? ORDER BY j.position"),
            want.number};
  while (rows.next()) {
    found.jobs.emplace_back(rows.text(0), JobKey{rows.text(1)});
    found.design_name = rows.text(2);
  }
}

}  // namespace pressrun::io
