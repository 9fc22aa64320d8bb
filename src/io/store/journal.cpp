#include "io/store/journal.hpp"

#include "io/store/database.hpp"
#include "io/store/rows.hpp"

#include <SQLiteCpp/VariadicBind.h>

#include <utility>

namespace pressrun::io {
namespace {

/// Binds, runs, and leaves the statement ready for the next use.
template <class... Values>
void run(SQLite::Statement& statement, const Values&... values) {
  statement.reset();
  SQLite::bind(statement, values...);
  statement.exec();
  statement.reset();
}

int to_column(JobStatus status) { return static_cast<int>(status); }

JobStatus status_from(const SQLite::Column& column) {
  const int number = column.getInt();
  if (number < 0 || number > to_column(JobStatus::dropped)) throw JournalError("a status in it is not known");
  return static_cast<JobStatus>(number);
}

}  // namespace

Journal::Journal(const std::filesystem::path& file) : database_(open_for_writing(file)) {}

SQLite::Statement& Journal::statement(const char* sql) {
  const auto found = statements_.find(sql);
  if (found != statements_.end()) return found->second;
  return statements_.emplace(sql, SQLite::Statement{*database_, sql}).first->second;
}

// ---- runs
// ----------------------------------------------------------------------------------------------------------

void Journal::begin_run(const RunRecord& opened) {
  run(statement("INSERT INTO runs (id, name, started_at, ending, jobs, unchanged, assets, credits, "
                "credits_exact, submits, "
                "polls, reads, rate_limited) VALUES (?, ?, ?, '', 0, 0, 0, 0, 1, 0, 0, 0, 0)"),
      opened.id.text, opened.name, io::to_column(opened.started_at));
  run_ = database_->getLastInsertRowid();
  under_way_.clear();
  enrollment_ = opened.enrollment;
  find_enrollment();
  run(statement("UPDATE book SET id = CASE id WHEN '' THEN ? ELSE id END"), opened.id.text);
  moves_on_ = true;
  drop_old_runs();
  // What was on its way when the last process died may have been a paid generation.
  run(statement("UPDATE attempts SET state = 'in_doubt', reason_id = 'interrupted', "
                "reason = 'the program ended before the answer came' WHERE state = 'intent' AND job IN "
                "(SELECT job FROM jobs WHERE status = ?)"),
      to_column(JobStatus::submitting));
  run(statement("UPDATE jobs SET status = ? WHERE status = ?"), to_column(JobStatus::in_doubt),
      to_column(JobStatus::submitting));
}

void Journal::end_run(const RunRecord& ended) {
  const Summary& s = ended.summary;
  SQLite::Statement& update = statement(
      "UPDATE runs SET finished_at = ?, ending = ?, jobs = ?, unchanged = ?, assets = ?, credits = ?, "
      "credits_exact = ?, "
      "submits = ?, polls = ?, reads = ?, rate_limited = ? WHERE id = ?");
  const auto count = [](auto number) { return static_cast<std::int64_t>(number); };
  run(update, io::to_column(ended.finished_at.value_or(ended.started_at)), ended.ending, count(s.jobs),
      count(s.unchanged), count(s.assets), count(s.credits), s.credits_exact ? 1 : 0,
      count(s.api_calls.submit), count(s.api_calls.poll), count(s.api_calls.read),
      count(s.api_calls.rate_limited), ended.id.text);
  moves_on_ = true;
}

std::optional<JournalMark> Journal::move_on() {
  if (!std::exchange(moves_on_, false)) return std::nullopt;
  run(statement("UPDATE book SET state = state + 1"));
  SQLite::Statement& select = statement("SELECT id, state FROM book");
  select.reset();
  JournalMark found;
  if (select.executeStep()) found = {select.getColumn(0).getString(), select.getColumn(1).getInt64()};
  select.reset();
  return found;
}

/// Three years of nights. Nothing is read of them; a job that names one as its own only says that it is not
/// of this run.
void Journal::drop_old_runs() {
  constexpr int kept = 1000;
  run(statement("DELETE FROM runs WHERE seq <= ?"), run_ - kept);
}

/// The same jobs as last time stay announced by that run: to announce a hundred thousand once more would take
/// seconds. Others are not known to be complete before `end_enrollment`.
void Journal::find_enrollment() {
  SQLite::Statement& select = statement(
      "SELECT enrolled_run FROM book WHERE enrollment = ? AND enrollment <> '' AND enrolled_jobs = "
      "(SELECT count(*) FROM jobs WHERE enrolled_run = book.enrolled_run)");
  select.reset();
  select.bind(1, enrollment_);
  same_ = select.executeStep();
  enrolled_run_ = same_ ? select.getColumn(0).getInt64() : run_;
  select.reset();
  if (!same_) run(statement("UPDATE book SET enrollment = '', enrolled_run = ?"), enrolled_run_);
  run(statement("UPDATE runs SET enrolled_run = ? WHERE seq = ?"), enrolled_run_, run_);
}

void Journal::end_enrollment() {
  run(statement("UPDATE book SET enrollment = ?, enrolled_jobs = (SELECT count(*) FROM jobs WHERE "
                "enrolled_run = book.enrolled_run)"),
      enrollment_);
}

std::optional<std::size_t> Journal::all_succeeded() {
  if (!same_) return std::nullopt;
  SQLite::Statement& select = statement(
      "SELECT enrolled_jobs FROM book WHERE enrolled_jobs > 0 AND enrolled_jobs = (SELECT count(*) FROM jobs "
      "WHERE status = 3 AND enrolled_run = book.enrolled_run AND changed = 0)");
  select.reset();
  std::optional<std::size_t> all;
  if (select.executeStep()) all = static_cast<std::size_t>(select.getColumn(0).getInt64());
  select.reset();
  return all;
}

KnownJob Journal::enroll(const Enrollment& job) {
  const Prepare prepare = [this](const char* sql) -> SQLite::Statement& { return statement(sql); };
  if (same_) return known_job(job.key, prepare, true);
  const auto announce = [&](SQLite::Statement& put) {
    put.reset();
    SQLite::bind(put, job.key.text, static_cast<std::int64_t>(job.position), job.design_name,
                 job.design_id.text, job.variables_json, job.fingerprint.text);
    bind_optional(put, 7, job.design_version);
    put.bind(8, run_);
    const int rows = put.exec();
    put.reset();
    return rows > 0;
  };
  const bool is_new = announce(statement(
      "INSERT INTO jobs (key, position, design_name, design_id, variables, enrolled_fingerprint, "
      "enrolled_version, enrolled_run) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING"));
  if (is_new) return {};
  announce(
      statement("UPDATE jobs SET position = ?2, design_name = ?3, design_id = ?4, variables = ?5, "
                "enrolled_fingerprint = ?6, enrolled_version = ?7, enrolled_run = ?8 WHERE key = ?1"));
  return known_job(job.key, prepare, true);
}

// ---- jobs
// ----------------------------------------------------------------------------------------------------------

Journal::Job Journal::job(const JobKey& key) {
  SQLite::Statement& select = statement("SELECT job, status, attempts FROM jobs WHERE key = ?");
  select.reset();
  select.bind(1, key.text);
  if (!select.executeStep()) throw JournalError("has no job '" + key.text + "'");
  const Job found{select.getColumn(0).getInt64(), status_from(select.getColumn(1)),
                  select.getColumn(2).getInt()};
  select.reset();
  return found;
}

void Journal::set_status(const Job& job, JobStatus status) {
  run(statement("UPDATE jobs SET status = ? WHERE job = ?"), to_column(status), job.number);
}

Journal::Attempt Journal::attempt(const JobKey& key, int number) {
  const auto known = under_way_.find(key.text);
  if (known != under_way_.end() && known->second.job.attempts == number) return known->second;
  const Job it = job(key);
  SQLite::Statement& select = statement("SELECT state, formats FROM attempts WHERE job = ? AND number = ?");
  select.reset();
  SQLite::bind(select, it.number, number);
  Attempt made{it, "", true, false};
  if (select.executeStep()) {
    made.state = select.getColumn(0).getString();
    made.whole = formats_from_json(select.getColumn(1).getString()).empty();
  }
  select.reset();
  return made;
}

std::vector<std::string> Journal::attempt_formats(const Job& job, int attempt) {
  SQLite::Statement& select = statement("SELECT formats FROM attempts WHERE job = ? AND number = ?");
  select.reset();
  SQLite::bind(select, job.number, attempt);
  const std::string formats = select.executeStep() ? select.getColumn(0).getString() : "[]";
  select.reset();
  return formats_from_json(formats);
}

/// The last one that was not refused, nor rejected: what came after it was never begun.
int Journal::attempt_in_doubt(const Job& job) {
  SQLite::Statement& select = statement(
      "SELECT max(number) FROM attempts WHERE job = ? AND state != 'refused' AND state != "
      "'rejected'");
  select.reset();
  SQLite::bind(select, job.number);
  const int number = select.executeStep() ? select.getColumn(0).getInt() : job.attempts;
  select.reset();
  return number;
}

/// An attempt in doubt may have been made again, on the user's word, and be in doubt again: what counts is
/// what was there before the first of them. One that the user had planned again has left nothing either.
Journal::Before Journal::before_doubts(const Job& job, int attempt) {
  SQLite::Statement& select = statement(
      "SELECT a.number, a.status_before, a.fingerprint_before <> j.fingerprint OR "
      "coalesce(a.version_before <> j.design_version, 0) FROM attempts a JOIN jobs j ON j.job = a.job "
      "WHERE a.job = ? AND a.number <= ? AND a.status_before <> ? AND NOT (a.status_before = ? AND EXISTS "
      "(SELECT 1 FROM attempts b WHERE b.job = a.job AND b.number = a.number - 1 AND b.state IN ('resolved', "
      "'refused'))) ORDER BY a.number DESC LIMIT 1");
  select.reset();
  SQLite::bind(select, job.number, attempt, to_column(JobStatus::in_doubt), to_column(JobStatus::planned));
  Before found{attempt, JobStatus::planned, false};
  if (select.executeStep())
    found = {select.getColumn(0).getInt(), status_from(select.getColumn(1)),
             select.getColumn(2).getInt() != 0};
  select.reset();
  return found;
}

void Journal::require(bool fits, const JobKey& key, const char* entry) {
  if (!fits)
    throw JournalError(std::string(entry) + " does not fit what is recorded of job '" + key.text + "'");
}

void Journal::answer_attempt(const Job& job, int attempt, const char* state, const Failure& why,
                             WallTime at) {
  run(statement("UPDATE attempts SET state = ?, reason_id = ?, reason = ?, answered_at = ? WHERE job = ? AND "
                "number = ?"),
      state, why.id, why.message, io::to_column(at), job.number, attempt);
}

void Journal::forget_outcome(const Job& job) {
  run(statement("DELETE FROM assets WHERE job = ?"), job.number);
  run(statement("DELETE FROM failures WHERE job = ?"), job.number);
}

void Journal::store_assets(const Attempt& made, const std::vector<Asset>& assets) {
  const std::int64_t job = made.job.number;
  for (const Asset& asset : assets) {
    if (!made.first) run(statement("DELETE FROM assets WHERE job = ? AND format = ?"), job, asset.format);
  }
  for (const Asset& asset : assets) {
    run(statement("INSERT INTO assets (job, format, width, height, unit, type, id, url, cdn_url, filename, "
                  "fallback_image_url) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        job, asset.format, asset.width, asset.height, asset.unit, asset.type, asset.id, asset.url,
        asset.cdn_url, asset.filename, asset.fallback_image_url);
  }
}

void Journal::store_failures(const Attempt& made, const std::vector<Failure>& failures) {
  const std::int64_t job = made.job.number;
  if (!made.first) run(statement("DELETE FROM failures WHERE job = ?"), job);
  for (const Failure& failure : failures) {
    run(statement("INSERT INTO failures (job, format, id, message) VALUES (?, ?, ?, ?)"), job, failure.format,
        failure.id, failure.message);
  }
}

// ---- entries
// -------------------------------------------------------------------------------------------------------

void Journal::apply(const JournalEntry& entry) {
  std::visit([this](const auto& e) { on(e); }, entry);
}

void Journal::on(const Intent& e) {
  const Job it = job(e.key);
  require(e.attempt == it.attempts + 1 && it.status != JobStatus::submitting, e.key, "an intent");
  run(statement("INSERT INTO attempts (job, number, run, state, formats, status_before, intended_at, "
                "fingerprint_before, version_before) SELECT job, ?, ?, 'intent', ?, status, ?, fingerprint, "
                "design_version FROM jobs WHERE job = ?"),
      e.attempt, run_, to_json(e.formats), io::to_column(e.at), it.number);
  SQLite::Statement& update = statement(
      "UPDATE jobs SET status = ?, attempts = ?, fingerprint = ?, design_version = ? WHERE job = ?");
  update.reset();
  SQLite::bind(update, to_column(JobStatus::submitting), e.attempt, e.fingerprint.text);
  bind_optional(update, 4, e.design_version);
  update.bind(5, it.number);
  update.exec();
  update.reset();
  moves_on_ = true;
  const Job now{it.number, JobStatus::submitting, e.attempt};
  under_way_.insert_or_assign(e.key.text, Attempt{now, "intent", e.formats.empty(), it.attempts == 0});
}

void Journal::on(const Acceptance& e) {
  const Attempt made = attempt(e.key, e.attempt);
  const Job& it = made.job;
  require(made.state == "intent", e.key, "an acceptance");
  run(statement("UPDATE attempts SET state = 'accepted', request_id = ?, answered_at = ? WHERE job = ? AND "
                "number = ?"),
      e.request_id.text, io::to_column(e.at), it.number, e.attempt);
  run(statement("UPDATE jobs SET status = ?, request_id = ?, submitted_at = ?, finished_at = NULL, "
                "concluded_run = NULL, polls = 0, rejected_fingerprint = '' WHERE job = ?"),
      to_column(JobStatus::rendering), e.request_id.text, io::to_column(e.at), it.number);
  // Not before: an attempt that is refused loses nothing of what was there.
  if (made.whole && !made.first) forget_outcome(it);
  const auto known = under_way_.find(e.key.text);
  if (known != under_way_.end() && known->second.job.attempts == e.attempt) known->second.state = "accepted";
}

void Journal::on(const Withdrawal& e) {
  const Attempt made = attempt(e.key, e.attempt);
  const Job& it = made.job;
  require(made.state == "intent", e.key, "a withdrawal");
  under_way_.erase(e.key.text);
  answer_attempt(it, e.attempt, "refused", e.why, e.at);
  give_back(it, e.attempt);
}

void Journal::on(const Doubt& e) {
  const Attempt made = attempt(e.key, e.attempt);
  const Job& it = made.job;
  require(made.state == "intent", e.key, "a doubt");
  under_way_.erase(e.key.text);
  answer_attempt(it, e.attempt, "in_doubt", e.why, e.at);
  set_status(it, JobStatus::in_doubt);
}

/// A rejection of something else than what was paid for before: that is given back, as where an attempt was
/// refused. False where there is nothing to give back.
bool Journal::set_aside(const Job& job, const Conclusion& e) {
  const Before before = before_doubts(job, e.attempt);
  if (!is_paid_for(before.status)) return false;
  answer_attempt(job, e.attempt, "rejected", e.failures.empty() ? Failure{} : e.failures.front(), e.at);
  run(statement("UPDATE jobs SET rejected_fingerprint = CASE ? WHEN 0 THEN '' ELSE fingerprint END, "
                "rejected_version = design_version WHERE job = ?"),
      before.is_other ? 1 : 0, job.number);
  give_back(job, before.attempt);
  return true;
}

/// Else what is there from an earlier attempt would pass for what was asked for now.
void Journal::give_back(const Job& job, int attempt) {
  run(statement("UPDATE jobs SET (status, fingerprint, design_version) = (SELECT status_before, "
                "fingerprint_before, version_before FROM attempts WHERE job = ?1 AND number = ?2) "
                "WHERE job = ?1"),
      job.number, attempt);
}

/// Refused for good, or rendered in the answer itself: there was no acceptance in between.
void Journal::answer_at_once(const Attempt& made, const Conclusion& e) {
  const Job& job = made.job;
  const bool delivered = !e.assets.empty();
  const Failure why = delivered || e.failures.empty() ? Failure{} : e.failures.front();
  answer_attempt(job, e.attempt, delivered ? "accepted" : "rejected", why, e.at);
  if (made.whole && !made.first) forget_outcome(job);
  if (!delivered) return;
  run(statement("UPDATE jobs SET request_id = '', polls = 0, rejected_fingerprint = '', submitted_at = "
                "(SELECT intended_at FROM attempts "
                "WHERE job = ?1 AND number = ?2) WHERE job = ?1"),
      job.number, e.attempt);
}

void Journal::on(const Conclusion& e) {
  const Attempt made = attempt(e.key, e.attempt);
  const Job& it = made.job;
  require(it.attempts == e.attempt && !made.state.empty(), e.key, "a conclusion");
  under_way_.erase(e.key.text);
  const bool rejected = made.state == "intent" && e.assets.empty();
  if (rejected && made.whole && !made.first && set_aside(it, e)) return;
  if (made.state == "intent") answer_at_once(made, e);
  store_assets(made, e.assets);
  store_failures(made, e.failures);
  run(statement(
          "UPDATE jobs SET status = ?, polls = polls + ?, finished_at = ?, concluded_run = ? WHERE job = ?"),
      to_column(e.status), e.polls, io::to_column(e.at), run_, it.number);
}

void Journal::on(const Resolution& e) {
  const Job it = job(e.key);
  if (it.status != JobStatus::in_doubt) throw JournalError("job '" + e.key.text + "' is not in doubt");
  under_way_.erase(e.key.text);
  const int doubtful = attempt_in_doubt(it);
  answer_attempt(it, doubtful, "resolved", {}, e.at);
  moves_on_ = true;
  if (e.as == Verdict::drop) return set_status(it, JobStatus::dropped);
  if (e.as == Verdict::resubmit) return plan_again(it, doubtful);
  attach(it, doubtful, e.request_id);
}

/// What is there and paid for is kept: the other formats, where some were asked for again; the whole, where
/// it is of another content, for the edit may be undone.
void Journal::plan_again(const Job& job, int doubtful) {
  const Before before = before_doubts(job, doubtful);
  if (!attempt_formats(job, doubtful).empty()) return set_status(job, before.status);
  if (is_paid_for(before.status) && before.is_other) return give_back(job, before.attempt);
  set_status(job, JobStatus::planned);
}

/// As an acceptance that came late: what is there of an earlier content is none of this one's.
void Journal::attach(const Job& job, int doubtful, const RequestId& id) {
  run(statement("UPDATE attempts SET request_id = ? WHERE job = ? AND number = ?"), id.text, job.number,
      doubtful);
  run(statement(
          "UPDATE jobs SET status = ?3, request_id = ?4, polls = 0, finished_at = NULL, concluded_run = "
          "NULL, rejected_fingerprint = '', submitted_at = (SELECT intended_at FROM attempts WHERE job = ?1 "
          "AND number = ?2) WHERE "
          "job = ?1"),
      job.number, doubtful, to_column(JobStatus::rendering), id.text);
  if (attempt_formats(job, doubtful).empty()) forget_outcome(job);
}

}  // namespace pressrun::io
