#pragma once

#include "app/awaited_doubts.hpp"
#include "app/campaign_run.hpp"
#include "app/job_standings.hpp"
#include "app/request_queue.hpp"
#include "app/run_observer.hpp"
#include "app/run_stops.hpp"
#include "pressrun/core/admission.hpp"
#include "pressrun/core/request_fsm.hpp"
#include "pressrun/core/request_table.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::app {

/// Settles what came of a call: core/request_fsm says which facts follow and what to do next; the facts are
/// made durable, and only then is it done. A fact that the journal cannot take stops the run.
/// Threads: one strand.
class Settlement {
 public:
  struct Parts {
    const RunOptions& options;
    const Deps& deps;
    CampaignRuns& campaigns;
    const DesignBook& designs;
    RequestTable& table;
    Admission& admission;
    RequestQueue& queue;
    RunStops& stops;
    JobStandings& standings;
    const RunObservers& observers;
    AwaitedDoubts& doubts;
  };
  explicit Settlement(const Parts& parts) : parts_(parts) {}

  asio::awaitable<void> submitted(JobIndex index, const SubmitOutcome& outcome);
  asio::awaitable<void> polled(JobIndex index, const PollOutcome& outcome);
  /// A webhook told of it, and it waits for no call any more. `told`: as core's step_delivered has it.
  asio::awaitable<void> delivered(JobIndex index, const std::optional<Finalized>& told);
  /// Its banner was asked for.
  asio::awaitable<void> read(JobIndex index, const BannerOutcome& outcome);
  /// The API has answered for an id in this run: it is the server that gave those which are out.
  void note_known_id() { ++ids_known_; }

 private:
  /// `was_out`: the request counts among those in flight, until it ends.
  asio::awaitable<void> settle(JobIndex index, FlightStep step, bool was_out);
  void go_on(JobIndex index, FlightStep step, const std::vector<Committed>& committed);
  [[nodiscard]] FlightContext context_of(const ActiveRequest& request) const;
  asio::awaitable<void> heed_delivery(JobIndex index, RequestNumber number, std::optional<Finalized> told);
  [[nodiscard]] FlightAction unless_delivered(JobIndex index, FlightAction action);
  void note_committed(ActiveRequest& request, const Committed& committed);
  void note_unsaved(const ActiveRequest& request, const std::vector<Fact>& facts);
  [[nodiscard]] static bool lost_its_id(const ActiveRequest& request, const FlightAction& action);
  void follow(JobIndex index, FlightAction action);
  void poll_again(JobIndex index, const PollAt& due);
  void leave(JobIndex index);
  void buy_what_is_left(ContentIndex index, const std::vector<Committed>& committed);

  Parts parts_;
  std::size_t ids_known_ = 0;    // ids that the API answered for in this run
  std::size_t ids_unknown_ = 0;  // that it answered 404 for
};

/// In a content's record; null: there is none of this number.
const GenerationRequest* find_request(const ContentRecord& record, RequestNumber number);

}  // namespace pressrun::app
