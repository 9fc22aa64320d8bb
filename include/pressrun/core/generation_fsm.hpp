#pragma once

#include "pressrun/core/outcomes.hpp"
#include "pressrun/core/policy.hpp"
#include "pressrun/domain/journal.hpp"
#include "pressrun/domain/time.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace pressrun {

/// The life of one job (design.md, "Life of a job"). Facts in; the next state, what the journal must hold
/// before anything else happens, and what to do then come out.

/// What stays the same while a job lives.
struct JobFacts {
  JobKey key;
  Fingerprint fingerprint;
  std::optional<std::int64_t> design_version;
  std::vector<std::string>
      expected_formats;  ///< what a full attempt has to bring; empty: not known, or multipage
};

/// What an attempt is about, when it is not about everything.
struct Scope {
  std::vector<std::string> formats;  ///< asked for again alone; empty: all
  std::vector<Failure> standing;     ///< failures of other formats, which this attempt does not touch
  bool has_assets = false;           ///< earlier attempts brought some
  int retries = 0;                   ///< of single formats, within this run
};

// clang-format off
struct Planned { int attempts = 0; Scope scope; int refusals = 0; };     // nothing of it has left this process
struct Submitting { int attempt = 1; Scope scope; int refusals = 0; };   // on its way, or lost: never sent again unasked
struct Rendering { RequestId id; int attempt = 1; Scope scope; int polls = 0; int troubles = 0; };  // the API has it
struct Ended { JobStatus status = JobStatus::failed; };
using JobState = std::variant<Planned, Submitting, Rendering, Ended>;

struct Granted {};                                         // its turn has come: the intent is to be recorded, then sent
using JobEvent = std::variant<Granted, SubmitOutcome, PollOutcome>;

struct Send {};                                            // POST, once the intent is durable
struct SubmitAt { Instant at{}; };                         // wait for a turn, not before `at`
struct PollAt { Instant at{}; };                           // when it is worth it, not before `at`
struct Leave {};                                           // a later run polls: in this one it would be in vain
struct Finish {};
using JobAction = std::variant<Send, SubmitAt, PollAt, Leave, Finish>;
// clang-format on

struct JobStep {
  JobState state;
  std::optional<JournalEntry> entry;  ///< durable before `action`
  JobAction action;
};

struct StepContext {
  const JobFacts& facts;
  const Policy& policy;
  Instant now;
  WallTime wall;
};

/// Next state, record and action. Pure and total: an event that does not fit the state leaves the job where
/// it is, in the one way that cannot cost money (asserted in debug builds).
JobStep step(const JobState& state, const JobEvent& event, const StepContext& context);

}  // namespace pressrun
