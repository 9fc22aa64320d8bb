#pragma once

#include "pressrun/core/claim.hpp"
#include "pressrun/core/plan.hpp"
#include "pressrun/domain/journal.hpp"
#include "pressrun/domain/results.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace pressrun {

namespace asio = boost::asio;

/// The journal could not be read or written: disk full, read-only, damaged, from a newer version.
/// The run stops (exit code 6); nothing was sent that is not recorded.
class JournalError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A job of the present manifest, announced before the run starts.
struct Enrollment {
  JobKey key;
  std::size_t position = 0;
  std::string design_name;
  DesignId design_id;
  Fingerprint fingerprint;
  std::optional<std::int64_t> design_version;
  std::string variables_json;
};

/// What the journal knows of an enrolled job from earlier runs. Fingerprint and version are those of the last
/// attempt that was not refused (empty: none was made).
struct KnownJob {
  JobStatus status = JobStatus::planned;
  Fingerprint fingerprint;
  std::optional<std::int64_t> design_version;
  int attempts = 0;
  RequestId request_id;
  std::vector<std::string> retried_formats;  ///< the formats that the last attempt asked for alone
  std::optional<WallTime> submitted_at;      ///< of the last attempt
  std::vector<Failure> failures;           ///< recorded against it, in order; kept while formats are retried
  bool has_assets = false;                 ///< some formats are there (partial, or a retry of the others)
  std::optional<Rejection> rejected = {};  ///< of another content than is there
};

/// As a run and a plan decide on it.
Known known_of(const KnownJob& job);

/// The journal of one manifest, as a run writes it. Every function returns once what it did is durable; calls
/// that are under way together are committed together.
/// Errors:  JournalError.  Threads: one strand.
class Store {
 public:
  virtual ~Store() = default;

  /// Opens a run. Jobs found in `submitting` were lost in a crash: they become in doubt here.
  virtual asio::awaitable<void> begin_run(RunRecord run) = 0;
  /// Announces jobs of the present run, in the manifest's order; answers what is known of each, same order.
  virtual asio::awaitable<std::vector<KnownJob>> enroll(std::vector<Enrollment> jobs) = 0;
  /// Those announced in this run are all there are: they are known again by RunRecord::enrollment.
  virtual asio::awaitable<void> end_enrollment() = 0;
  /// How many jobs there are, where this run's enrollment is that of the last one and every job of it
  /// succeeded as it now stands: none needs to be announced. Nothing: look for yourself.
  virtual asio::awaitable<std::optional<std::size_t>> all_succeeded() = 0;
  virtual asio::awaitable<void> record(JournalEntry entry) = 0;
  /// All of them or none: what one call brought for several jobs.
  virtual asio::awaitable<void> record_all(std::vector<JournalEntry> entries) = 0;
  virtual asio::awaitable<void> end_run(RunRecord run) = 0;
};

/// Reading a journal, beside a run or without one. Blocks: for the ends of a run and for `status`.
/// Errors: JournalError.
class JournalReader {
 public:
  virtual ~JournalReader() = default;
  [[nodiscard]] virtual std::optional<RunRecord> last_run() = 0;
  /// What is known of each of these jobs; for `plan`, which enrolls nothing.
  [[nodiscard]] virtual std::vector<KnownJob> look_up(const std::vector<JobKey>& keys) = 0;
  /// Of a job in doubt, the attempt that is. Nothing: it is not in doubt.
  [[nodiscard]] virtual std::optional<Claim> doubtful(const JobKey& key) = 0;
  /// All attempts that have this request id; its letters' case does not count.
  [[nodiscard]] virtual std::vector<Claim> claims_on(const RequestId& id) = 0;
  /// How those of the last run stand: quick, whatever their number.
  [[nodiscard]] virtual JobTally tally() = 0;
  /// Those that somebody should look at, the first so many in manifest order.
  [[nodiscard]] virtual std::vector<JobResult> troubled(std::size_t most) = 0;
  /// Jobs enrolled in the last run, in manifest order; `unchanged` where that run did not produce them.
  virtual void each_job(const std::function<void(const JobResult&)>& visit) = 0;
};

}  // namespace pressrun
