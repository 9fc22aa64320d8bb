#pragma once

#include "app/call_meter.hpp"
#include "app/intake.hpp"
#include "pressrun/app/api_client.hpp"
#include "pressrun/app/run.hpp"
#include "pressrun/core/admission.hpp"
#include "pressrun/core/generation_fsm.hpp"

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
    std::size_t done = 0;    // succeeded in this run
    std::size_t failed = 0;  // failed or partial, kept ones included
    std::size_t in_doubt = 0;
    std::size_t left_rendering = 0;
  };
  /// A job in this run, from its turn in the intake to its end.
  struct Member {
    JobFacts facts;
    JobState state;
    std::vector<std::string> formats;  // that it names; empty: all
    int price = 0;
    bool price_exact = true;
    bool counted_failed = false;    // a conclusion that is being retried must not count twice
    bool counted_doubtful = false;  // so far: it is submitted again on the user's word
  };
  /// A request: one job, or several that differ in their formats alone, which then move in step.
  struct Slot {
    std::size_t track = 0;
    Job job;  // the first one's; a retry of another sends its body too
    std::vector<Member> members;
    Instant accepted_at{};
    RenderKind kind = 0;
  };
  /// A call under way; `sending`: it may be cut off now without losing what it brought.
  struct Call {
    asio::cancellation_signal cancel;
    bool sending = false;
  };
  using CallHandle = std::list<Call>::iterator;

  // runner.cpp: the loop
  asio::awaitable<void> prepare();
  asio::awaitable<void> enroll_all();
  asio::awaitable<void> dispatch();
  asio::awaitable<void> finish();
  asio::awaitable<void> close(Track& track);
  asio::awaitable<void> wait_for_news(Instant until);
  Admission::Next next_call(Instant now);
  void start(const Admission::Next& next);
  void refill();
  bool take_in(Track& track, std::size_t index);
  [[nodiscard]] bool stops_early();
  void resume_all();
  JobIndex new_slot(Slot slot);
  [[nodiscard]] Member member_of(const Job& job, JobState state, std::size_t track) const;
  void free_slot(JobIndex index);
  std::size_t group_of(std::size_t track, const DesignId& design);
  RenderKind kind_of(const Job& job);
  [[nodiscard]] bool all_done() const;
  [[nodiscard]] std::size_t wanted_left() const;
  void look_at_the_clock(Instant now);
  [[nodiscard]] Instant next_look(Instant now) const;
  void stop(Stop why, std::string reason);
  void drain(Instant now);
  void cut_off();
  [[nodiscard]] bool stops_at_once() const;
  asio::awaitable<void> tick();
  void show_progress(Instant now);
  [[nodiscard]] std::optional<Duration> expected(const ProgressReading& reading, Instant now) const;
  [[nodiscard]] std::string note(Instant now) const;
  RunOutcome outcome();

  // runner_calls.cpp: what a call does
  void spawn(asio::awaitable<void> call, CallHandle handle);
  asio::awaitable<void> submit(JobIndex index, Instant at, CallHandle handle);
  asio::awaitable<void> withdraw(JobIndex index, const char* why);
  asio::awaitable<void> poll(JobIndex index, Instant at, CallHandle handle);
  asio::awaitable<void> probe(Instant at, CallHandle handle);
  asio::awaitable<Instant> depart(Instant at);
  asio::awaitable<Answer<SubmitOutcome>> send_submission(JobIndex index, CallHandle handle);
  asio::awaitable<Answer<PollOutcome>> send_poll(JobIndex index, CallHandle handle);
  asio::awaitable<void> settle(JobIndex index, JobEvent event);
  asio::awaitable<void> record(const Slot& slot, std::vector<JournalEntry> entries);
  void note_all(Slot& slot, const std::vector<JobStep>& steps);
  void follow(JobIndex index, const std::vector<JobStep>& steps, bool apart);
  void take_turn(JobIndex index, const JobAction& action);
  void leave(JobIndex index);
  void send_alone(const Slot& slot, Member member, Instant not_before);
  void note_entry(Track& track, Member& member, const JournalEntry& entry);
  void note_conclusion(Track& track, Member& member, const Conclusion& end, std::size_t paid_assets);
  void note_trouble(const SubmitOutcome& outcome);
  void note_trouble(const PollOutcome& outcome);
  void tell_away(const Failure& failure);
  void tell_refused(const Failure& failure);
  void tell_wait(std::optional<Duration> asked);
  void note_unsaved(const Slot& slot, const JobEvent& event);
  [[nodiscard]] bool lost_patience(const Slot& slot, Instant now) const;
  [[nodiscard]] JobStep advance(const Member& member, const JobEvent& event, WallTime wall) const;
  [[nodiscard]] static std::vector<std::vector<std::string>> formats_of(const Slot& slot);
  [[nodiscard]] static std::vector<std::vector<std::string>> formats_awaited(const Slot& slot);
  [[nodiscard]] static std::vector<std::string> formats_to_send(const Slot& slot);
  void log(const std::string& line) const;

  RunOptions options_;
  Deps deps_;
  ApiClient api_;
  Admission admission_;
  std::unique_ptr<Alarm> alarm_;
  std::unique_ptr<Alarm> ticker_;
  std::vector<Track> tracks_;
  std::deque<Slot> slots_;
  std::vector<JobIndex> free_slots_;
  std::map<std::pair<std::size_t, DesignId>, std::size_t> groups_;
  std::map<std::string, RenderKind, std::less<>> kinds_;
  std::list<Call> calls_;
  CallMeter meter_;
  Instant started_{};
  std::size_t next_track_ = 0;
  std::uint64_t credits_promised_ = 0;
  std::vector<std::pair<Stop, std::string>> stops_;
  bool intake_closed_ = false;
  bool told_of_others_ = false;
  bool draining_ = false;
  Instant drain_until_{};
  bool ticking_ = false;
  bool ticker_ended_ = true;
  bool told_away_ = false;
  bool told_refused_ = false;
  Instant told_wait_{};
  std::string last_trouble_;   // why the service was last taken to be away
  std::exception_ptr broken_;  // an error nobody foresaw, from a call
};

}  // namespace pressrun::app
