// Reading a journal, beside a run or without one.
#include "io/store/database.hpp"
#include "io/store/rows.hpp"
#include "io/store/schema.hpp"
#include "pressrun/io/sqlite_store.hpp"

#include <map>

namespace pressrun::io {
namespace {

const std::string& select_from_jobs(bool with_rejections) {
  static const std::string columns =
      "SELECT j.job, j.key, j.design_name, j.design_id, j.status, j.variables, j.fingerprint, j.request_id, "
      "j.attempts, "
      "j.polls, j.submitted_at, j.finished_at, j.concluded_run, j.enrolled_fingerprint, j.enrolled_version, "
      "j.design_version, ";
  static const std::string now = columns + "j.changed = 2 FROM jobs j";
  static const std::string earlier = columns + "0 FROM jobs j";
  return with_rejections ? now : earlier;
}

bool is_finished(JobStatus status) {
  return status == JobStatus::succeeded || status == JobStatus::partial || status == JobStatus::failed;
}

class SqliteReader final : public JournalReader {
 public:
  explicit SqliteReader(const std::filesystem::path& file) : file_(file), database_(open_for_reading(file)) {}

  std::optional<RunRecord> last_run() override {
    return guarded(file_, [&] { return read_last_run(); });
  }

  std::vector<KnownJob> look_up(const std::vector<JobKey>& keys) override {
    return guarded(file_, [&] {
      const Prepare prepare = [this](const char* sql) -> SQLite::Statement& { return statement(sql); };
      std::vector<KnownJob> known;
      known.reserve(keys.size());
      for (const JobKey& key : keys) known.push_back(known_job(key, prepare, has_index()));
      return known;
    });
  }

  std::optional<Claim> doubtful(const JobKey& key) override {
    return guarded(file_, [&] {
      const std::vector<Claim> found =
          claims(" WHERE j.status = 6 AND a.number = " + standing_attempt + " AND j.key = ?", key.text);
      return found.empty() ? std::nullopt : std::optional{found.front()};
    });
  }

  std::vector<Claim> claims_on(const RequestId& id) override {
    return guarded(file_, [&] { return claims(" WHERE lower(a.request_id) = lower(?)", id.text); });
  }

  void each_job(const std::function<void(const JobResult&)>& visit) override {
    guarded(file_, [&] { visit_all(visit); });
  }

  JobTally tally() override {
    return guarded(file_, [&] {
      JobTally tally;
      if (!has_index()) {
        visit_all([&](const JobResult& job) { tally.add(job); });
      } else if (read_last_run()) {
        count_jobs(tally);
        tally.rendering_since = first_that_renders();
        tally.assets = count_assets();
      }
      return tally;
    });
  }

  std::vector<JobResult> troubled(std::size_t most) override {
    return guarded(file_, [&] {
      std::vector<JobResult> found;
      if (!has_index()) {
        visit_all([&](const JobResult& job) {
          if (is_troubled(job.status) && found.size() < most) found.push_back(job);
        });
      } else if (read_last_run()) {
        find_troubled(found, most);
      }
      return found;
    });
  }

 private:
  SQLite::Statement& statement(const char* sql) {
    const auto found = statements_.find(sql);
    if (found != statements_.end()) return found->second;
    return statements_.emplace(sql, SQLite::Statement{*database_, sql}).first->second;
  }

  std::vector<Claim> claims(const std::string& where, const std::string& value) {
    SQLite::Statement select{*database_,
                             "SELECT j.key, j.design_id, a.number, a.intended_at, a.state FROM attempts a "
                             "JOIN jobs j ON j.job = a.job" +
                                 where};
    select.bind(1, value);
    std::vector<Claim> found;
    while (select.executeStep())
      found.push_back({JobKey{select.getColumn(0).getString()}, DesignId{select.getColumn(1).getString()},
                       select.getColumn(2).getInt(), wall_time(select.getColumn(3)),
                       select.getColumn(4).getString() == "resolved"});
    return found;
  }

  std::optional<RunRecord> read_last_run() {
    const std::string enrolled = has_index() ? "enrolled_run" : "seq";
    SQLite::Statement select{
        *database_,
        "SELECT seq, id, name, started_at, finished_at, ending, jobs, unchanged, assets, credits, "
        "credits_exact, submits, polls, reads, rate_limited, " +
            enrolled + " FROM runs ORDER BY seq DESC LIMIT 1"};
    if (!select.executeStep()) return std::nullopt;
    const auto count = [&](int column) {
      return static_cast<std::uint64_t>(select.getColumn(column).getInt64());
    };
    RunRecord run;
    run_ = select.getColumn(0).getInt64();
    enrolled_run_ = select.getColumn(15).getInt64();
    run.id = RunId{select.getColumn(1).getString()};
    run.name = select.getColumn(2).getString();
    run.started_at = wall_time(select.getColumn(3));
    run.finished_at = optional_wall_time(select.getColumn(4));
    run.ending = select.getColumn(5).getString();
    run.summary.jobs = count(6);
    run.summary.unchanged = count(7);
    run.summary.assets = count(8);
    run.summary.credits = count(9);
    run.summary.credits_exact = count(10) != 0;
    run.summary.api_calls = {count(11), count(12), count(13), count(14)};
    return run;
  }

  /// All in one read transaction, so that what a run writes meanwhile does not mix in.
  void visit_all(const std::function<void(const JobResult&)>& visit) {
    if (!read_last_run()) return;
    SQLite::Statement select{*database_,
                             select_from_jobs(has_index()) + " WHERE j.enrolled_run = ? ORDER BY j.position"};
    select.bind(1, enrolled_run_);
    while (select.executeStep()) visit(job_in(select));
  }

  /// Earlier versions have no index that counts.
  bool has_index() {
    return database_->execAndGet("PRAGMA user_version").getInt() >= first_version_with_counts;
  }

  /// Answered by jobs_by_status alone. What the manifest has changed since is planned, as in `job_in`.
  void count_jobs(JobTally& tally) {
    SQLite::Statement select{*database_,
                             "SELECT status, changed, count(*), sum(status IN (3, 4, 5) AND NOT changed AND "
                             "concluded_run IS NOT NULL AND concluded_run <> ?1) FROM jobs WHERE status IN "
                             "(0, 1, 2, 3, 4, 5, 6, 7) AND enrolled_run = ?2 GROUP BY status, changed"};
    select.bind(1, run_);
    select.bind(2, enrolled_run_);
    while (select.executeStep()) {
      const int changed = select.getColumn(1).getInt();
      const int status = changed == 0
                             ? select.getColumn(0).getInt()
                             : static_cast<int>(changed == 2 ? JobStatus::failed : JobStatus::planned);
      tally.jobs.at(static_cast<std::size_t>(status)) +=
          static_cast<std::size_t>(select.getColumn(2).getInt64());
      tally.unchanged += static_cast<std::size_t>(select.getColumn(3).getInt64());
    }
  }

  /// Of what the manifest asks for still: the next run does not fetch what it has changed since.
  std::optional<WallTime> first_that_renders() {
    SQLite::Statement select{*database_,
                             "SELECT min(submitted_at) FROM jobs WHERE status = 2 AND enrolled_run = ?1 AND "
                             "changed = 0 AND enrolled_fingerprint = fingerprint"};
    select.bind(1, enrolled_run_);
    return select.executeStep() ? optional_wall_time(select.getColumn(0)) : std::nullopt;
  }

  /// Those of all jobs, where none of them is left out, is one count over an index.
  std::size_t count_assets() {
    SQLite::Statement left_out{
        *database_,
        "SELECT (SELECT count(*) FROM jobs) - (SELECT count(*) FROM jobs WHERE status IN "
        "(0, 1, 2, 3, 4, 5, 6, 7) AND enrolled_run = ?1 AND changed = 0)"};
    left_out.bind(1, enrolled_run_);
    const bool some = left_out.executeStep() && left_out.getColumn(0).getInt64() != 0;
    SQLite::Statement count{*database_,
                            some ? "SELECT count(*) FROM jobs j CROSS JOIN assets a ON a.job = j.job "
                                   "WHERE j.enrolled_run = ?1 AND j.changed = 0"
                                 : "SELECT count(*) FROM assets WHERE ?1 = ?1"};
    count.bind(1, enrolled_run_);
    const std::int64_t all = count.executeStep() ? count.getColumn(0).getInt64() : 0;
    return static_cast<std::size_t>(all - count_assets_of_another());
  }

  /// Those that `has_outcome_of_another` hides.
  std::int64_t count_assets_of_another() {
    SQLite::Statement count{
        *database_,
        "SELECT count(*) FROM jobs j CROSS JOIN assets a ON a.job = j.job WHERE j.status IN (0, 1, 6, 7) AND "
        "j.enrolled_run = ? AND j.attempts > 0 AND (j.status = 0 OR (SELECT t.formats FROM attempts t WHERE "
        "t.job = j.job AND t.number = " +
            standing_attempt + ") = '[]')"};
    count.bind(1, enrolled_run_);
    return count.executeStep() ? count.getColumn(0).getInt64() : 0;
  }

  void find_troubled(std::vector<JobResult>& found, std::size_t most) {
    static const std::string sql =
        select_from_jobs(true) +
        " WHERE j.job IN (SELECT * FROM (SELECT job FROM jobs WHERE status IN (4, 5, 6, 7) AND enrolled_run "
        "= "
        "?1 AND changed = 0 ORDER BY position LIMIT ?2) UNION ALL SELECT * FROM (SELECT job FROM jobs WHERE "
        "status IN (2, 3, 4) AND enrolled_run = ?1 AND changed = 2 ORDER BY position LIMIT ?2)) "
        "ORDER BY j.position LIMIT ?2";
    SQLite::Statement select{*database_, sql};
    select.bind(1, enrolled_run_);
    select.bind(2, static_cast<std::int64_t>(most));
    while (select.executeStep()) found.push_back(job_in(select));
  }

  JobResult job_in(SQLite::Statement& row) {
    JobResult job;
    const std::int64_t number = row.getColumn(0).getInt64();
    job.key = JobKey{row.getColumn(1).getString()};
    job.design_name = row.getColumn(2).getString();
    job.design_id = DesignId{row.getColumn(3).getString()};
    job.status = static_cast<JobStatus>(row.getColumn(4).getInt());
    job.variables_json = row.getColumn(5).getString();
    const std::string enrolled = row.getColumn(13).getString();
    if (row.getColumn(16).getInt() != 0) return read_rejection(std::move(job), number, enrolled);
    if (is_finished(job.status) && has_changed(row)) {
      // What is there belongs to another variant than the manifest now asks for.
      job.status = JobStatus::planned;
      job.fingerprint = Fingerprint{enrolled};
      return job;
    }
    job.attempts = row.getColumn(8).getInt();
    job.fingerprint = Fingerprint{row.getColumn(6).getString()};
    if (job.fingerprint.text.empty()) job.fingerprint = Fingerprint{enrolled};
    job.request_id = RequestId{row.getColumn(7).getString()};
    job.polls = row.getColumn(9).getInt();
    job.submitted_at = optional_wall_time(row.getColumn(10));
    job.finished_at = optional_wall_time(row.getColumn(11));
    const auto concluded_run = optional_number(row.getColumn(12));
    job.unchanged = is_finished(job.status) && concluded_run && *concluded_run != run_;
    read_outcome(job, number);
    return job;
  }

  /// What the manifest asks for was rejected. What is there of another content is not this one's.
  JobResult read_rejection(JobResult job, std::int64_t number, const std::string& fingerprint) {
    job.status = JobStatus::failed;
    job.fingerprint = Fingerprint{fingerprint};
    SQLite::Statement& select = statement(
        "SELECT number, reason_id, reason, answered_at FROM attempts WHERE job = ? AND state = 'rejected' "
        "ORDER BY number DESC LIMIT 1");
    select.reset();
    select.bind(1, number);
    if (select.executeStep()) {
      job.attempts = select.getColumn(0).getInt();
      job.failures = {{"", select.getColumn(1).getString(), select.getColumn(2).getString()}};
      job.finished_at = optional_wall_time(select.getColumn(3));
    }
    select.reset();
    return job;
  }

  void read_doubt(JobResult& job, std::int64_t number) {
    static const std::string sql =
        "SELECT a.reason_id, a.reason, a.intended_at FROM jobs j JOIN attempts a ON a.job = j.job AND "
        "a.number "
        "= " +
        standing_attempt + " WHERE j.job = ?";
    SQLite::Statement& select = statement(sql.c_str());
    select.reset();
    select.bind(1, number);
    if (select.executeStep()) {
      job.failures = {{"", select.getColumn(0).getString(), select.getColumn(1).getString()}};
      job.submitted_at = optional_wall_time(select.getColumn(2));
    }
    select.reset();
  }

  /// Whether the attempt that the job's state comes from asked for some formats alone, and leaves the others.
  bool stands_for_some(std::int64_t number) {
    static const std::string sql =
        "SELECT a.formats FROM jobs j JOIN attempts a ON a.job = j.job AND a.number = " + standing_attempt +
        " WHERE j.job = ?";
    SQLite::Statement& select = statement(sql.c_str());
    select.reset();
    select.bind(1, number);
    const bool some = select.executeStep() && !formats_from_json(select.getColumn(0).getString()).empty();
    select.reset();
    return some;
  }

  /// Until the API has taken a whole attempt, what is there is of one before it, and of what that asked for.
  bool has_outcome_of_another(JobStatus status, std::int64_t number) {
    if (is_finished(status) || status == JobStatus::rendering) return false;
    return status == JobStatus::planned || !stands_for_some(number);
  }

  void read_outcome(JobResult& job, std::int64_t number) {
    if (job.attempts == 0) return;
    if (has_outcome_of_another(job.status, number)) {
      job.request_id = {};
      job.polls = 0;
      job.submitted_at.reset();
      job.finished_at.reset();
    } else {
      job.assets = assets_of(statement(select_assets), number);
    }
    read_failures(job, number);
  }

  void read_failures(JobResult& job, std::int64_t number) {
    const bool waits = job.status == JobStatus::planned || job.status == JobStatus::submitting;
    if (job.status == JobStatus::succeeded || waits) return;
    if (job.status == JobStatus::in_doubt) {
      read_doubt(job, number);
    } else if (job.status == JobStatus::dropped) {
      job.failures = {{"", "dropped", "given up by the user while it was in doubt"}};
    } else {
      job.failures = failures_of(statement(select_failures), number);
    }
  }

  static bool has_changed(SQLite::Statement& row) {
    if (row.getColumn(13).getString() != row.getColumn(6).getString()) return true;
    const auto enrolled = optional_number(row.getColumn(14));
    const auto attempted = optional_number(row.getColumn(15));
    return enrolled && attempted && *enrolled != *attempted;
  }

  std::filesystem::path file_;
  std::unique_ptr<SQLite::Database> database_;
  std::map<const char*, SQLite::Statement> statements_;
  std::int64_t run_ = 0;
  std::int64_t enrolled_run_ = 0;  // whose enrollment that run has
};

}  // namespace

std::unique_ptr<JournalReader> open_journal(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error) && !error) return nullptr;
  // A run that could not write its first page (a full disk) leaves this; nothing was begun.
  if (std::filesystem::file_size(file, error) == 0 && !error) return nullptr;
  return std::make_unique<SqliteReader>(file);
}

}  // namespace pressrun::io
