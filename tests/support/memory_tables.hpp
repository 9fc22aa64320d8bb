#pragma once

#include "pressrun/ports/store.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::test {

/// What a journal holds, as plain maps: the meaning of each entry, without any disk.
struct MemoryTables {
  struct Attempt {
    std::string state;  ///< intent, accepted, refused, rejected, in_doubt, resolved
    RequestId request_id;
    Fingerprint fingerprint;
    std::optional<std::int64_t> design_version;
    std::vector<std::string> formats;
    JobStatus before = JobStatus::planned;
    Fingerprint fingerprint_before;
    std::optional<std::int64_t> version_before;
    Failure doubt;  ///< or why it was rejected
    std::optional<JobStatus> concluded;
    std::optional<Verdict> resolved;
    WallTime at{};
  };
  struct Row {
    Enrollment enrolled;
    RunId enrolled_run;
    RunId concluded_run;
    JobStatus status = JobStatus::planned;
    Fingerprint fingerprint;
    std::optional<std::int64_t> design_version;
    RequestId request_id;
    int polls = 0;
    std::optional<WallTime> submitted_at;
    std::optional<WallTime> finished_at;
    std::vector<Asset> assets;
    std::vector<Failure> failures;
    std::vector<Attempt> attempts;
    std::map<std::string, int> brought_by;  ///< by an asset's format: the number of the attempt
    std::optional<Rejection> rejected;
    [[nodiscard]] bool asks_for_what_was_rejected() const;
    [[nodiscard]] int last() const { return static_cast<int>(attempts.size()); }
    /// The one that its state comes from: what renders is of the attempt whose id it has; in doubt is the
    /// last that was not refused, for what came after it was never begun. There is one.
    Attempt& standing();
  };

  std::map<JobKey, Row> jobs;
  std::optional<RunRecord> run;

  std::string enrollment;  ///< what the jobs of the last complete enrollment add up to
  bool same = false;       ///< the present run has the same
  [[nodiscard]] std::optional<std::size_t> all_succeeded() const;
  void begin(const RunRecord& opened);
  KnownJob enroll(const Enrollment& job);
  void apply(const JournalEntry& entry);

 private:
  Row& row(const JobKey& key);
  Attempt& attempt(Row& row, int number);
  static void give_back(Row& job, const Attempt& made);
  static bool set_aside(Row& job, Attempt& made, const Conclusion& e);
  static void answer_at_once(Row& job, Attempt& made, bool delivered);
  static const Attempt& before_doubts(const Row& job, const Attempt& doubtful);
  static bool is_other(const Row& job, const Attempt& made);
  static void plan_again(Row& job, const Attempt& doubtful);
  void on(const Intent& e);
  void on(const Acceptance& e);
  void on(const Withdrawal& e);
  void on(const Doubt& e);
  void on(const Conclusion& e);
  void on(const Resolution& e);
};

}  // namespace pressrun::test
