#include "app/run_progress.hpp"

#include <chrono>

namespace pressrun::app {

std::string standstill(const RunControl& control, const Admission& admission, const RateBudget& budget,
                       Instant now) {
  if (control.draining()) return "stopping: awaiting the answers under way";
  if (!admission.circuit().closed())
    return "the service does not answer as it should: looking whether it is back";
  if (admission.resubmission_backoff().loses_all())
    return "submissions are lost, though the service answers otherwise: one is tried now and then";
  if (!control.takes_in()) return "no more is sent: " + control.stops().front().reason;
  for (const Tier tier : {Tier::none, Tier::polling}) {
    const auto held = budget.held_until(tier, now);
    const bool long_wait = held && *held - now > std::chrono::seconds{2};
    if (long_wait) return "rate limited for " + format_duration(*held - now);
  }
  return {};
}

std::optional<Forecast> time_left_of(const ProgressReading& reading, const RequestQueue& queue,
                                     const Admission& admission, const Policy& policy) {
  if (!admission.circuit().closed() || admission.resubmission_backoff().loses_all()) return std::nullopt;
  return forecast(queue.work_left(reading.waiting), 0, policy);
}

std::vector<SlowRequest> slowest_of(const Admission& admission, const RequestTable& table, Instant now) {
  constexpr std::size_t most = 3;
  std::vector<SlowRequest> slow;
  for (const auto& [index, since] : admission.polls().oldest(most))
    slow.push_back({table.content_of(index).label, now - since});
  return slow;
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
