#pragma once

#include "app/awaited_doubts.hpp"
#include "app/campaign_run.hpp"
#include "app/job_standings.hpp"
#include "app/request_queue.hpp"
#include "app/run_observer.hpp"
#include "app/run_stops.hpp"
#include "app/settlement.hpp"
#include "pressrun/core/admission.hpp"
#include "pressrun/core/request_table.hpp"

#include <cstddef>
#include <deque>
#include <memory>
#include <optional>
#include <string>

namespace pressrun::app {

/// Takes the API's webhooks in while a run goes on. A delivery is noted in the journal before it is answered:
/// from then on its request has its id, whatever was lost on the way. Then the run goes by it: what renders
/// is asked for at once, or is at its end where the delivery is signed and tells everything; what was in
/// doubt renders after all. Polling stays the truth: no delivery, however many there are and whatever they
/// say, leads to a purchase. Threads: one strand.
class Deliveries {
 public:
  struct Parts {
    const Deps& deps;
    CampaignRuns& campaigns;
    RequestTable& table;
    Admission& admission;
    RequestQueue& queue;
    Settlement& settlement;
    JobStandings& standings;
    AwaitedDoubts& doubts;
    RunStops& stops;
    const RunObservers& observers;
  };
  explicit Deliveries(const Parts& parts) : parts_(parts) {}

  /// From now on they are noted; nothing is done without a receiver.
  void open();
  /// What earlier runs left is at work: what was noted since `open` is acted on, and from now on all is.
  asio::awaitable<void> begin();
  /// Whether the public address leads here: asked once, as the API would.
  asio::awaitable<void> look_whether_reached();
  /// Takes no more; returns when none is at work.
  asio::awaitable<void> close();

  /// Something is being done because of one, or one is waited for.
  [[nodiscard]] bool has_work(Instant now) const;
  /// When nothing is waited for any more.
  [[nodiscard]] Instant waits_until() const { return parts_.doubts.last(); }

 private:
  /// One that is durable, and what follows from it is not done yet.
  struct Waiting {
    std::size_t journal = 0;
    NotedDelivery noted;
    std::optional<Finalized> answer;
    bool early = false;  ///< it came before the run knew how its jobs stand
  };

  asio::awaitable<HttpResponse> take(HttpRequest request);
  asio::awaitable<HttpResponse> note(HttpRequest request, std::string token, bool is_signed);
  asio::awaitable<void> act(Waiting one);
  asio::awaitable<void> act_in_turn();
  void note_left();
  asio::awaitable<void> tell(JobIndex index, std::optional<Finalized> answer);

  Parts parts_;
  std::deque<Waiting> waiting_;
  bool begun_ = false;
  bool acting_ = false;
  std::shared_ptr<std::size_t> under_way_ = std::make_shared<std::size_t>(0);
};

}  // namespace pressrun::app
