#include "pressrun/app/run.hpp"

#include "app/calls.hpp"
#include "app/deliveries.hpp"
#include "app/progress_ticker.hpp"
#include "app/run_progress.hpp"
#include "app/run_start.hpp"
#include "app/scheduler.hpp"

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

namespace pressrun::app {
namespace {

std::string ending_of(const RunControl& control) {
  return control.takes_in() ? "finished" : "stopped: " + control.stops().front().reason;
}

/// Closes the runs in their journals.
asio::awaitable<void> close_runs(CampaignRuns& campaigns, RunStops& stops) {
  std::string ending = ending_of(stops.control());
  try {
    co_await campaigns.end(std::move(ending));
  } catch (const JournalError& error) {
    stops.stop(Stop::journal, error.what());
  }
}

RunOutcome outcome_of(const CampaignRuns& campaigns, const RunControl& control, const RequestQueue& queue) {
  RunOutcome outcome;
  outcome.render_memory = queue.memory();
  for (const auto& [why, reason] : control.stops()) outcome.stops.push_back(why);
  if (!control.stops().empty()) outcome.reason = control.stops().front().reason;
  add_outcome(campaigns, control.takes_in(), outcome);
  return outcome;
}

}  // namespace

/// Wires the parts of a run, which live as long as this coroutine does: it ends only when no call is under
/// way. All decisions are core's; what is here is order.
asio::awaitable<RunOutcome> run(std::vector<Campaign> given, RunOptions options, Deps deps) {
  options.most_held_bytes /= std::max<std::size_t>(1, given.size());
  ApiClient api{deps.transport, deps.clock, deps.api_key, options.policy.http_timeout};
  CampaignRuns campaigns{std::move(given), deps};
  DesignBook book;
  FormatSets sets;
  RequestTable table;
  Admission admission{options.policy, deps.budget};
  CallGate gate{deps};
  const RunObservers observers{deps};
  RunStops stops{options, deps, admission, observers};
  JobStandings standings{campaigns, observers, stops, options};
  RequestQueue queue{{options, deps.clock, campaigns, book, table, admission}};
  RunDesigns designs{{options, deps, campaigns, book, table, queue, stops, observers}};
  AwaitedDoubts doubts;
  Settlement settlement{
      {options, deps, campaigns, book, table, admission, queue, stops, standings, observers, doubts}};
  Deliveries deliveries{
      {deps, campaigns, table, admission, queue, settlement, standings, doubts, stops, observers}};
  KeyCheck key{api, deps.clock, stops};
  Submissions submissions{
      {gate, api, campaigns, designs, table, admission, settlement, standings, stops, key, deps.webhooks}};
  Polls polls{{gate, api, campaigns, table, admission, settlement, stops, observers, key}};
  Calls calls{deps.executor, submissions, polls, stops};
  RunStart start{{options, deps.clock, campaigns, book, sets, designs, queue, standings, stops}};
  Scheduler scheduler{
      {campaigns, queue, designs, admission, gate, calls, stops, deliveries, observers, deps.budget}};
  const auto read = [&] {
    const Instant now = deps.clock.now();
    observers.tell(TimePassed{now});
    ProgressReading reading = progress_of(campaigns, admission, gate);
    if (!stops.control().takes_in()) reading.waiting = 0;  // for a later run
    reading.note = standstill(stops.control(), admission, deps.budget, now);
    reading.slowest = slowest_of(admission, table, now);
    if (deps.files_so_far) reading.files = deps.files_so_far();
    return reading;
  };
  const auto foretell = [&](const ProgressReading& reading) {
    return time_left_of(reading, queue, admission, options.policy);
  };
  ProgressTicker ticker{deps, options.policy.progress_every, {read, foretell}};
  stops.listen();
  deliveries.open();
  co_await start.prepare();
  ticker.start();
  co_await deliveries.look_whether_reached();
  co_await deliveries.begin();
  co_await scheduler.run();
  co_await deliveries.close();
  co_await ticker.stop();
  co_await close_runs(campaigns, stops);
  ticker.show();
  observers.tell(TimePassed{deps.clock.now(), true});
  deps.progress.finish();
  stops.ignore_signals();
  if (calls.broken()) std::rethrow_exception(calls.broken());
  co_return outcome_of(campaigns, stops.control(), queue);
}

}  // namespace pressrun::app
