#pragma once

#include "app/call_gate.hpp"
#include "app/calls.hpp"
#include "app/campaign_run.hpp"
#include "app/deliveries.hpp"
#include "app/request_queue.hpp"
#include "app/run_designs.hpp"
#include "app/run_observer.hpp"
#include "app/run_stops.hpp"
#include "pressrun/core/admission.hpp"

#include <cstdint>
#include <functional>

namespace pressrun::app {

/// The loop of a run: takes jobs in while there is room, asks the admission who goes next, starts that call,
/// and waits. Threads: one strand.
class Scheduler {
 public:
  struct Parts {
    CampaignRuns& campaigns;
    RequestQueue& queue;
    RunDesigns& designs;
    Admission& admission;
    CallGate& gate;
    Calls& calls;
    RunStops& stops;
    const Deliveries& deliveries;
    const RunObservers& observers;
    const RateBudget& budget;
  };
  explicit Scheduler(const Parts& parts) : parts_(parts) {}

  /// Until all is done, or the run was stopped and no call is under way any more.
  asio::awaitable<void> run();

 private:
  asio::awaitable<void> work();
  asio::awaitable<bool> read_more_designs();
  void look_around();
  void refill();
  [[nodiscard]] bool all_done() const;

  Parts parts_;
  bool told_of_others_ = false;
};

}  // namespace pressrun::app
