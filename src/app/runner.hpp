#pragma once

#include "app/call_meter.hpp"
#include "app/intake.hpp"
#include "app/progress_ticker.hpp"
#include "app/registration.hpp"
#include "app/run_observer.hpp"
#include "pressrun/app/api_client.hpp"
#include "pressrun/app/run.hpp"
#include "pressrun/core/admission.hpp"
#include "pressrun/core/request_fsm.hpp"
#include "pressrun/core/request_table.hpp"
#include "pressrun/core/run_control.hpp"

#include <boost/asio/cancellation_signal.hpp>

#include <deque>
#include <exception>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::app {

/// One run: asks the admission who goes next, lets coroutines perform it, and reports back what came of it.
/// All decisions are core's; what is here is order: what must be durable before what, and how a run ends. It
/// outlives every coroutine it spawns: `run` returns only when no call is under way.
class Runner {
 public:
  Runner(std::vector<Campaign> campaigns, RunOptions options, Deps deps);
  asio::awaitable<RunOutcome> run();

 private:
  /// A campaign at work.
  struct Track {
    Campaign campaign;
    RunRecord record;
    Workload load;
    std::optional<Intake> intake;
    std::size_t left_rendering = 0;
    std::size_t journal = 0;  // of those of the run
  };
  /// A call under way. Cut off, it loses no answer that has come.
  struct Call {
    asio::cancellation_signal cut_off;
  };
  using CallHandle = std::list<Call>::iterator;

  // runner.cpp: the loop
  asio::awaitable<void> prepare();
  asio::awaitable<void> begin();
  asio::awaitable<void> register_all();
  asio::awaitable<void> record_decisions(Track& track);
  asio::awaitable<void> resume_all();
  void resume(const OpenContent& open, std::size_t track);
  void ask_for_addresses(const ContentRecord& record, const JobKey& key, std::size_t track);
  asio::awaitable<void> dispatch();
  asio::awaitable<void> work();
  asio::awaitable<bool> read_designs_that_are_needed();
  asio::awaitable<bool> read_more_designs();
  void leave_undecided();
  asio::awaitable<void> finish();
  asio::awaitable<void> close();
  asio::awaitable<void> wait_for_news(Instant until);
  Admission::Next next_call(Instant now);
  void start(const Admission::Next& next);
  void refill();
  bool take_in(Track& track, std::size_t index);
  [[nodiscard]] bool stops_early();
  std::size_t group_of(std::size_t track, const DesignId& design);
  RenderKind kind_of(const std::string& name);
  [[nodiscard]] bool all_done() const;
  [[nodiscard]] std::size_t wanted_left() const;
  void look_around(Instant now);
  void cut_off();
  void stop(Stop why, std::string reason);
  void obey();
  [[nodiscard]] RunSigns signs(Instant now) const;
  [[nodiscard]] ProgressReading progress() const;
  [[nodiscard]] std::string note(Instant now) const;
  RunOutcome outcome();

  // runner_calls.cpp: what a call does
  void spawn(asio::awaitable<void> call, CallHandle handle);
  asio::awaitable<void> submit(JobIndex index, Instant at, CallHandle handle);
  asio::awaitable<bool> intend(JobIndex index);
  void not_granted(JobIndex index, const Granted& granted);
  asio::awaitable<void> poll(JobIndex index, Instant at, CallHandle handle);
  asio::awaitable<void> poll_request(JobIndex index, Instant left, CallHandle handle);
  asio::awaitable<void> poll_banner(JobIndex index, Instant left, CallHandle handle);
  asio::awaitable<void> probe(Instant at, CallHandle handle);
  asio::awaitable<bool> key_is_taken();
  asio::awaitable<void> look_at_the_key();
  asio::awaitable<Instant> depart(Instant at);
  asio::awaitable<Answer<SubmitOutcome>> send_submission(JobIndex index, CallHandle handle);
  asio::awaitable<Answer<PollOutcome>> send_poll(JobIndex index, CallHandle handle);
  asio::awaitable<Answer<BannerOutcome>> send_banner_read(JobIndex index, CallHandle handle);
  template <class Outcome>
  asio::awaitable<Answer<Outcome>> send_read(CallHandle handle, asio::awaitable<Answer<Outcome>> call);
  asio::awaitable<void> settle(JobIndex index, FlightStep step);
  void follow(JobIndex index, FlightAction action);
  void buy_what_is_left(ContentIndex index, const ContentRecord& record);
  void queue(ContentIndex index, Instant not_before);
  void ask_again(JobIndex index, Instant at);
  void leave(JobIndex index);
  [[nodiscard]] FlightContext context_of(const ActiveRequest& request) const;
  [[nodiscard]] Circumstances circumstances_of(const ActiveContent& content) const;
  [[nodiscard]] PurchaseIntent intent_of(JobIndex index) const;
  [[nodiscard]] const DesignState* design_of(const ActiveRequest& request) const;
  void note_facts(const ActiveRequest& request, const std::vector<Fact>& facts);
  void note_committed(const ActiveRequest& of, const Committed& committed);
  void note_wants(const Journal& journal, const std::string& label, const std::vector<Want>& wants,
                  const ContentRecord& record);
  void note_credits(const Journal& journal, const ContentRecord& record);
  [[nodiscard]] std::uint64_t reserved_elsewhere(const Journal& journal) const;
  void note_trouble(const SubmitOutcome& outcome);
  void note_trouble(const PollOutcome& outcome);
  void tell_away(const Failure& failure);
  void tell_wait(std::optional<Duration> asked);
  void note_unsaved(const ActiveRequest& request, const std::vector<Fact>& facts);
  [[nodiscard]] bool lost_patience(const ActiveRequest& request, Instant now) const;
  [[nodiscard]] std::size_t track_of(CampaignNumber campaign, const Journal& journal) const;
  void tell(const RunEvent& event);

  RunOptions options_;
  Deps deps_;
  ApiClient api_;
  Admission admission_;
  RunControl control_;
  FailureCount failures_;
  std::vector<std::unique_ptr<RunObserver>> observers_;
  std::size_t told_stops_ = 0;
  std::unique_ptr<Alarm> alarm_;
  std::deque<Track> tracks_;
  DesignBook designs_;
  std::set<DesignId> just_read_;  // in this process
  std::set<DesignId> asked_for_;  // likewise, read or not
  FormatSets sets_;
  std::map<const Journal*, RunNumber> first_runs_;
  std::map<std::pair<const Journal*, RequestNumber>, std::uint64_t>
      reserved_;  // only where there are several
  RequestTable table_;
  std::map<std::pair<std::size_t, DesignId>, std::size_t> groups_;
  std::map<std::string, RenderKind, std::less<>> kinds_;
  std::list<Call> calls_;
  CallMeter meter_;
  std::size_t next_track_ = 0;
  std::size_t ids_known_ = 0;    // ids that the API answered for in this run
  std::size_t ids_unknown_ = 0;  // that it answered 404 for
  bool told_of_others_ = false;
  Instant next_look_at_key_{};
  bool suspects_key_ = false;  // something answered a submission with a bare 401 or 403
  ProgressTicker ticker_;
  std::exception_ptr broken_;  // an error nobody foresaw, from a call
};

}  // namespace pressrun::app
