// What each call of a run does, from its turn to what the journal holds of it.
#include "app/runner.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>

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
  return failed != nullptr && (failed->why == ReadTrouble::throttled || failed->why == ReadTrouble::bare_429);
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

JobStep Runner::advance(const Slot& slot, const JobEvent& event) const {
  return step(slot.state, event,
              StepContext{slot.facts, options_.policy, deps_.clock.now(), deps_.clock.wall_now()});
}

/// Moves the job on: the next state, durable; then what follows from it.
asio::awaitable<void> Runner::settle(JobIndex index, JobEvent event) {
  Slot& slot = slots_[index];
  JobStep next = advance(slot, event);
  slot.state = std::move(next.state);
  if (next.entry) {
    JournalEntry entry = *next.entry;
    try {
      co_await tracks_[slot.track].campaign.store.record(std::move(entry));
    } catch (const JournalError& error) {
      note_unsaved(slot, event);
      stop(Stop::journal, error.what());
      co_return;
    }
    note_entry(slot, *next.entry);
  }
  follow(index, next.action);
}

void Runner::follow(JobIndex index, const JobAction& action) {
  Slot& slot = slots_[index];
  if (const auto* turn = std::get_if<SubmitAt>(&action)) {
    admission_.add_submission(index, group_of(slot.track, slot.job.design_id), turn->at);
  } else if (const auto* due = std::get_if<PollAt>(&action)) {
    if (!lost_patience(slot, deps_.clock.now())) return admission_.add_poll(index, due->at);
    ++tracks_[slot.track].left_rendering;
    deps_.progress.say(slot.facts.key.text + " is still rendering: left for the next run");
    admission_.on_job_given_up(index);
    free_slot(index);
  } else if (std::holds_alternative<Finish>(action)) {
    free_slot(index);
  }
}

bool Runner::lost_patience(const Slot& slot, Instant now) const {
  return now - slot.accepted_at >= options_.policy.render_patience;
}

// ---- submitting
// ----------------------------------------------------------------------------------------------------

asio::awaitable<void> Runner::submit(JobIndex index, Instant at, CallHandle handle) {
  Slot& slot = slots_[index];
  JobStep granted = advance(slot, Granted{});
  const JobState before = std::exchange(slot.state, std::move(granted.state));
  JournalEntry intent = std::move(*granted.entry);
  try {
    co_await tracks_[slot.track].campaign.store.record(std::move(intent));
  } catch (const JournalError& error) {
    slot.state = before;
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

asio::awaitable<Answer<SubmitOutcome>> Runner::send_submission(JobIndex index, CallHandle handle) {
  Slot& slot = slots_[index];
  const std::vector<std::string> formats = std::get<Submitting>(slot.state).scope.formats;
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
  const RequestId id = std::get<Rendering>(slots_[index].state).id;
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
  const auto* refused = std::get_if<Refused>(&outcome);
  if (refused == nullptr) return;
  if (refused->why == Refusal::unauthorized)
    stop(Stop::unauthorized, "the API refuses the key: " + refused->failure.message);
  if (refused->why == Refusal::untrusted) stop(Stop::untrusted, refused->failure.message);
  if (refused->why == Refusal::plan)
    stop(Stop::account, "the plan does not include this: " + refused->failure.message);
}

void Runner::note_trouble(const PollOutcome& outcome) {
  const auto* failed = std::get_if<ReadFailed>(&outcome);
  if (failed == nullptr) return;
  if (failed->why == ReadTrouble::unauthorized)
    stop(Stop::unauthorized, "the API refuses the key: " + failed->failure.message);
  if (failed->why == ReadTrouble::untrusted) stop(Stop::untrusted, failed->failure.message);
}

void Runner::note_entry(Slot& slot, const JournalEntry& entry) {
  Track& track = tracks_[slot.track];
  if (const auto* accepted = std::get_if<Acceptance>(&entry)) {
    log(slot.facts.key.text + " submitted: " + accepted->request_id.text);
  } else if (const auto* refused = std::get_if<Withdrawal>(&entry)) {
    log(slot.facts.key.text + " not taken: " + refused->why.id + ": " + refused->why.message);
  } else if (const auto* doubt = std::get_if<Doubt>(&entry)) {
    ++track.in_doubt;
    deps_.progress.say(slot.facts.key.text + " is in doubt: " + doubt->why.message);
  } else if (const auto* end = std::get_if<Conclusion>(&entry)) {
    note_conclusion(slot, *end);
  }
}

void Runner::note_conclusion(Slot& slot, const Conclusion& end) {
  Track& track = tracks_[slot.track];
  // A rejected submission never was in flight; its place was given back with the answer.
  if (end.polls > 0) admission_.on_job_ended();
  const std::size_t formats = std::max<std::size_t>(1, slot.facts.expected_formats.size());
  const auto price = static_cast<std::size_t>(slot.job.credits_estimate);
  track.record.summary.assets += end.assets.size();
  track.record.summary.credits += end.assets.size() * price / formats;
  track.record.summary.credits_exact =
      track.record.summary.credits_exact && (slot.job.credits_exact || end.assets.empty());
  if (slot.counted_failed) --track.failed;
  slot.counted_failed = end.status != JobStatus::succeeded;
  ++(slot.counted_failed ? track.failed : track.done);
  log(slot.facts.key.text + " " + std::string(to_string(end.status)));
  if (!slot.counted_failed) return;
  const std::string why = end.failures.empty() ? "" : ": " + end.failures.front().message;
  deps_.progress.say(slot.facts.key.text + " " + std::string(to_string(end.status)) + why);
  if (options_.fail_fast) stop(Stop::fail_fast, "a job failed, and --fail-fast is set");
}

/// The journal cannot be written, and here is something that money was spent for: a person must get to see
/// it.
void Runner::note_unsaved(const Slot& slot, const JobEvent& event) {
  const auto* submitted = std::get_if<SubmitOutcome>(&event);
  const auto* accepted = submitted != nullptr ? std::get_if<Accepted>(submitted) : nullptr;
  if (accepted == nullptr) return;
  deps_.progress.say(slot.facts.key.text + " was accepted as generation request " + accepted->id.text +
                     ", which could not be recorded; attach it with: pressrun resolve … --job '" +
                     slot.facts.key.text + "' --as id=" + accepted->id.text);
}

}  // namespace pressrun::app
