#include "pressrun/core/admission.hpp"

#include <algorithm>

namespace pressrun {

Admission::Admission(const Policy& policy, RateBudget& budget)
    : policy_(policy), budget_(budget), circuit_(policy), account_(policy) {}

void Admission::add_submission(JobIndex job, std::size_t group, Instant not_before) {
  delayed_.insert({{not_before, job}, group});
  ++submissions_waiting_;
}

void Admission::add_poll(JobIndex job, Instant due) { polls_.emplace(due, job); }

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
  return !submissions_stopped_ && !ready_.empty() &&
         posts_ < static_cast<std::size_t>(policy_.max_unanswered_posts) &&
         in_flight_ < static_cast<std::size_t>(policy_.max_in_flight);
}

std::optional<Admission::Candidate> Admission::poll_candidate(Instant now) const {
  if (polls_.empty()) return std::nullopt;
  const auto& [due, job] = polls_.top();
  const Instant at = budget_.earliest(Tier::polling, std::max(now, due));
  return Candidate{Poll{job, at}, at};
}

std::optional<Admission::Candidate> Admission::submit_candidate(Instant now) const {
  if (!may_submit()) return std::nullopt;
  const Instant at = budget_.earliest(Tier::none, now);
  return Candidate{Submit{0, at}, at};  // which job is decided when it is booked
}

/// While the circuit is open one GET at a time: a poll that is due, for it may bring a result besides, else
/// GET /ready.
std::optional<Admission::Candidate> Admission::probe_candidate(Instant now) const {
  const auto next = circuit_.next_probe();
  if (!next) return std::nullopt;
  const Instant at = budget_.earliest(Tier::none, std::max(now, *next));
  if (const auto poll = poll_candidate(at); poll && poll->second <= at + policy_.lead) return poll;
  return Candidate{Probe{at}, at};
}

/// While a bare 429 is unexplained nothing leaves but one submission. There always is one: the refused one
/// comes back.
std::optional<Admission::Candidate> Admission::lone_candidate(Instant now) const {
  const auto alone = account_.probe_at();
  if (!alone || !may_submit()) return std::nullopt;
  const Instant at = budget_.earliest(Tier::none, std::max(now, *alone));
  return Candidate{Submit{0, at}, at};
}

std::optional<Admission::Candidate> Admission::choose(Instant now) const {
  if (calls_ >= static_cast<std::size_t>(policy_.workers)) return std::nullopt;
  if (!circuit_.closed()) return probe_candidate(now);
  const auto submit = submit_candidate(now);
  if (account_.standing() == Account::Standing::suspected && !submissions_stopped_)
    return lone_candidate(now);
  // A result that is due goes before a new submission: it costs the same slot and frees its place in flight.
  const auto poll = poll_candidate(now);
  if (poll && submit) return poll->second <= submit->second ? poll : submit;
  return poll ? poll : submit;
}

Admission::Next Admission::book(const Candidate& candidate) {
  Next next = candidate.first;
  ++calls_;
  if (auto* submit = std::get_if<Submit>(&next)) {
    submit->job = take_submission();
    ++posts_;
    ++in_flight_;
    if (account_.standing() == Account::Standing::suspected) account_.probe_left();
    budget_.depart(Tier::none, submit->at);
    return next;
  }
  if (!circuit_.closed()) circuit_.probe_left();
  const bool is_poll = std::holds_alternative<Poll>(next);
  if (is_poll) polls_.pop();
  budget_.depart(is_poll ? Tier::polling : Tier::none, candidate.second);
  return next;
}

Admission::Next Admission::next(Instant now) {
  wake_delayed(now);
  const auto candidate = choose(now);
  if (candidate && candidate->second <= now + policy_.lead) return book(*candidate);
  std::optional<Instant> until;
  if (candidate) until = candidate->second - policy_.lead;
  if (!delayed_.empty() && !submissions_stopped_) {
    const Instant wakes = delayed_.begin()->first.first;
    until = std::min(until.value_or(wakes), wakes);
  }
  if (!until) return Idle{};
  return Wait{*until};
}

void Admission::on_submission_abandoned() {
  --calls_;
  --posts_;
  --in_flight_;
}

void Admission::on_poll_abandoned() { --calls_; }

void Admission::on_submitted(const Answer<SubmitOutcome>& answer, Instant left, Instant now) {
  --calls_;
  --posts_;
  const auto* refused = std::get_if<Refused>(&answer.outcome);
  if (!std::holds_alternative<Accepted>(answer.outcome)) --in_flight_;
  const bool unknown = std::holds_alternative<OutcomeUnknown>(answer.outcome);
  if (unknown || (refused != nullptr && refused->why == Refusal::unsent)) {
    circuit_.on_unknown_outcome(now);
  } else {
    circuit_.on_submission_answered();
  }
  if (answer.rate) budget_.correct(Tier::none, *answer.rate, now);
  if (refused != nullptr && refused->why == Refusal::throttled) {
    budget_.hold(Tier::none, now + refused->retry_after.value_or(policy_.backoff_first));
  }
  if (refused != nullptr && refused->why == Refusal::bare_429) {
    account_.on_bare_429(left, now);
    budget_.slow_down(now);
  } else if (answer.server_answered) {
    account_.on_other_answer(left);
  }
}

void Admission::on_polled(const Answer<PollOutcome>& answer, Instant left, Instant now) {
  --calls_;
  if (answer.rate) budget_.correct(Tier::polling, *answer.rate, now);
  const auto* failed = std::get_if<ReadFailed>(&answer.outcome);
  if (failed != nullptr && failed->why == ReadTrouble::throttled) {
    budget_.hold(Tier::polling, now + failed->retry_after.value_or(policy_.backoff_first));
    return circuit_.on_read_refused(now);
  }
  if (failed != nullptr && failed->why == ReadTrouble::bare_429) {
    budget_.slow_down(now);
    budget_.hold_all(now + policy_.bare_429_probe);
    return circuit_.on_read_refused(now);
  }
  const bool trouble =
      failed != nullptr && (failed->why == ReadTrouble::transient || failed->why == ReadTrouble::untrusted);
  circuit_.on_read(!trouble, left, now);
}

void Admission::on_probed(bool succeeded, Instant left, Instant now) {
  --calls_;
  circuit_.on_read(succeeded, left, now);
}

}  // namespace pressrun
