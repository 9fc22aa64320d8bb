#include "app/run_progress.hpp"

#include <optional>

namespace pressrun::app {

std::string standstill(const RunControl& control, const Admission& admission, const RateBudget& budget,
                       Instant now) {
  if (control.draining()) return "stopping: awaiting the answers under way";
  if (!admission.circuit().closed())
    return "the service does not answer as it should: looking whether it is back";
  if (admission.resubmission_backoff().loses_all())
    return "submissions are lost, though the service answers otherwise: one is tried now and then";
  for (const Tier tier : {Tier::none, Tier::polling}) {
    const auto held = budget.held_until(tier, now);
    const bool long_wait = held && *held - now > std::chrono::seconds{2};
    if (long_wait) return "rate limited for " + format_duration(*held - now);
  }
  return {};
}

ProgressReading progress_of(const CampaignRuns& campaigns, const Admission& admission, const CallGate& gate) {
  ProgressReading reading;
  add_progress(campaigns, reading);
  reading.in_flight = admission.in_flight();
  reading.waiting += admission.submissions_waiting();
  reading.calls_per_second = gate.calls_per_second();
  return reading;
}

}  // namespace pressrun::app
