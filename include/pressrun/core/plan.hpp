#pragma once

#include "pressrun/domain/failure.hpp"
#include "pressrun/domain/job.hpp"
#include "pressrun/domain/results.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pressrun {

/// What the API rejected when it was submitted, though something else is there: see Conclusion.
struct Rejection {
  Fingerprint fingerprint;
  std::optional<std::int64_t> design_version;
};

/// What the journal knows of a job that bears on what is to be done with it.
struct Known {
  JobStatus status = JobStatus::planned;
  Fingerprint fingerprint;  ///< of the last attempt; empty: none was made
  std::optional<std::int64_t> design_version;
  std::vector<Failure> failures;
  std::vector<std::string> retried_formats = {};  ///< that the last attempt asked for alone; empty: for all
  std::optional<Rejection> rejected = {};
};

/// How the job stands as the manifest now has it: failed, where that is what was rejected.
JobStatus status_of(const Fingerprint& fingerprint, std::optional<std::int64_t> design_version,
                    const Known& known);

enum class Todo : std::uint8_t {
  submit,         ///< new, changed, or failed before: a full attempt
  retry_formats,  ///< partial before: only the formats that failed
  resume,         ///< the API has it: poll
  keep,           ///< finished and unchanged: nothing
  hold,           ///< in doubt: only `resolve` decides
};

/// Why, as `plan` counts them.
enum class Reason : std::uint8_t {
  is_new,
  changed,
  failed_before,
  partial_before,
  rendering,
  unchanged,
  in_doubt,
  dropped
};

struct Decision {
  Todo todo = Todo::submit;
  Reason reason = Reason::is_new;
  std::vector<std::string> formats;  ///< with retry_formats
};

struct PlanOptions {
  bool force = false;              ///< treat all as changed
  bool resubmit_in_doubt = false;  ///< `--in-doubt resubmit`
};

/// Compares a job of the manifest with what the journal has: manifest minus what is done. Pure.
/// A job in doubt stays so even when it has changed: its last attempt may still come out as a paid
/// generation. Submitted again on the user's word, it is whole where it has changed: what is there of other
/// formats is of what was asked for before.
Decision decide(const Fingerprint& fingerprint, std::optional<std::int64_t> design_version,
                const Known& known, const PlanOptions& options);

}  // namespace pressrun
