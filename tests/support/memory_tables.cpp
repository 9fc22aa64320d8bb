#include "support/memory_tables.hpp"

#include <algorithm>

namespace pressrun::test {

namespace {

bool as_announced(const Enrollment& before, const Enrollment& now) {
  return before.position == now.position && before.design_name == now.design_name &&
         before.design_id == now.design_id && before.fingerprint == now.fingerprint &&
         before.design_version == now.design_version && before.variables_json == now.variables_json;
}

}  // namespace

void MemoryTables::begin(const RunRecord& opened) {
  same = !enrollment.empty() && enrollment == opened.enrollment;
  for (auto& [key, row] : jobs) {
    if (same && run && row.enrolled_run == run->id) row.enrolled_run = opened.id;
  }
  if (!same) enrollment.clear();
  run = opened;
  for (auto& [key, row] : jobs) {
    if (row.status != JobStatus::submitting) continue;
    row.status = JobStatus::in_doubt;
    row.attempts.back().state = "in_doubt";
    row.attempts.back().doubt = {"", "interrupted", "the program ended before the answer came"};
  }
}

std::optional<std::size_t> MemoryTables::all_succeeded() const {
  if (!same) return std::nullopt;
  std::size_t all = 0;
  for (const auto& [key, row] : jobs) {
    if (!(row.enrolled_run == run->id)) continue;
    const bool changed = !(row.enrolled.fingerprint == row.fingerprint) ||
                         (row.enrolled.design_version && row.design_version &&
                          *row.enrolled.design_version != *row.design_version);
    if (row.status != JobStatus::succeeded || changed) return std::nullopt;
    ++all;
  }
  return all > 0 ? std::optional{all} : std::nullopt;
}

MemoryTables::Attempt& MemoryTables::Row::standing() {
  const bool goes_on =
      status == JobStatus::rendering || status == JobStatus::in_doubt || status == JobStatus::dropped;
  if (!goes_on) return attempts.back();
  const auto found = std::ranges::find_if(attempts.rbegin(), attempts.rend(), [&](const Attempt& made) {
    if (status == JobStatus::rendering) return made.request_id == request_id;
    return made.state != "refused" && made.state != "rejected";
  });
  return found == attempts.rend() ? attempts.back() : *found;
}

MemoryTables::Row& MemoryTables::row(const JobKey& key) {
  const auto found = jobs.find(key);
  if (found == jobs.end()) throw JournalError("journal: no job '" + key.text + "'");
  return found->second;
}

MemoryTables::Attempt& MemoryTables::attempt(Row& row, int number) {
  if (number < 1 || number > row.last()) throw JournalError("journal: no attempt " + std::to_string(number));
  return row.attempts[static_cast<std::size_t>(number - 1)];
}

KnownJob MemoryTables::enroll(const Enrollment& job) {
  // What was announced by an earlier run is not announced again: the enrollment had better tell the truth.
  if (same && !(jobs.contains(job.key) && as_announced(jobs.at(job.key).enrolled, job)))
    throw JournalError("journal: the enrollment says that '" + job.key.text +
                       "' is as it was, and it is not");
  Row& known = jobs[job.key];
  known.enrolled = job;
  known.enrolled_run = run ? run->id : RunId{};
  KnownJob answer{
      known.status, known.fingerprint,  known.design_version, known.last(),          known.request_id,
      {},           known.submitted_at, known.failures,       !known.assets.empty(), known.rejected};
  if (!known.attempts.empty()) answer.retried_formats = known.standing().formats;
  return answer;
}

void MemoryTables::on(const Intent& e) {
  Row& job = row(e.key);
  if (e.attempt != job.last() + 1 || job.status == JobStatus::submitting)
    throw JournalError("journal: attempt out of order for '" + e.key.text + "'");
  Attempt made;
  made.state = "intent";
  made.fingerprint = e.fingerprint;
  made.design_version = e.design_version;
  made.formats = e.formats;
  made.before = job.status;
  made.at = e.at;
  made.fingerprint_before = job.fingerprint;
  made.version_before = job.design_version;
  job.attempts.push_back(std::move(made));
  job.status = JobStatus::submitting;
  job.fingerprint = e.fingerprint;
  job.design_version = e.design_version;
}

void MemoryTables::on(const Acceptance& e) {
  Row& job = row(e.key);
  Attempt& made = attempt(job, e.attempt);
  if (made.state != "intent")
    throw JournalError("journal: acceptance without intent for '" + e.key.text + "'");
  made.state = "accepted";
  made.request_id = e.request_id;
  job.status = JobStatus::rendering;
  job.request_id = e.request_id;
  job.rejected.reset();
  job.submitted_at = e.at;
  job.finished_at.reset();
  if (made.formats.empty()) {
    job.assets.clear();
    job.failures.clear();
  }
}

void MemoryTables::on(const Withdrawal& e) {
  Row& job = row(e.key);
  Attempt& made = attempt(job, e.attempt);
  made.state = "refused";
  give_back(job, made);
}

void MemoryTables::give_back(Row& job, const Attempt& made) {
  job.status = made.before;
  job.fingerprint = made.fingerprint_before;
  job.design_version = made.version_before;
}

/// A rejection of something else than what was paid for before.
bool MemoryTables::set_aside(Row& job, Attempt& made, const Conclusion& e) {
  const Attempt& first = before_doubts(job, made);
  if (!is_paid_for(first.before)) return false;
  made.state = "rejected";
  made.concluded = e.status;
  if (!e.failures.empty()) made.doubt = e.failures.front();
  job.rejected.reset();
  if (is_other(job, first)) job.rejected = Rejection{job.fingerprint, job.design_version};
  give_back(job, first);
  return true;
}

bool MemoryTables::Row::asks_for_what_was_rejected() const {
  Known known;
  known.status = status;
  known.rejected = rejected;
  return status != JobStatus::failed &&
         status_of(enrolled.fingerprint, enrolled.design_version, known) == JobStatus::failed;
}

void MemoryTables::on(const Doubt& e) {
  Row& job = row(e.key);
  attempt(job, e.attempt).state = "in_doubt";
  attempt(job, e.attempt).doubt = e.why;
  job.status = JobStatus::in_doubt;
}

/// Refused for good, or rendered in the answer itself.
void MemoryTables::answer_at_once(Row& job, Attempt& made, bool delivered) {
  made.state = delivered ? "accepted" : "rejected";
  if (made.formats.empty()) {
    job.assets.clear();
    job.failures.clear();
  }
  if (!delivered) return;
  job.rejected.reset();
  job.request_id = {};
  job.polls = 0;
  job.submitted_at = made.at;
}

void MemoryTables::on(const Conclusion& e) {
  Row& job = row(e.key);
  Attempt& made = attempt(job, e.attempt);
  // One that went on while a later one was refused is concluded under the later one's number.
  const int by = static_cast<int>(&job.standing() - job.attempts.data()) + 1;
  const bool rejected = made.state == "intent" && e.assets.empty();
  if (rejected && made.formats.empty() && set_aside(job, made, e)) return;
  if (made.state == "intent") answer_at_once(job, made, !e.assets.empty());
  made.concluded = e.status;
  job.status = e.status;
  job.polls += e.polls;
  job.finished_at = e.at;
  job.concluded_run = run ? run->id : RunId{};
  for (const Asset& asset : e.assets) {
    std::erase_if(job.assets, [&](const Asset& old) { return old.format == asset.format; });
    job.assets.push_back(asset);
    job.brought_by[asset.format] = by;
  }
  job.failures = e.failures;
}

/// An attempt in doubt may have been made again, on the user's word, and be in doubt again: the first of
/// them.
const MemoryTables::Attempt& MemoryTables::before_doubts(const Row& job, const Attempt& doubtful) {
  const Attempt* at = &doubtful;
  const auto left_nothing = [](const Attempt& made) {
    return made.state == "resolved" || made.state == "refused";
  };
  while (at != job.attempts.data() &&
         (at->before == JobStatus::in_doubt || (at->before == JobStatus::planned && left_nothing(*(at - 1)))))
    --at;
  return *at;
}

/// What was there before it is of another content than what was last attempted.
bool MemoryTables::is_other(const Row& job, const Attempt& made) {
  const bool other_version =
      made.version_before && job.design_version && *made.version_before != *job.design_version;
  return other_version || !(made.fingerprint_before == job.fingerprint);
}

/// What is there and paid for is kept: the other formats, or the whole, where it is of another content.
void MemoryTables::plan_again(Row& job, const Attempt& doubtful) {
  const Attempt& first = before_doubts(job, doubtful);
  job.status = doubtful.formats.empty() ? JobStatus::planned : first.before;
  if (doubtful.formats.empty() && is_paid_for(first.before) && is_other(job, first)) give_back(job, first);
}

void MemoryTables::on(const Resolution& e) {
  Row& job = row(e.key);
  if (job.status != JobStatus::in_doubt) throw JournalError("journal: '" + e.key.text + "' is not in doubt");
  Attempt& doubtful = job.standing();
  doubtful.state = "resolved";
  doubtful.resolved = e.as;
  if (e.as == Verdict::resubmit) plan_again(job, doubtful);
  if (e.as == Verdict::drop) job.status = JobStatus::dropped;
  if (e.as != Verdict::attach) return;
  // As an acceptance that came late.
  job.status = JobStatus::rendering;
  job.request_id = e.request_id;
  job.rejected.reset();
  job.polls = 0;
  job.submitted_at = doubtful.at;
  job.finished_at.reset();
  job.concluded_run = {};
  doubtful.request_id = e.request_id;
  if (!doubtful.formats.empty()) return;
  job.assets.clear();
  job.failures.clear();
}

void MemoryTables::apply(const JournalEntry& entry) {
  std::visit([this](const auto& e) { on(e); }, entry);
}

}  // namespace pressrun::test
