#pragma once

#include "app/call_gate.hpp"
#include "app/campaign_run.hpp"
#include "pressrun/core/admission.hpp"
#include "pressrun/core/run_control.hpp"
#include "pressrun/ports/progress.hpp"

#include <string>

namespace pressrun::app {

/// Why a run seems to stand still at `now`, when it does; empty: it does not.
std::string standstill(const RunControl& control, const Admission& admission, const RateBudget& budget,
                       Instant now);

/// How far a run is now, without `elapsed` and `remaining`.
ProgressReading progress_of(const CampaignRuns& campaigns, const Admission& admission, const CallGate& gate);

}  // namespace pressrun::app
