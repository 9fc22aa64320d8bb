#pragma once

#include "pressrun/domain/asset.hpp"
#include "pressrun/domain/failure.hpp"
#include "pressrun/domain/ids.hpp"
#include "pressrun/domain/job.hpp"
#include "pressrun/domain/results.hpp"
#include "pressrun/domain/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pressrun {

// What is recorded of a job, in the order of its life. Each is durable before the next thing is done.
// clang-format off
/// About to POST. status → submitting. `formats`: the formats that are asked for again alone, whose assets join
/// those already there; empty: a full attempt, which forgets the assets and failures of earlier ones.
struct Intent { JobKey key; int attempt = 1; Fingerprint fingerprint; std::optional<std::int64_t> design_version;
                std::vector<std::string> formats; WallTime at{}; };
/// The API has it. status → rendering.
struct Acceptance { JobKey key; int attempt = 1; RequestId request_id; WallTime at{}; };
/// Certainly not processed. status → what it was before the intent (planned, or partial where formats were retried).
/// The attempt stays on record as refused.
struct Withdrawal { JobKey key; int attempt = 1; Failure why; WallTime at{}; };
/// Perhaps processed. status → in_doubt.
struct Doubt { JobKey key; int attempt = 1; Failure why; WallTime at{}; };
/// The end. status → succeeded, partial or failed. Assets replace those of the same format; failures replace all
/// that were there. Also closes a submission that was rejected for good (attempt rejected, no assets): where another
/// content was paid for before, that stays as it was (`is_paid_for`), and the job is failed only as long as the
/// manifest asks for what was rejected.
struct Conclusion { JobKey key; int attempt = 1; JobStatus status = JobStatus::failed; std::vector<Asset> assets;
                    std::vector<Failure> failures; int polls = 0; WallTime at{}; };
/// The user's word on a job in doubt: resubmit → planned; drop → dropped; attach → rendering under `request_id`.
enum class Verdict : std::uint8_t { resubmit, drop, attach };
struct Resolution { JobKey key; Verdict as = Verdict::resubmit; RequestId request_id; WallTime at{}; };
// clang-format on

/// What a job of this status has, or will have, cost money: a rejected submission of something else must not
/// lose it, for whoever undoes the edit would pay again.
constexpr bool is_paid_for(JobStatus status) {
  return status == JobStatus::rendering || status == JobStatus::succeeded || status == JobStatus::partial;
}

using JournalEntry = std::variant<Intent, Acceptance, Withdrawal, Doubt, Conclusion, Resolution>;

}  // namespace pressrun
