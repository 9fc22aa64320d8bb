#pragma once

#include "pressrun/ports/clock.hpp"
#include "pressrun/ports/store.hpp"
#include "support/memory_tables.hpp"

#include <deque>
#include <functional>

namespace pressrun::test {

/// A journal that forgets: what was recorded is durable only after a commit's time, and a crash takes the
/// rest.
class MemoryStore final : public Store, public JournalReader {
 public:
  /// `clock` may be changed by `plug`: the next process after a crash has a clock of its own.
  explicit MemoryStore(Clock& clock, Duration commit_time = std::chrono::milliseconds{2})
      : clock_(&clock), commit_time_(commit_time) {}

  asio::awaitable<void> begin_run(RunRecord run) override;
  asio::awaitable<void> end_enrollment() override;
  asio::awaitable<std::optional<std::size_t>> all_succeeded() override;
  asio::awaitable<std::vector<KnownJob>> enroll(std::vector<Enrollment> jobs) override;
  asio::awaitable<void> record(JournalEntry entry) override;
  asio::awaitable<void> record_all(std::vector<JournalEntry> entries) override;
  asio::awaitable<void> end_run(RunRecord run) override;

  [[nodiscard]] std::optional<RunRecord> last_run() override { return durable_.run; }
  [[nodiscard]] std::vector<KnownJob> look_up(const std::vector<JobKey>& keys) override;
  [[nodiscard]] std::optional<Claim> doubtful(const JobKey& key) override;
  [[nodiscard]] std::vector<Claim> claims_on(const RequestId& id) override;
  void each_job(const std::function<void(const JobResult&)>& visit) override;
  JobTally tally() override;
  std::vector<JobResult> troubled(std::size_t most) override;

  void crash();  ///< all that is not durable never happened
  void plug(Clock& clock) { clock_ = &clock; }
  void write_at_once(const JournalEntry& entry);  ///< durable already: what another process did
  /// How long each commit takes, from now on; empty: always the same.
  void commit_times(std::function<Duration()> draw) { draw_ = std::move(draw); }
  void answer_early() { early_ = true; }            ///< a fault of its own: says "durable" before it is
  void fail_at(int record) { fails_at_ = record; }  ///< the disk is full from that record on (1 is the next)
  [[nodiscard]] const MemoryTables& durable() const { return durable_; }
  [[nodiscard]] int records() const { return records_; }
  [[nodiscard]] bool failed() const { return fails_at_ > 0 && records_ >= fails_at_; }

 private:
  using Change = std::function<void(MemoryTables&)>;
  asio::awaitable<void> commit(Change change);

  Clock* clock_;
  Duration commit_time_;
  std::function<Duration()> draw_;
  MemoryTables live_;
  MemoryTables durable_;
  std::deque<Change> pending_;
  std::uint64_t committed_ = 0;  // changes that are in durable_
  std::uint64_t issued_ = 0;
  int records_ = 0;
  int fails_at_ = 0;
  bool early_ = false;
};

}  // namespace pressrun::test
