#pragma once

#include "app/call_gate.hpp"
#include "app/campaign_run.hpp"
#include "app/job_standings.hpp"
#include "app/key_check.hpp"
#include "app/run_designs.hpp"
#include "app/run_stops.hpp"
#include "app/settlement.hpp"
#include "pressrun/app/api_client.hpp"
#include "pressrun/core/admission.hpp"
#include "pressrun/core/request_table.hpp"

namespace pressrun::app {

/// Performs a submission: intends, sends, settles. Its intent is durable before the first byte leaves, and is
/// taken back where the run was stopped meanwhile. Errors: none but those nobody foresaw. Threads: one
/// strand.
class Submissions {
 public:
  struct Parts {
    CallGate& gate;
    ApiClient& api;
    CampaignRuns& campaigns;
    const RunDesigns& designs;
    RequestTable& table;
    Admission& admission;
    Settlement& settlement;
    JobStandings& standings;
    RunStops& stops;
    KeyCheck& key;
    const Webhooks* webhooks;  ///< null: none reach us
  };
  explicit Submissions(const Parts& parts) : parts_(parts) {}

  /// `at`: its booked slot.
  asio::awaitable<void> submit(JobIndex index, Instant at, asio::cancellation_signal& cut_off);

 private:
  [[nodiscard]] std::string new_token(JobIndex index) const;
  asio::awaitable<bool> intend(JobIndex index);
  [[nodiscard]] PurchaseIntent intent_of(JobIndex index) const;
  void note_refused(JobIndex index, const Granted& granted);
  asio::awaitable<Answer<SubmitOutcome>> send(JobIndex index, asio::cancellation_signal& cut_off);
  void note(const SubmitOutcome& outcome, ApiCalls& calls);

  Parts parts_;
};

}  // namespace pressrun::app
