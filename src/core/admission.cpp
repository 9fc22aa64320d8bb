#include "pressrun/core/admission.hpp"

#include "pressrun/core/poll_policy.hpp"

#include <algorithm>

namespace pressrun {

namespace {

/// Answers that take 4 ms, which only a server nearby gives, keep so many posts out at the rate asked for. At
/// the documented rate the policy's own bound is ample.
std::size_t most_unanswered(const Policy& policy) {
  const std::chrono::duration<double> answer_time = 4ms;
  const double out = policy.rate_calls * (answer_time / policy.rate_span);
  return static_cast<std::size_t>(std::max<double>(policy.max_unanswered_posts, out));
}

}  // namespace

Admission::Admission(const Policy& policy, RateBudget& budget)
    : policy_(policy),
      budget_(budget),
      most_posts_(most_unanswered(policy)),
      circuit_(policy),
      resubmission_backoff_(policy),
      bare_429_(policy),
      polls_(above_documented(policy)) {}

void Admission::add_submission(JobIndex job, std::size_t group, Instant not_before) {
  delayed_.insert({{not_before, job}, group});
  ++submissions_waiting_;
}

void Admission::add_poll(JobIndex job, Instant not_before) { polls_.wait(job, not_before); }

void Admission::wake_delayed(Instant now) {
  while (!delayed_.empty() && delayed_.begin()->first.first <= now) {
    const auto [due, group] = *delayed_.begin();
    delayed_.erase(delayed_.begin());
    ready_[group].push_back(due.second);
  }
}

/// The next group after the last one that had its turn.
JobIndex Admission::take_submission() {
  auto group = ready_.upper_bound(last_group_);
  if (group == ready_.end()) group = ready_.begin();
  last_group_ = group->first;
  const JobIndex job = group->second.front();
  group->second.pop_front();
  if (group->second.empty()) ready_.erase(group);
  --submissions_waiting_;
  return job;
}

bool Admission::may_submit() const {
  return !submissions_stopped_ && !ready_.empty() && posts_ < most_posts_ &&
         in_flight_ < static_cast<std::size_t>(policy_.max_in_flight);
}

/// Slots are idle when nothing waits to be submitted; but where the polling tier is what bounds the run, each
/// of its calls counts.
PollQueue::Budget Admission::poll_budget(Instant now) const {
  const bool room = in_flight_ < static_cast<std::size_t>(policy_.max_in_flight);
  const bool scarce = budget_.earliest(Tier::polling, now) > budget_.earliest(Tier::none, now);
  return (submits_more() && room) || scarce ? PollQueue::Budget::contested : PollQueue::Budget::idle;
}

/// Of everything that is to be submitted yet, with what is out.
Duration Admission::submitting_takes(Instant now) const {
  const double jobs = static_cast<double>(submissions_waiting_ + expected_ + in_flight_);
  const auto at_full_pace = policy_.rate_span * (jobs / policy_.rate_calls);
  return scaled(std::chrono::duration_cast<Duration>(at_full_pace), budget_.pace(now));
}

std::optional<Admission::Candidate> Admission::poll_candidate(PollQueue::Budget budget, Instant now,
                                                              Instant not_before) {
  const auto due = polls_.first(budget, now);
  if (!due) return std::nullopt;
  const Instant at = budget_.earliest(Tier::polling, std::max(not_before, due->at));
  return Candidate{Poll{due->job, at, due->exploratory}, at};
}

std::optional<Admission::Candidate> Admission::submit_candidate(Instant now) const {
  if (!may_submit()) return std::nullopt;
  const auto backoff = resubmission_backoff_.next();
  if (backoff && posts_ > 0) return std::nullopt;
  const Instant at = budget_.earliest(Tier::none, std::max(now, backoff.value_or(now)));
  return Candidate{Submit{0, at}, at};  // which job is decided when it is booked
}

/// While the circuit is open one GET at a time: a poll that is due, for it may bring a result besides, else
/// GET /ready.
std::optional<Admission::Candidate> Admission::probe_candidate(Instant now) {
  const auto next = circuit_.next_probe();
  if (!next) return std::nullopt;
  const Instant at = budget_.earliest(Tier::none, std::max(now, *next));
  const auto poll = poll_candidate(PollQueue::Budget::contested, now, at);
  if (poll && poll->second <= at + policy_.lead) return poll;
  return Candidate{Probe{at}, at};
}

/// Not when the last submission of a run, sent to test it, got no answer and is in doubt: the polls must not
/// wait for a successor that never comes.
bool Admission::suspicion_can_be_tested() const {
  return !submissions_stopped_ && (posts_ > 0 || submissions_waiting_ > 0);
}

/// While a bare 429 is unexplained nothing leaves but one submission: the refused one comes back.
std::optional<Admission::Candidate> Admission::lone_candidate(Instant now) const {
  const auto alone = bare_429_.probe_at();
  if (!alone || !may_submit()) return std::nullopt;
  const Instant at = budget_.earliest(Tier::none, std::max(now, *alone));
  return Candidate{Submit{0, at}, at};
}

std::optional<Admission::Candidate> Admission::choose(Instant now) {
  if (calls_ >= static_cast<std::size_t>(policy_.workers)) return std::nullopt;
  if (!circuit_.closed()) return probe_candidate(now);
  const auto submit = submit_candidate(now);
  if (bare_429_.standing() == Bare429::Standing::suspected && suspicion_can_be_tested())
    return lone_candidate(now);
  const auto poll = poll_candidate(poll_budget(now), now, now);
  if (!poll || !submit) return poll ? poll : submit;
  if (poll->second != submit->second) return poll->second < submit->second ? poll : submit;
  const bool exploratory = std::get<Poll>(poll->first).exploratory;
  return poll_goes_first({exploratory, submitting_takes(now), polls_.cover()}) ? poll : submit;
}

Admission::Next Admission::book(const Candidate& candidate) {
  Next next = candidate.first;
  ++calls_;
  if (auto* submit = std::get_if<Submit>(&next)) {
    submit->job = take_submission();
    ++posts_;
    ++in_flight_;
    if (bare_429_.standing() == Bare429::Standing::suspected) bare_429_.probe_left();
    budget_.depart(Tier::none, submit->at);
    return next;
  }
  if (!circuit_.closed()) circuit_.probe_left();
  const bool is_poll = std::holds_alternative<Poll>(next);
  if (is_poll) polls_.take(std::get<Poll>(next).job);
  budget_.depart(is_poll ? Tier::polling : Tier::none, candidate.second);
  return next;
}

Admission::Next Admission::next(Instant now) {
  wake_delayed(now);
  const auto candidate = choose(now);
  const Duration lead = budget_.lead(now);
  if (candidate && candidate->second <= now + lead) return book(*candidate);
  std::optional<Instant> until;
  if (candidate) until = candidate->second - lead;
  if (!delayed_.empty() && !submissions_stopped_) {
    const Instant wakes = delayed_.begin()->first.first;
    until = std::min(until.value_or(wakes), wakes);
  }
  if (!until) return Idle{};
  return Wait{*until};
}

void Admission::on_submission_abandoned() {
  --calls_;
  budget_.came_back(Tier::none);
  bare_429_.probe_abandoned();
  --posts_;
  --in_flight_;
}

void Admission::on_job_given_up(JobIndex job) {
  --in_flight_;
  polls_.gone(job);
}

void Admission::on_job_resumed(JobIndex job, RenderKind kind, Instant accepted) {
  ++in_flight_;
  polls_.accepted(job, kind, accepted);
}

void Admission::on_submitted(JobIndex job, RenderKind kind, const Answer<SubmitOutcome>& answer, Instant left,
                             Instant now) {
  --calls_;
  --posts_;
  if (std::holds_alternative<Accepted>(answer.outcome)) polls_.accepted(job, kind, now);
  const auto* refused = std::get_if<Refused>(&answer.outcome);
  if (!std::holds_alternative<Accepted>(answer.outcome)) --in_flight_;
  const bool unknown = std::holds_alternative<OutcomeUnknown>(answer.outcome);
  if (unknown) resubmission_backoff_.on_lost(left, now);
  const bool unsent = refused != nullptr && refused->kind == TroubleKind::unsent;
  if (unsent) resubmission_backoff_.on_unsent(now);
  if (!unknown && !unsent) resubmission_backoff_.on_answered();
  if (unknown || unsent) {
    circuit_.on_unknown_outcome(now);
  } else {
    circuit_.on_submission_answered();
  }
  if (refused != nullptr && refused->kind == TroubleKind::bare_429) {
    bare_429_.on_bare_429(left, now);
  } else if (answer.server_answered || resubmission_backoff_.next()) {
    // Where each is lost, one more does not tell whether credits are left.
    bare_429_.on_other_answer(left);
  } else {
    bare_429_.on_no_answer(left, now);
  }
}

void Admission::learn(JobIndex job, const PollOutcome& outcome, Instant left) {
  if (std::holds_alternative<NotReady>(outcome)) return polls_.unfinished(job, left);
  if (std::holds_alternative<Finalized>(outcome)) return polls_.finished(job, left);
  if (is_verdict(std::get<Trouble>(outcome).kind)) polls_.gone(job);
}

void Admission::on_polled(JobIndex job, const PollOutcome& outcome, Instant left, Instant now) {
  --calls_;
  learn(job, outcome, left);
  const Trouble* trouble = trouble_of(outcome);
  if (trouble == nullptr) return circuit_.on_read(true, left, now);
  if (trouble->kind == TroubleKind::throttled || trouble->kind == TroubleKind::bare_429)
    return circuit_.on_read_refused(now);
  const bool lost = trouble->kind == TroubleKind::transient || trouble->kind == TroubleKind::untrusted;
  circuit_.on_read(!lost, left, now);
}

bool Admission::on_delivered(JobIndex job, Instant now, bool teaches) {
  if (!polls_.withdraw(job)) return false;
  if (teaches) {
    polls_.delivered(job, now);
  } else {
    polls_.gone(job);
  }
  return true;
}

void Admission::on_probed(bool succeeded, Instant left, Instant now) {
  --calls_;
  circuit_.on_read(succeeded, left, now);
}

}  // namespace pressrun
