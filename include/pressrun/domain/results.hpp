#pragma once

#include "pressrun/domain/asset.hpp"
#include "pressrun/domain/failure.hpp"
#include "pressrun/domain/fetched_file.hpp"
#include "pressrun/domain/ids.hpp"
#include "pressrun/domain/job.hpp"
#include "pressrun/domain/time.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun {

/// What the journal holds of a job. The numbers are on disk: never renumber.
enum class JobStatus : std::uint8_t {
  planned = 0,     ///< nothing of it has left this process
  submitting = 1,  ///< on its way, or lost; found after a crash it is in doubt
  rendering = 2,   ///< the API has it, under a request id
  succeeded = 3,   ///< every format is there
  partial = 4,     ///< some are
  failed = 5,      ///< none
  in_doubt = 6,    ///< it may have been a paid generation; held until decided
  dropped = 7,     ///< was in doubt, and the user gave it up
};

/// As the results file says it: planned, submitting and rendering are "pending", dropped is "failed".
std::string_view results_status(JobStatus status);
/// As `status` says it: each by its own name.
std::string_view to_string(JobStatus status);

/// A job as results, reports, the summary and `status` show it: the one view of it that all of them read. A
/// journal makes it: what the manifest says of the job, and what core/job_outcome tells of its renditions.
struct JobView {
  JobKey key;
  std::string design_name;
  DesignId design_id;
  JobStatus status = JobStatus::planned;
  bool unchanged = false;  ///< produced by an earlier run
  std::string variables_json = "{}";
  Fingerprint fingerprint;
  RequestId request_id;  ///< of the last attempt; may be empty
  int attempts = 0;
  int polls = 0;
  std::optional<WallTime> submitted_at;  ///< accepted by the API; of a job in doubt: about to be sent
  std::optional<WallTime> finished_at;
  std::vector<Asset> assets;
  bool stale = false;  ///< those assets show what the manifest asked for before
  std::vector<Failure> failures;
  std::string reason;  ///< why it was bought, or why it is not; may be empty
  std::vector<std::string> warnings;
  std::vector<FetchedFile> files;  ///< of its assets; none where nothing was fetched
};

/// Whether somebody should look at it: failed, partial, in doubt, dropped.
bool is_troubled(JobStatus status);

/// How the jobs of the last run stand.
struct JobTally {
  std::array<std::size_t, 8> jobs{};  ///< by status
  std::size_t unchanged = 0;
  std::size_t assets = 0;                   ///< that show what the manifest asks for
  std::optional<WallTime> rendering_since;  ///< when the first of those that render was accepted
  void add(const JobView& job);
};

/// How long the API keeps what a generation came to; then its id answers 410 (API reference §4).
constexpr std::chrono::days results_are_kept{7};

struct ApiCalls {
  std::uint64_t submit = 0;
  std::uint64_t poll = 0;
  std::uint64_t read = 0;
  std::uint64_t rate_limited = 0;  ///< answers 429
};

/// What a campaign's requests count for in credits.
struct CreditBook {
  std::uint64_t settled = 0;           ///< paid for
  std::uint64_t out = 0;               ///< reserved for what is on its way
  std::uint64_t in_doubt = 0;          ///< reserved for what may have been paid for
  std::optional<std::uint64_t> limit;  ///< of this run; nothing: none
};

struct Summary {
  std::size_t jobs = 0;
  std::size_t succeeded = 0;
  std::size_t partial = 0;
  std::size_t failed = 0;
  std::size_t in_doubt = 0;
  std::size_t pending = 0;
  std::size_t unchanged = 0;
  std::size_t assets = 0;
  std::uint64_t credits = 0;  ///< estimate of what this run's assets cost
  bool credits_exact = true;
  CreditBook credit_book;
  ApiCalls api_calls;
  std::size_t rendering = 0;                     ///< of the pending ones: the API has them
  std::optional<WallTime> rendering_since = {};  ///< when the first of those was accepted
};

/// One execution, as the journal and the results head know it.
struct RunRecord {
  RunId id;
  std::int64_t number = 0;    ///< in its journal
  std::int64_t campaign = 0;  ///< likewise
  std::string path;           ///< of the manifest, as Campaign has it
  std::string name;           ///< the manifest's
  WallTime started_at{};
  std::optional<WallTime> finished_at;  ///< absent: still going on, or killed
  std::string ending;                   ///< "" while running; then "finished", "interrupted", "stopped: …"
  std::string enrollment;  ///< what the manifest's jobs add up to, all of them in order; empty: not known
  std::string origin;      ///< of the account
  std::string workspace;
  std::optional<int> exit_code;  ///< how the process ended; nothing: not yet
  Summary summary;
};

}  // namespace pressrun
