#include "pressrun/core/generation_fsm.hpp"

#include "pressrun/core/backoff.hpp"

#include <algorithm>
#include <cassert>

namespace pressrun {
namespace {

using Context = StepContext;

JobStep end(JobStatus status, JournalEntry entry) { return {Ended{status}, std::move(entry), Finish{}}; }

JobStatus verdict(bool any_asset, bool any_failure) {
  if (!any_failure) return JobStatus::succeeded;
  return any_asset ? JobStatus::partial : JobStatus::failed;
}

JobStep ask_later(Rendering s, Duration wait, const Context& c) {
  return {std::move(s), std::nullopt, PollAt{c.now + wait}};
}

/// A failure of the whole attempt: with assets of earlier attempts the job is partial, else failed.
JobStep fail(int attempt, const Scope& scope, int polls, Failure failure, const Context& c) {
  std::vector<Failure> failures = scope.standing;
  if (scope.formats.empty()) failures.push_back(failure);
  for (const std::string& format : scope.formats) failures.push_back({format, failure.id, failure.message});
  const JobStatus status = verdict(scope.has_assets, true);
  return end(status, Conclusion{c.facts.key, attempt, status, {}, std::move(failures), polls, c.wall});
}

// ---- what came
// -----------------------------------------------------------------------------------------------------------

const std::vector<std::string>& asked(const Scope& scope, const JobFacts& facts) {
  return scope.formats.empty() ? facts.expected_formats : scope.formats;
}

bool names(const Failure& failure, const std::string& format) { return failure.format == format; }
bool names(const Asset& asset, const std::string& format) { return asset.format == format; }

/// What was asked for and is neither there nor refused.
std::vector<Failure> missing(const Finalized& e, const std::vector<std::string>& formats) {
  std::vector<Failure> found;
  for (const std::string& format : formats) {
    const auto same = [&](const auto& item) { return names(item, format); };
    if (std::ranges::none_of(e.assets, same) && std::ranges::none_of(e.failures, same)) {
      found.push_back({format, "missing", "the API finished without an asset or an error for this format"});
    }
  }
  if (formats.empty() && e.assets.empty() && e.failures.empty()) {
    found.push_back({"", "missing", "the API finished without any asset or error"});
  }
  return found;
}

// ---- Submitting
// ----------------------------------------------------------------------------------------------------

JobStep on(const Submitting& s, const Accepted& e, const Context& c) {
  Rendering next{e.id, s.attempt, s.scope, 0, 0};
  return {std::move(next), Acceptance{c.facts.key, s.attempt, e.id, c.wall}, PollAt{c.now}};
}

/// Waiting for budget uses up no attempts: only trouble on the way makes the next turn wait.
Duration turn_wait(const Refused& e, int refusals, const Policy& policy) {
  return e.why == Refusal::unsent ? retry_wait(policy, refusals) : Duration{};
}

JobStep on(const Submitting& s, const Refused& e, const Context& c) {
  if (e.why == Refusal::rejected) return fail(s.attempt, s.scope, 0, e.failure, c);
  Planned next{s.attempt, s.scope, s.refusals + 1};
  const Instant turn = c.now + turn_wait(e, next.refusals, c.policy);
  return {std::move(next), Withdrawal{c.facts.key, s.attempt, e.failure, c.wall}, SubmitAt{turn}};
}

/// The picture came with the answer. Another format than was asked for is not what was asked for.
JobStep on(const Submitting& s, const Delivered& e, const Context& c) {
  std::vector<Failure> failures = s.scope.standing;
  std::ranges::copy(missing({{e.asset}, {}, {}}, asked(s.scope, c.facts)), std::back_inserter(failures));
  const JobStatus status = verdict(true, !failures.empty());
  return end(status, Conclusion{c.facts.key, s.attempt, status, {e.asset}, std::move(failures), 0, c.wall});
}

JobStep on(const Submitting& s, const OutcomeUnknown& e, const Context& c) {
  return end(JobStatus::in_doubt, Doubt{c.facts.key, s.attempt, e.failure, c.wall});
}

// ---- Rendering
// -----------------------------------------------------------------------------------------------------

JobStep on(const Rendering& s, const NotReady&, const Context& c) {
  Rendering next = s;
  ++next.polls;
  next.troubles = 0;
  return ask_later(std::move(next), Duration{}, c);
}

/// The formats that are worth another attempt in this run; none when the attempts for it are used up.
std::vector<std::string> to_retry(const Rendering& s, const Finalized& e, const Context& c) {
  std::vector<std::string> formats;
  if (s.scope.retries >= c.policy.format_retries) return formats;
  const std::vector<std::string>& wanted = asked(s.scope, c.facts);
  std::ranges::copy_if(e.worth_retrying, std::back_inserter(formats), [&](const std::string& format) {
    return std::ranges::find(wanted, format) != wanted.end();
  });
  return formats;
}

Scope narrowed(const Scope& scope, std::vector<std::string> formats, const std::vector<Failure>& failures,
               bool has_assets) {
  Scope next{std::move(formats), {}, has_assets, scope.retries + 1};
  std::ranges::copy_if(failures, std::back_inserter(next.standing), [&](const Failure& failure) {
    return std::ranges::find(next.formats, failure.format) == next.formats.end();
  });
  return next;
}

JobStep on(const Rendering& s, const Finalized& e, const Context& c) {
  std::vector<Failure> failures = s.scope.standing;
  std::ranges::copy(e.failures, std::back_inserter(failures));
  std::ranges::copy(missing(e, asked(s.scope, c.facts)), std::back_inserter(failures));
  const bool has_assets = s.scope.has_assets || !e.assets.empty();
  const JobStatus status = verdict(has_assets, !failures.empty());
  std::vector<std::string> again = to_retry(s, e, c);
  Conclusion entry{c.facts.key, s.attempt, status, e.assets, failures, s.polls + 1, c.wall};
  if (again.empty()) return end(status, std::move(entry));
  Planned next{s.attempt, narrowed(s.scope, std::move(again), failures, has_assets), 0};
  return {std::move(next), std::move(entry), SubmitAt{c.now}};
}

/// A poll is a GET: it is repeated for as long as the run goes on. Only 404 and 410 are verdicts on the id;
/// whatever else the API says of the way it was asked, the generation is paid for, and may be there.
JobStep on(const Rendering& s, const ReadFailed& e, const Context& c) {
  if (is_verdict(e.why)) return fail(s.attempt, s.scope, s.polls + 1, e.failure, c);
  Rendering next = s;
  ++next.polls;
  if (e.why == ReadTrouble::plan) return {std::move(next), std::nullopt, Leave{}};
  if (e.why == ReadTrouble::transient || e.why == ReadTrouble::rejected)
    return ++next.troubles, ask_later(next, retry_wait(c.policy, next.troubles), c);
  return ask_later(std::move(next), Duration{}, c);  // the rate budget knows how long, or the run is over
}

// ---- Planned
// -------------------------------------------------------------------------------------------------------

JobStep on(const Planned& s, const Granted&, const Context& c) {
  Intent entry{c.facts.key,     s.attempts + 1, c.facts.fingerprint, c.facts.design_version,
               s.scope.formats, c.wall};
  return {Submitting{s.attempts + 1, s.scope, s.refusals}, std::move(entry), Send{}};
}

/// Every pair not named above is a bug of the caller. What costs nothing is done: an attempt on its way is in
/// doubt.
template <class S, class E>
JobStep on(const S& s, const E&, const Context& c) {
  assert(false && "event does not fit the state");
  if constexpr (std::is_same_v<S, Submitting>) {
    return on(s, OutcomeUnknown{Failure{"", "internal", "event does not fit the state"}}, c);
  }
  return {s, std::nullopt, Finish{}};
}

/// Outcomes are variants within the variant of events: unwrap both.
template <class S>
JobStep dispatch(const S& s, const JobEvent& event, const Context& c) {
  if (const auto* submit = std::get_if<SubmitOutcome>(&event)) {
    return std::visit([&](const auto& e) { return on(s, e, c); }, *submit);
  }
  if (const auto* poll = std::get_if<PollOutcome>(&event)) {
    return std::visit([&](const auto& e) { return on(s, e, c); }, *poll);
  }
  return on(s, Granted{}, c);
}

}  // namespace

JobStep step(const JobState& state, const JobEvent& event, const StepContext& context) {
  return std::visit([&](const auto& s) { return dispatch(s, event, context); }, state);
}

}  // namespace pressrun
