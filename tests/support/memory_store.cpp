#include "support/memory_store.hpp"

#include <algorithm>
#include <cctype>

namespace pressrun::test {

/// Applied at once to what the running process sees; durable, with all that came before it, after the
/// commit's time.
asio::awaitable<void> MemoryStore::commit(Change change) {
  ++records_;
  if (fails_at_ > 0 && records_ >= fails_at_) throw JournalError("journal: disk is full");
  change(live_);
  pending_.push_back(std::move(change));
  const std::uint64_t mine = ++issued_;
  if (early_ && issued_ % 50 != 0) co_return;  // the next fiftieth takes the others along
  const Duration takes = draw_ ? draw_() : commit_time_;
  if (takes > Duration{}) co_await clock_->sleep_until(clock_->now() + takes);
  for (; committed_ < mine; ++committed_) {
    pending_.front()(durable_);
    pending_.pop_front();
  }
}

void MemoryStore::write_at_once(const JournalEntry& entry) {
  live_.apply(entry);
  durable_.apply(entry);
}

void MemoryStore::crash() {
  live_ = durable_;
  pending_.clear();
  issued_ = committed_;
}

asio::awaitable<void> MemoryStore::begin_run(RunRecord run) {
  Change change = [run](MemoryTables& tables) { tables.begin(run); };
  co_await commit(std::move(change));
}

asio::awaitable<std::vector<KnownJob>> MemoryStore::enroll(std::vector<Enrollment> jobs) {
  std::vector<KnownJob> known;
  MemoryTables before = live_;
  for (const Enrollment& job : jobs) known.push_back(before.enroll(job));
  Change change = [jobs = std::move(jobs)](MemoryTables& tables) {
    for (const Enrollment& job : jobs) tables.enroll(job);
  };
  co_await commit(std::move(change));
  co_return known;
}

asio::awaitable<void> MemoryStore::end_enrollment() {
  Change change = [](MemoryTables& tables) { tables.enrollment = tables.run->enrollment; };
  co_await commit(std::move(change));
}

asio::awaitable<std::optional<std::size_t>> MemoryStore::all_succeeded() { co_return live_.all_succeeded(); }

asio::awaitable<void> MemoryStore::record(JournalEntry entry) {
  Change change = [entry = std::move(entry)](MemoryTables& tables) { tables.apply(entry); };
  co_await commit(std::move(change));
}

asio::awaitable<void> MemoryStore::record_all(std::vector<JournalEntry> entries) {
  Change change = [entries = std::move(entries)](MemoryTables& tables) {
    for (const JournalEntry& entry : entries) tables.apply(entry);
  };
  co_await commit(std::move(change));
}

asio::awaitable<void> MemoryStore::end_run(RunRecord run) {
  Change change = [run](MemoryTables& tables) { tables.run = run; };
  co_await commit(std::move(change));
}

std::vector<KnownJob> MemoryStore::look_up(const std::vector<JobKey>& keys) {
  MemoryTables copy = durable_;
  std::vector<KnownJob> known;
  for (const JobKey& key : keys) {
    const auto found = copy.jobs.find(key);
    known.push_back(found == copy.jobs.end() ? KnownJob{} : copy.enroll(found->second.enrolled));
  }
  return known;
}

namespace {

Claim claim_of(const MemoryTables::Row& row, const MemoryTables::Attempt& attempt) {
  const auto number = static_cast<int>(&attempt - row.attempts.data()) + 1;
  return {row.enrolled.key, row.enrolled.design_id, number, attempt.at, attempt.state == "resolved"};
}

/// Until the API has taken a whole attempt, what is there is of one before it, and of what that asked for.
bool has_outcome_of_another(MemoryTables::Row& row) {
  switch (row.status) {
    case JobStatus::submitting:
    case JobStatus::in_doubt:
    case JobStatus::dropped:
      return row.standing().formats.empty();
    default:
      return row.status == JobStatus::planned;
  }
}

std::string lower(std::string text) {
  for (char& letter : text) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  return text;
}

}  // namespace

std::optional<Claim> MemoryStore::doubtful(const JobKey& key) {
  const auto found = durable_.jobs.find(key);
  if (found == durable_.jobs.end() || found->second.status != JobStatus::in_doubt) return std::nullopt;
  MemoryTables::Row row = found->second;
  return claim_of(row, row.standing());
}

std::vector<Claim> MemoryStore::claims_on(const RequestId& id) {
  std::vector<Claim> claims;
  for (const auto& [key, row] : durable_.jobs) {
    for (const MemoryTables::Attempt& attempt : row.attempts) {
      if (lower(attempt.request_id.text) == lower(id.text)) claims.push_back(claim_of(row, attempt));
    }
  }
  return claims;
}

JobTally MemoryStore::tally() {
  JobTally tally;
  each_job([&](const JobResult& job) { tally.add(job); });
  return tally;
}

std::vector<JobResult> MemoryStore::troubled(std::size_t most) {
  std::vector<JobResult> found;
  each_job([&](const JobResult& job) {
    if (is_troubled(job.status) && found.size() < most) found.push_back(job);
  });
  return found;
}

void MemoryStore::each_job(const std::function<void(const JobResult&)>& visit) {
  std::vector<MemoryTables::Row*> rows;
  for (auto& [key, row] : durable_.jobs) {
    if (durable_.run && row.enrolled_run == durable_.run->id) rows.push_back(&row);
  }
  std::ranges::sort(rows, {}, [](const auto* row) { return row->enrolled.position; });
  for (auto* row : rows) {
    JobResult job;
    job.key = row->enrolled.key;
    job.design_name = row->enrolled.design_name;
    job.design_id = row->enrolled.design_id;
    job.status = row->status;
    job.variables_json = row->enrolled.variables_json;
    if (row->asks_for_what_was_rejected()) {
      job.status = JobStatus::failed;
      job.fingerprint = row->enrolled.fingerprint;
      const auto last = std::ranges::find(row->attempts.rbegin(), row->attempts.rend(), "rejected",
                                          &MemoryTables::Attempt::state);
      job.attempts = static_cast<int>(row->attempts.rend() - last);
      job.failures = {last->doubt};
      visit(job);
      continue;
    }
    const bool finished = job.status == JobStatus::succeeded || job.status == JobStatus::partial ||
                          job.status == JobStatus::failed;
    const bool edited = row->enrolled.design_version && row->design_version &&
                        *row->enrolled.design_version != *row->design_version;
    if (finished && (edited || !(row->enrolled.fingerprint == row->fingerprint))) {
      // What is there belongs to another variant than the manifest now asks for.
      job.status = JobStatus::planned;
      job.fingerprint = row->enrolled.fingerprint;
      visit(job);
      continue;
    }
    job.unchanged = finished && row->finished_at && !(row->concluded_run == row->enrolled_run);
    job.fingerprint = row->fingerprint.text.empty() ? row->enrolled.fingerprint : row->fingerprint;
    job.request_id = row->request_id;
    job.attempts = row->last();
    job.polls = row->polls;
    job.submitted_at = row->submitted_at;
    job.finished_at = row->finished_at;
    job.assets = row->assets;
    job.failures = row->failures;
    if (has_outcome_of_another(*row)) {
      job.request_id = {};
      job.polls = 0;
      job.submitted_at.reset();
      job.finished_at.reset();
      job.assets.clear();
    }
    if (!finished && row->status != JobStatus::rendering) job.failures.clear();
    if (row->status == JobStatus::dropped)
      job.failures = {{"", "dropped", "given up by the user while it was in doubt"}};
    if (row->status == JobStatus::in_doubt) {
      job.failures = {row->standing().doubt};
      job.submitted_at = row->standing().at;
    }
    visit(job);
  }
}

}  // namespace pressrun::test
