#pragma once

#include "app/call_meter.hpp"
#include "app/intake.hpp"
#include "app/registration.hpp"
#include "pressrun/app/api_client.hpp"
#include "pressrun/app/run.hpp"
#include "pressrun/core/admission.hpp"
#include "pressrun/core/request_fsm.hpp"
#include "pressrun/core/run_control.hpp"

#include <boost/asio/cancellation_signal.hpp>

#include <array>
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
  };
  /// A content in this run, while something of it is to be bought or still to come.
  struct Content {
    ContentKey key;
    std::size_t track = 0;   // that pays for what this run buys
    std::optional<Job> job;  // what is sent; nothing: an earlier run's, which this one only fetches
    /// By whether what is outdated is kept: of all jobs that say so. Empty formats: all that the design has.
    std::array<std::optional<Formats>, 2> wants;
    std::string label;        // a job of it, for people
    std::size_t flights = 0;  // under way, or waiting for their turn
    bool waits = false;       // for an end, before it can be said what is to be bought
  };
  using ContentIndex = std::size_t;
  /// One request of a content: waiting for its turn, being submitted, or rendering.
  struct Slot {
    ContentIndex content = 0;
    Flight flight;
    Instant accepted_at{};
    RenderKind kind = 0;
    std::string banner;          // to ask for in place of the request
    bool keep_outdated = false;  // which of its content's wants it is for
    Formats alone;               // of them, those that go with it; none: all of them
  };
  /// A call under way; `sending`: it may be cut off now without losing what it brought.
  struct Call {
    asio::cancellation_signal cancel;
    bool sending = false;
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
  ContentIndex content_of(const ContentKey& key, std::size_t track);
  void let_go(ContentIndex index);
  JobIndex new_slot(ContentIndex content);
  void free_slot(JobIndex index);
  std::size_t group_of(std::size_t track, const DesignId& design);
  RenderKind kind_of(const std::string& name);
  [[nodiscard]] bool all_done() const;
  [[nodiscard]] std::size_t wanted_left() const;
  void look_around(Instant now);
  void cut_off();
  void stop(Stop why, std::string reason);
  void obey();
  [[nodiscard]] RunSigns signs(Instant now) const;
  asio::awaitable<void> tick();
  void show_progress(Instant now);
  [[nodiscard]] std::optional<Duration> expected(const ProgressReading& reading, Instant now) const;
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
  asio::awaitable<void> settle(JobIndex index, FlightStep step);
  void follow(JobIndex index, FlightAction action);
  void buy_what_is_left(ContentIndex index, const ContentRecord& record);
  void queue(ContentIndex index, Instant not_before);
  void ask_again(JobIndex index, Instant at);
  void leave(JobIndex index);
  [[nodiscard]] FlightContext context_of(const Slot& slot) const;
  [[nodiscard]] Circumstances circumstances_of(const Content& content, bool keep_outdated) const;
  [[nodiscard]] const Formats& wanted_by(const Slot& slot) const;
  [[nodiscard]] PurchaseIntent intent_of(const Slot& slot) const;
  [[nodiscard]] std::vector<Formats> each_alone(const Content& content, const Formats& wanted) const;
  void queue_one(ContentIndex index, bool keep_outdated, Formats alone, Instant not_before);
  [[nodiscard]] Formats formats_to_send(const Slot& slot) const;
  [[nodiscard]] const DesignState* design_of(const Slot& slot) const;
  void note_facts(const Slot& slot, const std::vector<Fact>& facts);
  void note_committed(const Slot& slot, const Committed& committed);
  void note_wants(const Journal& journal, const std::string& label, const std::vector<Want>& wants,
                  const ContentRecord& record);
  void note_credits(const Journal& journal, const ContentRecord& record);
  [[nodiscard]] std::uint64_t reserved_elsewhere(const Journal& journal) const;
  void note_trouble(const SubmitOutcome& outcome);
  void note_trouble(const PollOutcome& outcome);
  void tell_away(const Failure& failure);
  void tell_refused(const Failure& failure);
  void tell_wait(std::optional<Duration> asked);
  void note_unsaved(const Slot& slot, const std::vector<Fact>& facts);
  [[nodiscard]] bool lost_patience(const Slot& slot, Instant now) const;
  [[nodiscard]] std::size_t track_of(CampaignNumber campaign, const Journal& journal) const;
  void log(const std::string& line) const;

  RunOptions options_;
  Deps deps_;
  ApiClient api_;
  Admission admission_;
  RunControl control_;
  std::size_t told_stops_ = 0;
  std::unique_ptr<Alarm> alarm_;
  std::unique_ptr<Alarm> ticker_;
  std::deque<Track> tracks_;
  DesignBook designs_;
  std::set<DesignId> just_read_;  // in this process
  std::set<DesignId> asked_for_;  // likewise, read or not
  FormatSets sets_;
  std::map<const Journal*, RunNumber> first_runs_;
  std::map<std::pair<const Journal*, RequestNumber>, std::uint64_t>
      reserved_;  // only where there are several
  std::deque<Content> contents_;
  std::vector<ContentIndex> free_contents_;
  std::map<std::pair<const Journal*, ContentKey>, ContentIndex> at_work_;
  std::set<std::pair<ContentIndex, DesignId>> need_design_;
  std::deque<Slot> slots_;
  std::vector<JobIndex> free_slots_;
  std::map<std::pair<std::size_t, DesignId>, std::size_t> groups_;
  std::map<std::string, RenderKind, std::less<>> kinds_;
  std::list<Call> calls_;
  CallMeter meter_;
  Instant started_{};
  std::size_t next_track_ = 0;
  std::size_t ids_known_ = 0;    // ids that the API answered for in this run
  std::size_t ids_unknown_ = 0;  // that it answered 404 for
  bool told_of_others_ = false;
  bool ticking_ = false;
  bool ticker_ended_ = true;
  bool told_refused_ = false;
  Instant next_look_at_key_{};
  bool suspects_key_ = false;  // something answered a submission with a bare 401 or 403
  Instant told_wait_{};
  std::exception_ptr broken_;  // an error nobody foresaw, from a call
};

}  // namespace pressrun::app
