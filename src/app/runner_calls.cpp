// What each call of a run does, from its turn to what the journal holds of it.
#include "app/cut_off.hpp"
#include "app/runner.hpp"
#include "pressrun/domain/text.hpp"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <utility>

namespace pressrun::app {
namespace {

const Failure& cut_off_failure() {
  static const Failure failure{"", "cut_off", "the run was stopped before the answer came"};
  return failure;
}

template <class Outcome>
bool is_429(const Outcome& outcome) {
  if constexpr (std::is_same_v<Outcome, SubmitOutcome>) {
    const auto* refused = std::get_if<Refused>(&outcome);
    return refused != nullptr && (refused->why == Refusal::throttled || refused->why == Refusal::bare_429 ||
                                  refused->why == Refusal::plan);
  } else {
    const auto* failed = std::get_if<ReadFailed>(&outcome);
    return failed != nullptr && (failed->why == ReadTrouble::throttled ||
                                 failed->why == ReadTrouble::bare_429 || failed->why == ReadTrouble::plan);
  }
}

/// A banner's read in the terms of a poll: for the budget and the circuit it is one.
Answer<PollOutcome> as_poll(const Answer<BannerOutcome>& answer) {
  Answer<PollOutcome> poll{NotReady{}, answer.rate, answer.server_answered};
  const auto* failed = std::get_if<ReadFailed>(&answer.outcome);
  if (failed != nullptr && !is_verdict(failed->why)) poll.outcome = *failed;
  return poll;
}

const GenerationRequest* find(const ContentRecord& record, RequestNumber number) {
  const auto found = std::ranges::find(record.requests, number, &GenerationRequest::number);
  return found == record.requests.end() ? nullptr : &*found;
}

}  // namespace

void Runner::spawn(asio::awaitable<void> call, CallHandle handle) {
  asio::co_spawn(deps_.executor, std::move(call), [this, handle](const std::exception_ptr& error) {
    calls_.erase(handle);
    if (error && !broken_) broken_ = error;
    alarm_->ring();
  });
}

/// Sleeps until the booked slot and answers when the call really leaves.
asio::awaitable<Instant> Runner::depart(Instant at) {
  if (at > deps_.clock.now()) co_await deps_.clock.sleep_until(at);
  const Instant left = deps_.clock.now();
  if (left > at) deps_.budget.departed_late(at, left);
  meter_.count(left);
  co_return left;
}

// ---- what core is asked with

const DesignState* Runner::design_of(const ActiveRequest& request) const {
  const ActiveContent& content = table_.content(request.content);
  return designs_.find(tracks_[content.campaign].campaign.journal, request.flight.design);
}

FlightContext Runner::context_of(const ActiveRequest& request) const {
  const ActiveContent& content = table_.content(request.content);
  FlightContext context{options_.policy, deps_.clock.now(), deps_.clock.wall_now(), 0, nullptr, true};
  context.run = tracks_[content.campaign].record.number;
  context.design = design_of(request);
  context.ids_are_known_here = ids_known_ > 0 || ids_unknown_ < 2;
  return context;
}

Circumstances Runner::circumstances_of(const ActiveContent& content) const {
  const Journal& journal = tracks_[content.campaign].campaign.journal;
  Circumstances in;
  in.now = deps_.clock.wall_now();
  in.first_run = first_runs_.at(&journal);
  in.design = content.job ? designs_.find(journal, content.job->design_id) : nullptr;
  return in;
}

PurchaseIntent Runner::intent_of(JobIndex index) const {
  const ActiveContent& content = table_.content_of(index);
  const Track& track = tracks_[content.campaign];
  PurchaseIntent intent;
  intent.content = content.key;
  intent.wanted = table_.wanted_by(index);
  intent.campaign = track.record.campaign;
  intent.run = track.record.number;
  intent.first_run = first_runs_.at(&track.campaign.journal);
  intent.keep_outdated = table_.request(index).keep_outdated;
  intent.credits_each = content.job->credits_each;
  intent.credits_exact = content.job->credits_exact;
  intent.limits = track.campaign.limits;
  if (intent.limits.process) {
    const std::uint64_t elsewhere = reserved_elsewhere(track.campaign.journal);
    intent.limits.process = *intent.limits.process - std::min(*intent.limits.process, elsewhere);
  }
  intent.day_began = track.campaign.day_began;
  intent.month_began = track.campaign.month_began;
  intent.at = deps_.clock.wall_now();
  return intent;
}

/// What this process has reserved in other journals: each knows only its own.
std::uint64_t Runner::reserved_elsewhere(const Journal& journal) const {
  std::uint64_t sum = 0;
  for (const auto& [request, credits] : reserved_) sum += request.first == &journal ? 0 : credits;
  return sum;
}

void Runner::note_credits(const Journal& journal, const ContentRecord& record) {
  if (first_runs_.size() < 2) return;
  for (const GenerationRequest& request : record.requests) {
    if (request.run >= first_runs_.at(&journal))
      reserved_[{&journal, request.number}] = credits_of(request).all();
  }
}

// ---- from step to step

/// Makes what happened durable, then does what follows from it.
asio::awaitable<void> Runner::settle(JobIndex index, FlightStep step) {
  ActiveRequest& request = table_.request(index);
  const ActiveContent& content = table_.content(request.content);
  Journal& journal = tracks_[content.campaign].campaign.journal;
  request.flight = std::move(step.flight);
  for (const std::string& warning : step.warnings) tell(Deviation{content.label, warning});
  std::vector<LedgerEntry> entries;
  for (const Fact& fact : step.facts) {
    if (deps_.observe) deps_.observe(request.flight.request, fact);
    entries.push_back({content.key, fact});
  }
  std::vector<Committed> committed;
  if (!entries.empty()) {
    try {
      committed = co_await journal.commit(std::move(entries));
    } catch (const JournalError& error) {
      note_unsaved(request, step.facts);
      stop(Stop::journal, error.what());
      co_return;
    }
    note_facts(request, step.facts);
  }
  const ContentIndex bought = request.content;
  if (!committed.empty()) {
    if (const GenerationRequest* now = find(committed.front().record, request.flight.request.number))
      request.flight.request = *now;
    note_committed(request, committed.front());
  }
  // The ledger has the last word: an id that is another request's is none.
  const bool polls = std::holds_alternative<PollAt>(step.action);
  const RequestState state = state_of(request.flight.request);
  if (polls && !committed.empty() && is_doubtful(state)) {
    step.action = Finish{};
    tell(IdTaken{content.label, request.flight.request.doubt->message});
    admission_.on_job_given_up(index);
  }
  const bool ended = std::holds_alternative<Finish>(step.action);
  table_.hold(bought);  // it stays until it is known what is left to buy
  follow(index, step.action);
  if (ended && !committed.empty()) buy_what_is_left(bought, committed.front().record);
  const ActiveContent& last =
      table_.content(bought);  // nothing new of it: the journal is asked what is left to buy
  if (ended && committed.empty() && last.job && last.requests == 1) queue(bought, deps_.clock.now());
  table_.release(bought);
}

void Runner::follow(JobIndex index, FlightAction action) {
  ActiveRequest& request = table_.request(index);
  request.banner.clear();
  if (const auto* turn = std::get_if<SubmitAt>(&action)) {
    const ActiveContent& content = table_.content(request.content);
    admission_.add_submission(index, group_of(content.campaign, request.flight.design), turn->at);
  } else if (const auto* due = std::get_if<PollAt>(&action)) {
    if (lost_patience(request, deps_.clock.now())) return leave(index);
    due->again ? ask_again(index, due->at) : admission_.add_poll(index, due->at);
  } else if (const auto* asked = std::get_if<AskBannerAt>(&action)) {
    request.banner = asked->banner;
    ask_again(index, asked->at);
  } else if (std::holds_alternative<Leave>(action)) {
    leave(index);
  } else if (const auto* other = std::get_if<OtherServer>(&action)) {
    stop(Stop::other_server,
         "the API knows none of the generation requests that are out: another server or workspace (" +
             other->why.message + "); what was bought is kept, and nothing is concluded");
    admission_.on_job_given_up(index);  // not one that failed, nor known to render
    table_.remove(index);
  } else {
    table_.remove(index);
  }
}

/// The API has said what it knows for now; asked again, it teaches nothing of how long rendering takes.
void Runner::ask_again(JobIndex index, Instant at) {
  ActiveRequest& request = table_.request(index);
  request.kind = kind_of("asked again");
  admission_.on_job_given_up(index);
  admission_.on_job_resumed(index, request.kind, deps_.clock.now() - std::chrono::hours{1});
  admission_.add_poll(index, at);
}

void Runner::leave(JobIndex index) {
  const ActiveContent& content = table_.content_of(index);
  ++tracks_[content.campaign].left_rendering;
  tell(LeftRendering{content.label});
  admission_.on_job_given_up(index);
  table_.remove(index);
}

bool Runner::lost_patience(const ActiveRequest& request, Instant now) const {
  return now - request.accepted_at >= options_.policy.render_patience;
}

/// In the same run: what failed for a cause that passes at once; what waited for another request of its
/// content.
void Runner::buy_what_is_left(ContentIndex index, const ContentRecord& record) {
  const ActiveContent& content = table_.content(index);
  if (!content.job || content.requests > 1) return;  // what is still on its way comes first
  const RequestTable::Left left = table_.left_to_buy(index, record, circumstances_of(content));
  if (left.needs_design) table_.await_design(index);
  if (left.buys) queue(index, deps_.clock.now());
}

void Runner::queue(ContentIndex index, Instant not_before) {
  const ActiveContent& content = table_.content(index);
  const DesignId& design = content.job->design_id;
  const RenderKind kind = kind_of(design.text + " " + content.job->output);
  const std::size_t group = group_of(content.campaign, design);
  const DesignState* state = designs_.find(tracks_[content.campaign].campaign.journal, design);
  for (const JobIndex turn : table_.take_turns(index, state)) {
    table_.request(turn).kind = kind;
    admission_.add_submission(turn, group, not_before);
  }
}

// ---- submitting

asio::awaitable<void> Runner::submit(JobIndex index, Instant at, CallHandle handle) {
  const bool granted = co_await intend(index);
  if (!granted) co_return;
  const Instant left = co_await depart(at);
  ActiveRequest& request = table_.request(index);
  if (control_.draining()) {  // nothing was sent: the intent is taken back
    admission_.on_submission_abandoned();
    Refused refused;
    refused.why = Refusal::throttled;
    refused.failure = {"", "not_sent", "the run was stopped before it was sent"};
    const SubmitOutcome outcome = std::move(refused);
    FlightStep taken_back = step(request.flight, outcome, context_of(request));
    co_return co_await settle(index, std::move(taken_back));
  }
  RunRecord& record = tracks_[table_.content(request.content).campaign].record;
  ++record.summary.api_calls.submit;
  const Answer<SubmitOutcome> answer = co_await send_submission(index, handle);
  const Instant now = deps_.clock.now();
  admission_.on_submitted(index, request.kind, answer, left,
                          now);  // at once: it may have to keep others from leaving
  if (is_429(answer.outcome)) ++record.summary.api_calls.rate_limited;
  note_trouble(answer.outcome);
  request.accepted_at = now;
  if (std::holds_alternative<Accepted>(answer.outcome)) ++ids_known_;
  FlightStep next = step(request.flight, answer.outcome, context_of(request));
  if (std::holds_alternative<Delivered>(answer.outcome) && !std::holds_alternative<Finish>(next.action))
    admission_.on_job_resumed(index, request.kind, now);  // its address is still to come: it is out after all
  co_await settle(index, std::move(next));
}

/// The ledger is asked once more, and the intent is durable, before the first byte leaves.
asio::awaitable<bool> Runner::intend(JobIndex index) {
  const ActiveContent& content = table_.content_of(index);
  PurchaseIntent intent = intent_of(index);
  Granted granted;
  try {
    granted = co_await tracks_[content.campaign].campaign.journal.intend(std::move(intent));
  } catch (const JournalError& error) {
    admission_.on_submission_abandoned();
    stop(Stop::journal, error.what());
    co_return false;
  }
  if (granted.request == 0) {
    admission_.on_submission_abandoned();
    not_granted(index, granted);
    co_return false;
  }
  if (const GenerationRequest* made = find(granted.record, granted.request))
    table_.request(index).flight.request = *made;
  note_wants(tracks_[content.campaign].campaign.journal, {}, granted.wants, granted.record);
  co_return true;
}

void Runner::not_granted(JobIndex index, const Granted& granted) {
  const ActiveRequest& request = table_.request(index);
  if (granted.grant.needs_design) table_.await_design(request.content);
  if (granted.grant.over != nullptr) {
    const CreditLimits& limits = tracks_[table_.content(request.content).campaign].campaign.limits;
    const std::string_view over = granted.grant.over;
    const auto& limit = over == "process" ? limits.process
                        : over == "run"   ? limits.run
                        : over == "day"   ? limits.day
                                          : limits.month;
    const std::string name =
        over == "process" ? "--max-credits " : "the budget of this " + std::string{over} + ", ";
    stop(Stop::max_credits, "the next request would exceed " + name + std::to_string(limit.value_or(0)));
  }
  table_.remove(index);
}

asio::awaitable<Answer<SubmitOutcome>> Runner::send_submission(JobIndex index, CallHandle handle) {
  const ActiveRequest& request = table_.request(index);
  const bool just_read = just_read_.contains(request.flight.design);
  const Formats formats = table_.to_send(index, design_of(request), just_read);
  auto call = api_.submit(*table_.content_of(index).job, formats);
  auto answer = co_await unless_cut_off(deps_.executor, handle->cut_off, std::move(call));
  if (answer) co_return *std::move(answer);
  Answer<SubmitOutcome> lost{OutcomeUnknown{cut_off_failure()}, std::nullopt, false};
  co_return lost;
}

// ---- polling

asio::awaitable<void> Runner::poll(JobIndex index, Instant at, CallHandle handle) {
  const Instant left = co_await depart(at);
  if (control_.draining()) co_return admission_.on_call_abandoned();
  if (table_.request(index).banner.empty()) {
    co_await poll_request(index, left, handle);
  } else {
    co_await poll_banner(index, left, handle);
  }
}

asio::awaitable<void> Runner::poll_request(JobIndex index, Instant left, CallHandle handle) {
  RunRecord& record = tracks_[table_.content_of(index).campaign].record;
  ++record.summary.api_calls.poll;
  const Answer<PollOutcome> answer = co_await send_poll(index, handle);
  admission_.on_polled(index, answer, left, deps_.clock.now());
  if (is_429(answer.outcome)) ++record.summary.api_calls.rate_limited;
  note_trouble(answer.outcome);
  const auto* failed = std::get_if<ReadFailed>(&answer.outcome);
  if (failed == nullptr) ++ids_known_;
  co_await look_at_the_key();
  ActiveRequest& request = table_.request(index);
  if (failed != nullptr && failed->why == ReadTrouble::not_found && !request.flight.unknown_since)
    ++ids_unknown_;
  FlightStep next = step(request.flight, answer.outcome, context_of(request));
  const bool ended = std::holds_alternative<Finish>(next.action);
  co_await settle(index, std::move(next));
  if (ended) admission_.on_job_ended();
}

asio::awaitable<void> Runner::poll_banner(JobIndex index, Instant left, CallHandle handle) {
  const std::string banner = table_.request(index).banner;
  ++tracks_[table_.content_of(index).campaign].record.summary.api_calls.read;
  const Answer<BannerOutcome> answer = co_await send_banner_read(index, handle);
  admission_.on_polled(index, as_poll(answer), left, deps_.clock.now());
  ActiveRequest& request = table_.request(index);
  FlightStep next = step(request.flight, banner, answer.outcome, context_of(request));
  const bool ended = std::holds_alternative<Finish>(next.action);
  co_await settle(index, std::move(next));
  if (ended) admission_.on_job_ended();
}

/// A read that is cut off loses nothing: it is asked again.
template <class Outcome>
asio::awaitable<Answer<Outcome>> Runner::send_read(CallHandle handle, asio::awaitable<Answer<Outcome>> call) {
  auto answer = co_await unless_cut_off(deps_.executor, handle->cut_off, std::move(call));
  if (answer) co_return *std::move(answer);
  ReadFailed failed;
  failed.failure = cut_off_failure();
  Answer<Outcome> none{std::move(failed), std::nullopt, false};
  co_return none;
}

asio::awaitable<Answer<PollOutcome>> Runner::send_poll(JobIndex index, CallHandle handle) {
  const IssuedId* known = id_to_poll(table_.request(index).flight.request);
  const RequestId id = known != nullptr ? known->id : RequestId{};
  auto call = api_.poll(id);
  co_return co_await send_read(handle, std::move(call));
}

asio::awaitable<Answer<BannerOutcome>> Runner::send_banner_read(JobIndex index, CallHandle handle) {
  const std::string banner = table_.request(index).banner;
  auto call = api_.read_banner(banner);
  co_return co_await send_read(handle, std::move(call));
}

/// Somebody in front of the API, or the API itself, dislikes the key: it alone can tell.
asio::awaitable<bool> Runner::key_is_taken() {
  const Answer<AuthOutcome> answer = co_await api_.verify_key();
  const auto* failed = std::get_if<ReadFailed>(&answer.outcome);
  if (failed == nullptr) suspects_key_ = false;
  if (failed != nullptr && failed->why == ReadTrouble::unauthorized)
    stop(Stop::unauthorized, "the API refuses the key: " + failed->failure.message);
  co_return failed == nullptr || is_verdict(failed->why) || failed->why == ReadTrouble::rejected;
}

/// A poll that was answered by somebody in front of the API opens no circuit, so that nothing else would ask.
asio::awaitable<void> Runner::look_at_the_key() {
  constexpr Duration seldom = std::chrono::minutes{1};
  const Instant now = deps_.clock.now();
  if (!suspects_key_ || now < next_look_at_key_) co_return;
  next_look_at_key_ = now + seldom;
  co_await key_is_taken();
}

asio::awaitable<void> Runner::probe(Instant at, CallHandle handle) {
  const Instant left = co_await depart(at);
  if (control_.draining()) co_return admission_.on_call_abandoned();
  ++tracks_.front().record.summary.api_calls.read;
  auto look = suspects_key_ ? key_is_taken() : api_.is_back();
  const bool succeeded =
      (co_await unless_cut_off(deps_.executor, handle->cut_off, std::move(look))).value_or(false);
  admission_.on_probed(succeeded, left, deps_.clock.now());
  tell(ServiceProbed{succeeded});
}

// ---- what follows from an answer for the run

void Runner::note_facts(const ActiveRequest& request, const std::vector<Fact>& facts) {
  for (const Fact& fact : facts) tell(Recorded{table_.content(request.content).label, fact});
}

void Runner::note_committed(const ActiveRequest& of, const Committed& committed) {
  const ActiveContent& content = table_.content(of.content);
  Summary& summary = tracks_[content.campaign].record.summary;
  const GenerationRequest& request = of.flight.request;
  if (request.final && request.concluded_run == tracks_[content.campaign].record.number)
    summary.assets += request.assets.size();
  note_wants(tracks_[content.campaign].campaign.journal, content.label, committed.wants, committed.record);
}

/// How the jobs of a content stand now, and what a person should hear of it.
void Runner::note_wants(const Journal& journal, const std::string& label, const std::vector<Want>& wants,
                        const ContentRecord& record) {
  note_credits(journal, record);
  for (const Want& want : wants) {
    if (want.before == want.status) continue;
    failures_.change(want.before, want.status, want.jobs);
    for (Track& track : tracks_) {
      if (&track.campaign.journal != &journal || track.record.campaign != want.campaign) continue;
      track.load.jobs_by_status.at(static_cast<std::size_t>(want.before)) -=
          static_cast<std::int64_t>(want.jobs);
      track.load.jobs_by_status.at(static_cast<std::size_t>(want.status)) +=
          static_cast<std::int64_t>(want.jobs);
    }
    const bool bad = want.status == JobStatus::failed || want.status == JobStatus::partial;
    const bool good = want.status == JobStatus::succeeded;
    if (label.empty() || (!bad && !good)) continue;
    const std::string more = want.jobs > 1 ? " (and " + std::to_string(want.jobs - 1) + " more)" : "";
    std::string why;
    if (bad && record.requests.back().rejected) {
      why = record.requests.back().rejected->message;
    } else if (bad && !record.requests.back().failures.empty()) {
      why = record.requests.back().failures.front().message;
    }
    tell(JobsEnded{(want.first.text.empty() ? label : want.first.text) + more, want.status, why});
    if (bad && options_.fail_fast) stop(Stop::fail_fast, "a job failed, and --fail-fast is set");
    if (bad && failures_.is_exceeded())
      stop(Stop::max_failures, std::to_string(failures_.failed()) +
                                   " jobs failed, and --max-failures allows " +
                                   options_.max_failures->text());
  }
}

/// The journal cannot be written, and here is something that money was spent for: it is kept elsewhere, and a
/// person must get to see it.
void Runner::note_unsaved(const ActiveRequest& request, const std::vector<Fact>& facts) {
  const ActiveContent& content = table_.content(request.content);
  std::vector<LedgerEntry> entries;
  for (const Fact& fact : facts) {
    const bool paid = std::holds_alternative<IdIssued>(fact) || std::holds_alternative<BannersSeen>(fact) ||
                      std::holds_alternative<RequestConcluded>(fact);
    if (paid) entries.push_back({content.key, fact});
  }
  if (entries.empty()) return;
  const Journal& journal = tracks_[content.campaign].campaign.journal;
  const std::string kept = deps_.rescue ? deps_.rescue(journal, entries) : std::string{};
  for (const LedgerEntry& entry : entries) tell(Unsaved{content.label, entry.fact, kept});
}

void Runner::note_trouble(const SubmitOutcome& outcome) {
  if (const auto* lost = std::get_if<OutcomeUnknown>(&outcome)) {
    control_.note_lost(lost->failure.message);
    suspects_key_ = suspects_key_ || lost->failure.id == "http_401" || lost->failure.id == "http_403";
  }
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
  suspects_key_ = suspects_key_ || failed->failure.id == "http_401" || failed->failure.id == "http_403";
  if (failed->why == ReadTrouble::transient) tell_away(failed->failure);
  if (failed->why == ReadTrouble::throttled) tell_wait(failed->retry_after);
  if (failed->why == ReadTrouble::unauthorized)
    stop(Stop::unauthorized, "the API refuses the key: " + failed->failure.message);
  if (failed->why == ReadTrouble::untrusted) stop(Stop::untrusted, failed->failure.message);
  if (failed->why == ReadTrouble::plan)
    stop(Stop::account, "the plan does not include this: " + failed->failure.message);
  if (failed->why == ReadTrouble::rejected) tell(PollRefused{failed->failure.message});
}

/// Once for each time that the service stays away, and why: what follows only looks whether it is back.
void Runner::tell_away(const Failure& failure) {
  if (control_.note_trouble(failure.message, admission_.circuit())) tell(ServiceAway{failure.message});
}

void Runner::tell_wait(std::optional<Duration> asked) {
  if (asked) tell(RateLimited{*asked, deps_.clock.now()});
}

}  // namespace pressrun::app
