#pragma once

#include "app/call_gate.hpp"
#include "app/campaign_run.hpp"
#include "app/key_check.hpp"
#include "app/run_observer.hpp"
#include "app/run_stops.hpp"
#include "app/settlement.hpp"
#include "pressrun/app/api_client.hpp"
#include "pressrun/core/admission.hpp"
#include "pressrun/core/request_table.hpp"

namespace pressrun::app {

/// Performs a read of what is out: a poll of a request, or of one of its banners where only its address is
/// wanting; and the harmless GET that finds out whether the service is back. A read that is cut off loses
/// nothing: it is asked again. Threads: one strand.
class Polls {
 public:
  struct Parts {
    CallGate& gate;
    ApiClient& api;
    CampaignRuns& campaigns;
    RequestTable& table;
    Admission& admission;
    Settlement& settlement;
    RunStops& stops;
    const RunObservers& observers;
    KeyCheck& key;
  };
  explicit Polls(const Parts& parts) : parts_(parts) {}

  /// `at`: its booked slot, as below.
  asio::awaitable<void> poll(JobIndex index, Instant at, asio::cancellation_signal& cut_off);
  asio::awaitable<void> probe(Instant at, asio::cancellation_signal& cut_off);

 private:
  asio::awaitable<void> poll_request(JobIndex index, Instant left, asio::cancellation_signal& cut_off);
  asio::awaitable<void> poll_banner(JobIndex index, Instant left, asio::cancellation_signal& cut_off);
  [[nodiscard]] ApiCalls& calls_of(JobIndex index);
  void note(const PollOutcome& outcome, ApiCalls& calls);

  Parts parts_;
};

}  // namespace pressrun::app
