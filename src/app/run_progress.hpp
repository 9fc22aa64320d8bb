#pragma once

#include "app/call_gate.hpp"
#include "app/campaign_run.hpp"
#include "app/request_queue.hpp"
#include "pressrun/core/admission.hpp"
#include "pressrun/core/run_control.hpp"
#include "pressrun/ports/progress.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pressrun::app {

/// Why a run seems to stand still at `now`, when it does; empty: it does not.
std::string standstill(const RunControl& control, const Admission& admission, const RateBudget& budget,
                       Instant now);

/// How long what is left will take, by what was learned so far. Nothing: it stands still, and nobody knows
/// for how long.
std::optional<Forecast> time_left_of(const ProgressReading& reading, const RequestQueue& queue,
                                     const Admission& admission, const Policy& policy);

/// The requests that render longest.
std::vector<SlowRequest> slowest_of(const Admission& admission, const RequestTable& table, Instant now);

/// How far a run is now, without `elapsed` and `remaining`.
ProgressReading progress_of(const CampaignRuns& campaigns, const Admission& admission, const CallGate& gate);

}  // namespace pressrun::app
