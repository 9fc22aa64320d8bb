#pragma once

#include "pressrun/domain/journal.hpp"
#include "pressrun/io/journal_mark.hpp"
#include "pressrun/ports/store.hpp"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace pressrun::io {

/// The journal's meaning in SQL: each entry as the rows it changes. Knows nothing of threads and
/// transactions; the writer wraps a group of calls in one. Throws JournalError and SQLite::Exception.
class Journal {
 public:
  explicit Journal(const std::filesystem::path& file);

  SQLite::Database& database() { return *database_; }

  void begin_run(const RunRecord& run);
  void end_run(const RunRecord& run);
  KnownJob enroll(const Enrollment& job);
  void end_enrollment();
  std::optional<std::size_t> all_succeeded();
  void apply(const JournalEntry& entry);
  /// At the end of a transaction: where it held something that an older copy must not be without, the mark
  /// that tells this state from all before.
  std::optional<JournalMark> move_on();

 private:
  struct Job {
    std::int64_t number;
    JobStatus status;
    int attempts;
  };

  /// One sending of a submission, as far as what comes of it depends on it.
  struct Attempt {
    Job job;
    std::string state;
    bool whole;  // asks for all formats of the job, not for some that had failed
    bool first;  // of the job: nothing can be there from before
  };

  /// What was there before an attempt, and before the doubts that led to it.
  struct Before {
    int attempt;  // whose row says so
    JobStatus status;
    bool is_other;  // of another content than what was last attempted
  };

  SQLite::Statement& statement(const char* sql);
  Job job(const JobKey& key);
  Attempt attempt(const JobKey& key, int number);
  void set_status(const Job& job, JobStatus status);
  std::vector<std::string> attempt_formats(const Job& job, int attempt);
  int attempt_in_doubt(const Job& job);
  Before before_doubts(const Job& job, int attempt);
  void plan_again(const Job& job, int doubtful);
  void require(bool fits, const JobKey& key, const char* entry);
  void answer_attempt(const Job& job, int attempt, const char* state, const Failure& why, WallTime at);
  void answer_at_once(const Attempt& made, const Conclusion& e);
  void forget_outcome(const Job& job);
  bool set_aside(const Job& job, const Conclusion& e);
  void give_back(const Job& job, int attempt);
  void attach(const Job& job, int doubtful, const RequestId& id);
  void find_enrollment();
  void drop_old_runs();
  void store_assets(const Attempt& made, const std::vector<Asset>& assets);
  void store_failures(const Attempt& made, const std::vector<Failure>& failures);

  void on(const Intent& e);
  void on(const Acceptance& e);
  void on(const Withdrawal& e);
  void on(const Doubt& e);
  void on(const Conclusion& e);
  void on(const Resolution& e);

  std::unique_ptr<SQLite::Database> database_;
  std::map<const char*, SQLite::Statement>
      statements_;  // by the literal's address: each stands once in the code
  std::unordered_map<std::string, Attempt>
      under_way_;          // those of this run, by job key: spares reading them back
  bool moves_on_ = false;  // this transaction does
  std::int64_t run_ = 0;
  std::int64_t enrolled_run_ = 0;  // whose enrollment the present run has: its own, or an earlier one's
  std::string enrollment_;
  bool same_ = false;  // as the last one
};

}  // namespace pressrun::io
