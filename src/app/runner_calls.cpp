// What each call of a run does, from its turn to what the journal holds of it.
#include "app/runner.hpp"
#include "pressrun/core/bundle_share.hpp"
#include "pressrun/domain/text.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <utility>

namespace pressrun::app {
namespace {

Answer<SubmitOutcome> cut_off_submission() {
  return {OutcomeUnknown{{"", "cut_off", "the run was stopped before the answer came"}}, std::nullopt, false};
}

Answer<PollOutcome> cut_off_poll() {
  return {
      ReadFailed{ReadTrouble::transient, {"", "cut_off", "the run was stopped before the answer came"}, {}},
      std::nullopt, false};
}

bool is_429(const SubmitOutcome& outcome) {
  const auto* refused = std::get_if<Refused>(&outcome);
  return refused != nullptr && (refused->why == Refusal::throttled || refused->why == Refusal::bare_429 ||
                                refused->why == Refusal::plan);
}

bool is_429(const PollOutcome& outcome) {
  const auto* failed = std::get_if<ReadFailed>(&outcome);
  return failed != nullptr && (failed->why == ReadTrouble::throttled ||
                               failed->why == ReadTrouble::bare_429 || failed->why == ReadTrouble::plan);
}

}  // namespace

void Runner::spawn(asio::awaitable<void> call, CallHandle handle) {
  asio::co_spawn(
      deps_.executor, std::move(call),
      asio::bind_cancellation_slot(handle->cancel.slot(), [this, handle](const std::exception_ptr& error) {
        calls_.erase(handle);
        if (error && !broken_) broken_ = error;
        alarm_->ring();
      }));
}

/// Sleeps until the booked slot and answers when the call really leaves.
asio::awaitable<Instant> Runner::depart(Instant at) {
  if (at > deps_.clock.now()) co_await deps_.clock.sleep_until(at);
  const Instant left = deps_.clock.now();
  if (left > at) deps_.budget.departed_late(at, left);
  meter_.count(left);
  co_return left;
}

// ---- from step to step
// ----------------------------------------------------------------------------------------------

JobStep Runner::advance(const Member& member, const JobEvent& event, WallTime wall) const {
  if (deps_.observe) deps_.observe(member.state, event);
  return step(member.state, event, StepContext{member.facts, options_.policy, deps_.clock.now(), wall});
}

std::vector<std::vector<std::string>> Runner::formats_of(const Slot& slot) {
  std::vector<std::vector<std::string>> formats;
  formats.reserve(slot.members.size());
  for (const Member& member : slot.members) formats.push_back(member.formats);
  return formats;
}

/// Less than a job names where some of them are retried: what is there of the others stays as it is.
std::vector<std::vector<std::string>> Runner::formats_awaited(const Slot& slot) {
  std::vector<std::vector<std::string>> formats = formats_of(slot);
  for (std::size_t i = 0; i < formats.size(); ++i) {
    const auto* rendering = std::get_if<Rendering>(&slot.members[i].state);
    if (rendering != nullptr && !rendering->scope.formats.empty()) formats[i] = rendering->scope.formats;
  }
  return formats;
}

asio::awaitable<void> Runner::record(const Slot& slot, std::vector<JournalEntry> entries) {
  Store& store = tracks_[slot.track].campaign.store;
  if (entries.size() == 1) co_return co_await store.record(std::move(entries.front()));
  if (!entries.empty()) co_await store.record_all(std::move(entries));
}

/// Moves the jobs of a request on: the next states, durable together; then what follows from them.
asio::awaitable<void> Runner::settle(JobIndex index, JobEvent event) {
  Slot& slot = slots_[index];
  const std::vector<JobEvent> shares = shares_of(event, formats_awaited(slot));
  const WallTime wall = deps_.clock.wall_now();
  std::vector<JobStep> steps;
  std::vector<JournalEntry> entries;
  for (std::size_t i = 0; i < slot.members.size(); ++i) {
    steps.push_back(advance(slot.members[i], shares[i], wall));
    slot.members[i].state = steps.back().state;
    if (steps.back().entry) entries.push_back(*steps.back().entry);
  }
  try {
    co_await record(slot, std::move(entries));
  } catch (const JournalError& error) {
    note_unsaved(slot, event);
    stop(Stop::journal, error.what());
    co_return;
  }
  note_all(slot, steps);
  const bool apart = slot.members.size() > 1 && goes_apart(event);
  follow(index, steps, apart);
}

/// What several jobs have in common was paid for once.
void Runner::note_all(Slot& slot, const std::vector<JobStep>& steps) {
  Track& track = tracks_[slot.track];
  std::set<std::pair<std::string, std::string>> paid;
  bool was_out = false;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (!steps[i].entry) continue;
    const auto* end = std::get_if<Conclusion>(&*steps[i].entry);
    if (end == nullptr) {
      note_entry(track, slot.members[i], *steps[i].entry);
      continue;
    }
    was_out = was_out || end->polls > 0;
    std::size_t paid_assets = 0;
    for (const Asset& asset : end->assets)
      paid_assets += paid.emplace(asset.format, asset.id).second ? 1U : 0U;
    note_conclusion(track, slot.members[i], *end, paid_assets);
  }
  // A rejected submission never was in flight; its place was given back with the answer.
  if (was_out) admission_.on_job_ended();
}

/// Jobs that go on together keep the request's place; the others get one of their own, or are done.
void Runner::follow(JobIndex index, const std::vector<JobStep>& steps, bool apart) {
  Slot& slot = slots_[index];
  const bool alone = slot.members.size() == 1;
  std::vector<Member> together;
  std::optional<JobAction> action;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (std::holds_alternative<Finish>(steps[i].action)) continue;
    const bool concluded = steps[i].entry && std::holds_alternative<Conclusion>(*steps[i].entry);
    if (apart || (concluded && !alone)) {
      send_alone(slot, std::move(slot.members[i]), std::get<SubmitAt>(steps[i].action).at);
      continue;
    }
    action = steps[i].action;
    together.push_back(std::move(slot.members[i]));
  }
  slot.members = std::move(together);
  if (!action) return free_slot(index);
  take_turn(index, *action);
}

void Runner::take_turn(JobIndex index, const JobAction& action) {
  Slot& slot = slots_[index];
  if (const auto* turn = std::get_if<SubmitAt>(&action)) {
    admission_.add_submission(index, group_of(slot.track, slot.job.design_id), turn->at);
  } else if (const auto* due = std::get_if<PollAt>(&action)) {
    if (!lost_patience(slot, deps_.clock.now())) return admission_.add_poll(index, due->at);
    leave(index);
  } else if (std::holds_alternative<Leave>(action)) {
    leave(index);
  }
}

void Runner::leave(JobIndex index) {
  const Slot& slot = slots_[index];
  tracks_[slot.track].left_rendering += slot.members.size();
  for (const Member& member : slot.members)
    deps_.progress.say(member.facts.key.text + " is still rendering: left for the next run");
  admission_.on_job_given_up(index);
  free_slot(index);
}

void Runner::send_alone(const Slot& slot, Member member, Instant not_before) {
  Slot own;
  own.track = slot.track;
  own.job = slot.job;
  own.members.push_back(std::move(member));
  const std::size_t group = group_of(own.track, own.job.design_id);
  admission_.add_submission(new_slot(std::move(own)), group, not_before);
}

bool Runner::lost_patience(const Slot& slot, Instant now) const {
  return now - slot.accepted_at >= options_.policy.render_patience;
}

// ---- submitting
// ----------------------------------------------------------------------------------------------------

asio::awaitable<void> Runner::submit(JobIndex index, Instant at, CallHandle handle) {
  Slot& slot = slots_[index];
  std::vector<JobState> before;
  std::vector<JournalEntry> intents;
  const WallTime wall = deps_.clock.wall_now();  // the same for all: it tells later that they went out as one
  for (Member& member : slot.members) {
    JobStep granted = advance(member, Granted{}, wall);
    before.push_back(std::exchange(member.state, std::move(granted.state)));
    intents.push_back(std::move(*granted.entry));
  }
  try {
    co_await record(slot, std::move(intents));
  } catch (const JournalError& error) {
    for (std::size_t i = 0; i < before.size(); ++i) slot.members[i].state = before[i];
    admission_.on_submission_abandoned();
    stop(Stop::journal, error.what());
    co_return;
  }
  const Instant left = co_await depart(at);
  if (draining_) co_return co_await withdraw(index, "the run was stopped before it was sent");
  ++tracks_[slot.track].record.summary.api_calls.submit;
  const Answer<SubmitOutcome> answer = co_await send_submission(index, handle);
  const Instant now = deps_.clock.now();
  admission_.on_submitted(index, slot.kind, answer, left,
                          now);  // at once: it may have to keep others from leaving
  if (is_429(answer.outcome)) ++tracks_[slot.track].record.summary.api_calls.rate_limited;
  note_trouble(answer.outcome);
  slot.accepted_at = now;
  JobEvent event = answer.outcome;
  co_await settle(index, std::move(event));
}

/// Nothing was sent: the intent is taken back.
asio::awaitable<void> Runner::withdraw(JobIndex index, const char* why) {
  admission_.on_submission_abandoned();
  Refused refused{Refusal::throttled, {"", "not_sent", why}, std::nullopt};
  SubmitOutcome outcome = std::move(refused);
  JobEvent event = std::move(outcome);
  co_await settle(index, std::move(event));
}

/// Those of a retry, or of all jobs that go out together; empty: as the body says.
std::vector<std::string> Runner::formats_to_send(const Slot& slot) {
  const std::vector<std::string>& retried = std::get<Submitting>(slot.members.front().state).scope.formats;
  if (!retried.empty()) return retried;
  std::vector<std::string> wanted = united(formats_of(slot));
  if (wanted == slot.job.formats) wanted.clear();
  return wanted;
}

asio::awaitable<Answer<SubmitOutcome>> Runner::send_submission(JobIndex index, CallHandle handle) {
  Slot& slot = slots_[index];
  const std::vector<std::string> formats = formats_to_send(slot);
  Answer<SubmitOutcome> answer = cut_off_submission();
  handle->sending = true;
  try {
    answer = co_await api_.submit(slot.job, formats);
  } catch (const boost::system::system_error& error) {
    if (error.code() != asio::error::operation_aborted) throw;
  }
  handle->sending = false;
  // What came, or did not, is still to be recorded.
  co_await asio::this_coro::reset_cancellation_state();
  co_return answer;
}

// ---- polling
// -------------------------------------------------------------------------------------------------------

asio::awaitable<void> Runner::poll(JobIndex index, Instant at, CallHandle handle) {
  const Instant left = co_await depart(at);
  if (draining_) co_return admission_.on_call_abandoned();
  Slot& slot = slots_[index];
  ++tracks_[slot.track].record.summary.api_calls.poll;
  const Answer<PollOutcome> answer = co_await send_poll(index, handle);
  admission_.on_polled(index, answer, left, deps_.clock.now());
  if (is_429(answer.outcome)) ++tracks_[slot.track].record.summary.api_calls.rate_limited;
  note_trouble(answer.outcome);
  JobEvent event = answer.outcome;
  co_await settle(index, std::move(event));
}

asio::awaitable<Answer<PollOutcome>> Runner::send_poll(JobIndex index, CallHandle handle) {
  const RequestId id = std::get<Rendering>(slots_[index].members.front().state).id;
  Answer<PollOutcome> answer = cut_off_poll();
  handle->sending = true;
  try {
    answer = co_await api_.poll(id);
  } catch (const boost::system::system_error& error) {
    if (error.code() != asio::error::operation_aborted) throw;
  }
  handle->sending = false;
  co_await asio::this_coro::reset_cancellation_state();
  co_return answer;
}

asio::awaitable<void> Runner::probe(Instant at, CallHandle handle) {
  const Instant left = co_await depart(at);
  if (draining_) co_return admission_.on_call_abandoned();
  ++tracks_.front().record.summary.api_calls.read;
  bool succeeded = false;
  handle->sending = true;
  try {
    succeeded = co_await api_.is_back();
  } catch (const boost::system::system_error& error) {
    if (error.code() != asio::error::operation_aborted) throw;
  }
  handle->sending = false;
  admission_.on_probed(succeeded, left, deps_.clock.now());
  log(succeeded ? "the service answers again" : "the service does not answer yet");
}

// ---- what follows from an answer for the run
// -----------------------------------------------------------------------

void Runner::note_trouble(const SubmitOutcome& outcome) {
  if (const auto* lost = std::get_if<OutcomeUnknown>(&outcome)) last_trouble_ = lost->failure.message;
  const auto* refused = std::get_if<Refused>(&outcome);
  if (refused == nullptr) return;
  if (refused->why == Refusal::unsent) tell_away(refused->failure);
  if (refused->why == Refusal::throttled) tell_wait(refused->retry_after);
  if (refused->why == Refusal::unauthorized)
    stop(Stop::unauthorized, "the API refuses the key: " + refused->failure.message);
  if (refused->why == Refusal::untrusted) stop(Stop::untrusted, refused->failure.message);
  if (refused->why == Refusal::plan)
    stop(Stop::account, "the plan does not include this: " + refused->failure.message);
}

void Runner::note_trouble(const PollOutcome& outcome) {
  const auto* failed = std::get_if<ReadFailed>(&outcome);
  if (failed == nullptr) return;
  if (failed->why == ReadTrouble::transient) tell_away(failed->failure);
  if (failed->why == ReadTrouble::throttled) tell_wait(failed->retry_after);
  if (failed->why == ReadTrouble::unauthorized)
    stop(Stop::unauthorized, "the API refuses the key: " + failed->failure.message);
  if (failed->why == ReadTrouble::untrusted) stop(Stop::untrusted, failed->failure.message);
  if (failed->why == ReadTrouble::plan)
    stop(Stop::account, "the plan does not include this: " + failed->failure.message);
  if (failed->why == ReadTrouble::rejected) tell_refused(failed->failure);
}

/// Once a run: a poll is asked again whatever the API has against it.
void Runner::tell_refused(const Failure& failure) {
  if (std::exchange(told_refused_, true)) return;
  deps_.progress.say("the API refuses to say what became of a generation: " + failure.message +
                     "; it is asked again");
}

/// Once for each time that the service stays away, and why: what follows only looks whether it is back.
void Runner::tell_away(const Failure& failure) {
  last_trouble_ = failure.message;
  if (told_away_ || draining_ || admission_.circuit().closed()) return;
  told_away_ = true;
  deps_.progress.say("the service does not answer as it should: " + failure.message +
                     "; looking whether it is back");
}

/// Once for each long wait: many answers may ask for the same.
void Runner::tell_wait(std::optional<Duration> asked) {
  constexpr Duration worth_telling = std::chrono::seconds{5};
  const Instant until = deps_.clock.now() + asked.value_or(Duration{});
  if (!asked || *asked < worth_telling || until < told_wait_ + worth_telling) return;
  told_wait_ = until;
  deps_.progress.say("rate limited: the API asks to wait " + format_duration(*asked));
}

void Runner::note_entry(Track& track, Member& member, const JournalEntry& entry) {
  const std::string& key = member.facts.key.text;
  const bool goes_on = std::holds_alternative<Intent>(entry) || std::holds_alternative<Withdrawal>(entry);
  if (!goes_on && std::exchange(member.counted_doubtful, false)) --track.in_doubt;
  if (const auto* accepted = std::get_if<Acceptance>(&entry)) {
    log(key + " submitted: " + accepted->request_id.text);
  } else if (const auto* refused = std::get_if<Withdrawal>(&entry)) {
    log(key + " not taken: " + refused->why.id + ": " + refused->why.message);
  } else if (const auto* doubt = std::get_if<Doubt>(&entry)) {
    // Some formats had failed before this attempt for them: a job counts once.
    if (std::exchange(member.counted_failed, false)) --track.failed;
    ++track.in_doubt;
    deps_.progress.say(key + " is in doubt: " + doubt->why.message);
  }
}

void Runner::note_conclusion(Track& track, Member& member, const Conclusion& end, std::size_t paid_assets) {
  const std::size_t formats = std::max<std::size_t>(1, member.facts.expected_formats.size());
  Summary& summary = track.record.summary;
  summary.assets += end.assets.size();
  summary.credits += paid_assets * static_cast<std::size_t>(member.price) / formats;
  summary.credits_exact = summary.credits_exact && (member.price_exact || paid_assets == 0);
  if (std::exchange(member.counted_doubtful, false)) --track.in_doubt;
  if (member.counted_failed) --track.failed;
  member.counted_failed = end.status != JobStatus::succeeded;
  ++(member.counted_failed ? track.failed : track.done);
  const std::string outcome = member.facts.key.text + " " + std::string(to_string(end.status));
  log(outcome);
  if (!member.counted_failed) return;
  deps_.progress.say(outcome + (end.failures.empty() ? "" : ": " + end.failures.front().message));
  if (options_.fail_fast) stop(Stop::fail_fast, "a job failed, and --fail-fast is set");
}

/// The journal cannot be written, and here is something that money was spent for: a person must get to see
/// it.
void Runner::note_unsaved(const Slot& slot, const JobEvent& event) {
  const auto* submitted = std::get_if<SubmitOutcome>(&event);
  if (submitted == nullptr) return;
  const auto* accepted = std::get_if<Accepted>(submitted);
  const auto* delivered = std::get_if<Delivered>(submitted);
  for (const Member& member : slot.members) {
    const std::string& key = member.facts.key.text;
    if (delivered != nullptr)
      deps_.progress.say(key +
                         " was delivered, and could not be recorded: " + printable(delivered->asset.url));
    if (accepted == nullptr) continue;
    deps_.progress.say(key + " was accepted as generation request " + accepted->id.text +
                       ", which could not be recorded; when the journal can be written again: pressrun "
                       "resolve MANIFEST --job '" +
                       key + "' --as id=" + accepted->id.text);
  }
}

}  // namespace pressrun::app
