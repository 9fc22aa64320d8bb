#pragma once

#include "io/journal/statements.hpp"
#include "pressrun/domain/asset.hpp"
#include "pressrun/domain/failure.hpp"
#include "pressrun/domain/ledger.hpp"
#include "pressrun/domain/results.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::io {

// A journal of version 3 as it was: jobs, and what was sent for each of them.

/// One sending of a submission.
struct OldAttempt {
  int number = 0;
  RunNumber run = 0;
  std::string state;  ///< intent accepted refused rejected in_doubt resolved
  RequestId request_id;
  Formats formats;  ///< empty: all that the job named
  JobStatus status_before = JobStatus::planned;
  WallTime intended_at{};
  std::optional<WallTime> answered_at;
  Failure reason;
  std::string fingerprint;  ///< of what was sent; where it is not known any more, a name of its own
};

struct OldJob {
  std::int64_t number = 0;
  JobKey key;
  std::int64_t position = 0;
  std::string design_name;
  DesignId design;
  std::string variables;
  std::string enrolled_fingerprint;
  bool enrolled = false;  ///< by the last run
  JobStatus status = JobStatus::planned;
  std::string fingerprint;
  std::optional<std::int64_t> design_version;
  int attempts = 0;
  RequestId request_id;
  int polls = 0;
  std::optional<WallTime> finished_at;
  RunNumber concluded_run = 0;
  std::string rejected_fingerprint;
  std::vector<OldAttempt> sent;  ///< in order
  std::vector<Asset> assets;
  std::vector<Failure> failures;
};

/// Every job of the renamed tables, in the manifest's order. Throws JournalError.
void each_old_job(Statements& statements, const std::function<void(OldJob&&)>& visit);

/// What one attempt was, as the ledger has it. `superseded`: the one after it.
struct OldRequest {
  GenerationRequest request;
  std::string fingerprint;
};

/// The attempts of a job that may have been paid for, or that were rejected, as requests with what they
/// brought. `now`: what rendered long before is over.
std::vector<OldRequest> requests_of(const OldJob& job, WallTime now);

}  // namespace pressrun::io
