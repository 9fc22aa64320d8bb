// What each call of a run does, from its turn to what the journal holds of it.
#include "app/runner.hpp"
#include "pressrun/domain/text.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

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

// ---- what core is asked with

const DesignState* Runner::design_of(const Slot& slot) const {
  const Content& content = contents_[slot.content];
  return designs_.find(tracks_[content.track].campaign.journal, slot.flight.design);
}

FlightContext Runner::context_of(const Slot& slot) const {
  const Content& content = contents_[slot.content];
  FlightContext context{options_.policy, deps_.clock.now(), deps_.clock.wall_now(), 0, nullptr, true};
  context.run = tracks_[content.track].record.number;
  context.design = design_of(slot);
  context.ids_are_known_here = ids_known_ > 0 || ids_unknown_ < 2;
  return context;
}

Circumstances Runner::circumstances_of(const Content& content, bool keep_outdated) const {
  const Journal& journal = tracks_[content.track].campaign.journal;
  Circumstances in;
  in.now = deps_.clock.wall_now();
  in.first_run = first_runs_.at(&journal);
  in.design = content.job ? designs_.find(journal, content.job->design_id) : nullptr;
  in.keep_outdated = keep_outdated;
  return in;
}

const Formats& Runner::wanted_by(const Slot& slot) const {
  return slot.alone.empty() ? contents_[slot.content].wants.at(slot.keep_outdated ? 1 : 0).value()
                            : slot.alone;
}

PurchaseIntent Runner::intent_of(const Slot& slot) const {
  const Content& content = contents_[slot.content];
  const Track& track = tracks_[content.track];
  PurchaseIntent intent;
  intent.content = content.key;
  intent.wanted = wanted_by(slot);
  intent.campaign = track.record.campaign;
  intent.run = track.record.number;
  intent.first_run = first_runs_.at(&track.campaign.journal);
  intent.keep_outdated = slot.keep_outdated;
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
  Slot& slot = slots_[index];
  const Content& content = contents_[slot.content];
  Journal& journal = tracks_[content.track].campaign.journal;
  slot.flight = std::move(step.flight);
  for (const std::string& warning : step.warnings)
    deps_.progress.say("warning: " + content.label + ": " + warning);
  std::vector<LedgerEntry> entries;
  for (const Fact& fact : step.facts) {
    if (deps_.observe) deps_.observe(slot.flight.request, fact);
    entries.push_back({content.key, fact});
  }
  std::vector<Committed> committed;
  if (!entries.empty()) {
    try {
      committed = co_await journal.commit(std::move(entries));
    } catch (const JournalError& error) {
      note_unsaved(slot, step.facts);
      stop(Stop::journal, error.what());
      co_return;
    }
    note_facts(slot, step.facts);
  }
  const ContentIndex bought = slot.content;
  if (!committed.empty()) {
    if (const GenerationRequest* now = find(committed.front().record, slot.flight.request.number))
      slot.flight.request = *now;
    note_committed(slot, committed.front());
  }
  // The ledger has the last word: an id that is another request's is none.
  const bool polls = std::holds_alternative<PollAt>(step.action);
  const RequestState state = state_of(slot.flight.request);
  if (polls && !committed.empty() && is_doubtful(state)) {
    step.action = Finish{};
    deps_.progress.say(content.label + " is in doubt: " + slot.flight.request.doubt->message);
    admission_.on_job_given_up(index);
  }
  const bool ended = std::holds_alternative<Finish>(step.action);
  ++contents_[bought].flights;  // it stays until it is known what is left to buy
  follow(index, step.action);
  if (ended && !committed.empty()) buy_what_is_left(bought, committed.front().record);
  const Content& last = contents_[bought];  // nothing new of it: the journal is asked what is left to buy
  if (ended && committed.empty() && last.job && last.flights == 1) queue(bought, deps_.clock.now());
  --contents_[bought].flights;
  let_go(bought);
}

void Runner::follow(JobIndex index, FlightAction action) {
  Slot& slot = slots_[index];
  slot.banner.clear();
  if (const auto* turn = std::get_if<SubmitAt>(&action)) {
    const Content& content = contents_[slot.content];
    admission_.add_submission(index, group_of(content.track, slot.flight.design), turn->at);
  } else if (const auto* due = std::get_if<PollAt>(&action)) {
    if (lost_patience(slot, deps_.clock.now())) return leave(index);
    due->again ? ask_again(index, due->at) : admission_.add_poll(index, due->at);
  } else if (const auto* asked = std::get_if<AskBannerAt>(&action)) {
    slot.banner = asked->banner;
    ask_again(index, asked->at);
  } else if (std::holds_alternative<Leave>(action)) {
    leave(index);
  } else if (const auto* other = std::get_if<OtherServer>(&action)) {
    stop(Stop::other_server,
         "the API knows none of the generation requests that are out: another server or workspace (" +
             other->why.message + "); what was bought is kept, and nothing is concluded");
    admission_.on_job_given_up(index);  // not one that failed, nor known to render
    free_slot(index);
  } else {
    free_slot(index);
  }
}

/// The API has said what it knows for now; asked again, it teaches nothing of how long rendering takes.
void Runner::ask_again(JobIndex index, Instant at) {
  Slot& slot = slots_[index];
  slot.kind = kind_of("asked again");
  admission_.on_job_given_up(index);
  admission_.on_job_resumed(index, slot.kind, deps_.clock.now() - std::chrono::hours{1});
  admission_.add_poll(index, at);
}

void Runner::leave(JobIndex index) {
  const Content& content = contents_[slots_[index].content];
  ++tracks_[content.track].left_rendering;
  deps_.progress.say(content.label + " is still rendering: left for the next run");
  admission_.on_job_given_up(index);
  free_slot(index);
}

bool Runner::lost_patience(const Slot& slot, Instant now) const {
  return now - slot.accepted_at >= options_.policy.render_patience;
}

/// In the same run: what failed for a cause that passes at once; what waited for another request of its
/// content.
void Runner::buy_what_is_left(ContentIndex index, const ContentRecord& record) {
  Content& content = contents_[index];
  if (!content.job || content.flights > 1) return;  // what is still on its way comes first
  bool buys_more = false;
  for (const bool keep : {false, true}) {
    const std::optional<Formats>& want = content.wants.at(keep ? 1 : 0);
    if (!want) continue;
    const ToBuy buys = to_buy(record, *want, circumstances_of(content, keep));
    if (buys.needs_design) need_design_.insert({index, content.job->design_id});
    buys_more = buys_more || !buys.formats.empty();
  }
  if (buys_more) queue(index, deps_.clock.now());
}

/// The synchronous endpoint makes one format at a time: each goes alone.
std::vector<Formats> Runner::each_alone(const Content& content, const Formats& wanted) const {
  if (content.job->endpoint != Endpoint::generate_sync) return {{}};
  Formats all = wanted;
  const DesignState* design = designs_.find(tracks_[content.track].campaign.journal, content.job->design_id);
  if (all.empty() && design != nullptr) {
    for (const DesignFormat& format : design->formats) all.push_back(format.name);
  }
  std::vector<Formats> alone;
  for (std::string& format : all) alone.push_back({std::move(format)});
  return alone.empty() ? std::vector<Formats>{{}} : alone;
}

void Runner::queue(ContentIndex index, Instant not_before) {
  const auto wants = contents_[index].wants;
  for (const bool keep : {false, true}) {
    const std::optional<Formats>& want = wants.at(keep ? 1 : 0);
    if (!want) continue;
    for (Formats& alone : each_alone(contents_[index], *want))
      queue_one(index, keep, std::move(alone), not_before);
  }
}

void Runner::queue_one(ContentIndex index, bool keep_outdated, Formats alone, Instant not_before) {
  const Content& content = contents_[index];
  const DesignId design = content.job->design_id;
  const std::string output = content.job->output;
  const std::size_t track = content.track;
  const JobIndex slot = new_slot(index);
  slots_[slot].flight.design = design;
  slots_[slot].keep_outdated = keep_outdated;
  slots_[slot].alone = std::move(alone);
  slots_[slot].kind = kind_of(design.text + " " + output);
  admission_.add_submission(slot, group_of(track, design), not_before);
}

// ---- submitting

asio::awaitable<void> Runner::submit(JobIndex index, Instant at, CallHandle handle) {
  const bool granted = co_await intend(index);
  if (!granted) co_return;
  const Instant left = co_await depart(at);
  Slot& slot = slots_[index];
  if (control_.draining()) {  // nothing was sent: the intent is taken back
    admission_.on_submission_abandoned();
    Refused refused;
    refused.why = Refusal::throttled;
    refused.failure = {"", "not_sent", "the run was stopped before it was sent"};
    const SubmitOutcome outcome = std::move(refused);
    FlightStep taken_back = step(slot.flight, outcome, context_of(slot));
    co_return co_await settle(index, std::move(taken_back));
  }
  RunRecord& record = tracks_[contents_[slot.content].track].record;
  ++record.summary.api_calls.submit;
  const Answer<SubmitOutcome> answer = co_await send_submission(index, handle);
  const Instant now = deps_.clock.now();
  admission_.on_submitted(index, slot.kind, answer, left,
                          now);  // at once: it may have to keep others from leaving
  if (is_429(answer.outcome)) ++record.summary.api_calls.rate_limited;
  note_trouble(answer.outcome);
  slot.accepted_at = now;
  if (std::holds_alternative<Accepted>(answer.outcome)) ++ids_known_;
  FlightStep next = step(slot.flight, answer.outcome, context_of(slot));
  if (std::holds_alternative<Delivered>(answer.outcome) && !std::holds_alternative<Finish>(next.action))
    admission_.on_job_resumed(index, slot.kind, now);  // its address is still to come: it is out after all
  co_await settle(index, std::move(next));
}

/// The ledger is asked once more, and the intent is durable, before the first byte leaves.
asio::awaitable<bool> Runner::intend(JobIndex index) {
  const Content& content = contents_[slots_[index].content];
  PurchaseIntent intent = intent_of(slots_[index]);
  Granted granted;
  try {
    granted = co_await tracks_[content.track].campaign.journal.intend(std::move(intent));
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
    slots_[index].flight.request = *made;
  note_wants(tracks_[content.track].campaign.journal, {}, granted.wants, granted.record);
  co_return true;
}

void Runner::not_granted(JobIndex index, const Granted& granted) {
  const Slot& slot = slots_[index];
  if (granted.grant.needs_design) need_design_.insert({slot.content, slot.flight.design});
  if (granted.grant.over != nullptr) {
    const CreditLimits& limits = tracks_[contents_[slot.content].track].campaign.limits;
    const std::string_view over = granted.grant.over;
    const auto& limit = over == "process" ? limits.process
                        : over == "run"   ? limits.run
                        : over == "day"   ? limits.day
                                          : limits.month;
    const std::string name =
        over == "process" ? "--max-credits " : "the budget of this " + std::string{over} + ", ";
    stop(Stop::max_credits, "the next request would exceed " + name + std::to_string(limit.value_or(0)));
  }
  free_slot(index);
}

/// As the body says, where all is asked for; else by name. Of a design that was not read just now the API may
/// know more formats than we do, and would make them too, though nobody has intended that.
Formats Runner::formats_to_send(const Slot& slot) const {
  const Formats& granted = slot.flight.request.formats;
  if (granted.size() == 1 && (granted.front() == all_formats || granted.front() == document_format))
    return {};
  const Content& content = contents_[slot.content];
  const DesignState* design = design_of(slot);
  const bool all = wanted_by(slot).empty() && design != nullptr && granted.size() == design->formats.size() &&
                   content.job->endpoint != Endpoint::generate_sync;  // which is told what it is to make
  return all && just_read_.contains(slot.flight.design) ? Formats{} : granted;
}

asio::awaitable<Answer<SubmitOutcome>> Runner::send_submission(JobIndex index, CallHandle handle) {
  const Slot& slot = slots_[index];
  const Formats formats = formats_to_send(slot);
  Answer<SubmitOutcome> answer{OutcomeUnknown{cut_off_failure()}, std::nullopt, false};
  handle->sending = true;
  try {
    answer = co_await api_.submit(*contents_[slot.content].job, formats);
  } catch (const boost::system::system_error& error) {
    if (error.code() != asio::error::operation_aborted) throw;
  }
  handle->sending = false;
  // What came, or did not, is still to be recorded.
  co_await asio::this_coro::reset_cancellation_state();
  co_return answer;
}

// ---- polling

asio::awaitable<void> Runner::poll(JobIndex index, Instant at, CallHandle handle) {
  const Instant left = co_await depart(at);
  if (control_.draining()) co_return admission_.on_call_abandoned();
  if (slots_[index].banner.empty()) {
    co_await poll_request(index, left, handle);
  } else {
    co_await poll_banner(index, left, handle);
  }
}

asio::awaitable<void> Runner::poll_request(JobIndex index, Instant left, CallHandle handle) {
  RunRecord& record = tracks_[contents_[slots_[index].content].track].record;
  ++record.summary.api_calls.poll;
  const Answer<PollOutcome> answer = co_await send_poll(index, handle);
  admission_.on_polled(index, answer, left, deps_.clock.now());
  if (is_429(answer.outcome)) ++record.summary.api_calls.rate_limited;
  note_trouble(answer.outcome);
  const auto* failed = std::get_if<ReadFailed>(&answer.outcome);
  if (failed == nullptr) ++ids_known_;
  co_await look_at_the_key();
  Slot& slot = slots_[index];
  if (failed != nullptr && failed->why == ReadTrouble::not_found && !slot.flight.unknown_since)
    ++ids_unknown_;
  FlightStep next = step(slot.flight, answer.outcome, context_of(slot));
  const bool ended = std::holds_alternative<Finish>(next.action);
  co_await settle(index, std::move(next));
  if (ended) admission_.on_job_ended();
}

asio::awaitable<void> Runner::poll_banner(JobIndex index, Instant left, CallHandle handle) {
  const std::string banner = slots_[index].banner;
  ++tracks_[contents_[slots_[index].content].track].record.summary.api_calls.read;
  const Answer<BannerOutcome> answer = co_await send_banner_read(index, handle);
  admission_.on_polled(index, as_poll(answer), left, deps_.clock.now());
  Slot& slot = slots_[index];
  FlightStep next = step(slot.flight, banner, answer.outcome, context_of(slot));
  const bool ended = std::holds_alternative<Finish>(next.action);
  co_await settle(index, std::move(next));
  if (ended) admission_.on_job_ended();
}

asio::awaitable<Answer<PollOutcome>> Runner::send_poll(JobIndex index, CallHandle handle) {
  const IssuedId* known = id_to_poll(slots_[index].flight.request);
  const RequestId id = known != nullptr ? known->id : RequestId{};
  ReadFailed cut_off;
  cut_off.failure = cut_off_failure();
  Answer<PollOutcome> answer{std::move(cut_off), std::nullopt, false};
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

asio::awaitable<Answer<BannerOutcome>> Runner::send_banner_read(JobIndex index, CallHandle handle) {
  const std::string banner = slots_[index].banner;
  ReadFailed cut_off;
  cut_off.failure = cut_off_failure();
  Answer<BannerOutcome> answer{std::move(cut_off), std::nullopt, false};
  handle->sending = true;
  try {
    answer = co_await api_.read_banner(banner);
  } catch (const boost::system::system_error& error) {
    if (error.code() != asio::error::operation_aborted) throw;
  }
  handle->sending = false;
  co_await asio::this_coro::reset_cancellation_state();
  co_return answer;
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
  bool succeeded = false;
  handle->sending = true;
  try {
    succeeded = suspects_key_ ? co_await key_is_taken() : co_await api_.is_back();
  } catch (const boost::system::system_error& error) {
    if (error.code() != asio::error::operation_aborted) throw;
  }
  handle->sending = false;
  admission_.on_probed(succeeded, left, deps_.clock.now());
  log(succeeded ? "the service answers again" : "the service does not answer yet");
}

// ---- what follows from an answer for the run

void Runner::note_facts(const Slot& slot, const std::vector<Fact>& facts) {
  const std::string& label = contents_[slot.content].label;
  for (const Fact& fact : facts) {
    if (const auto* accepted = std::get_if<IdIssued>(&fact)) {
      log(label + " submitted: " + accepted->id.text);
    } else if (const auto* refused = std::get_if<RequestRefused>(&fact)) {
      log(label + " not taken: " + refused->why.id + ": " + refused->why.message);
    } else if (const auto* doubt = std::get_if<RequestDoubted>(&fact)) {
      deps_.progress.say(label + " is in doubt: " + doubt->why.message);
    } else if (const auto* gone = std::get_if<IdGone>(&fact)) {
      deps_.progress.say(label + " is in doubt: the API no longer knows generation request " + gone->id.text +
                         ": " + gone->why.message);
    }
  }
}

void Runner::note_committed(const Slot& slot, const Committed& committed) {
  const Content& content = contents_[slot.content];
  Summary& summary = tracks_[content.track].record.summary;
  const GenerationRequest& request = slot.flight.request;
  if (request.final && request.concluded_run == tracks_[content.track].record.number)
    summary.assets += request.assets.size();
  note_wants(tracks_[content.track].campaign.journal, content.label, committed.wants, committed.record);
}

/// How the jobs of a content stand now, and what a person should hear of it.
void Runner::note_wants(const Journal& journal, const std::string& label, const std::vector<Want>& wants,
                        const ContentRecord& record) {
  note_credits(journal, record);
  for (const Want& want : wants) {
    if (want.before == want.status) continue;
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
    const std::string outcome = (want.first.text.empty() ? label : want.first.text) + more + " " +
                                std::string(to_string(want.status));
    log(outcome);
    if (good) continue;
    const GenerationRequest& last = record.requests.back();
    const Failure* why = last.rejected           ? &*last.rejected
                         : last.failures.empty() ? nullptr
                                                 : &last.failures.front();
    deps_.progress.say(outcome + (why == nullptr ? "" : ": " + why->message));
    if (options_.fail_fast) stop(Stop::fail_fast, "a job failed, and --fail-fast is set");
  }
}

/// The journal cannot be written, and here is something that money was spent for: it is kept elsewhere, and a
/// person must get to see it.
void Runner::note_unsaved(const Slot& slot, const std::vector<Fact>& facts) {
  const Content& content = contents_[slot.content];
  std::vector<LedgerEntry> entries;
  for (const Fact& fact : facts) {
    const bool paid = std::holds_alternative<IdIssued>(fact) || std::holds_alternative<BannersSeen>(fact) ||
                      std::holds_alternative<RequestConcluded>(fact);
    if (paid) entries.push_back({content.key, fact});
  }
  if (entries.empty()) return;
  const Journal& journal = tracks_[content.track].campaign.journal;
  const std::string kept = deps_.rescue ? deps_.rescue(journal, entries) : std::string{};
  for (const LedgerEntry& entry : entries) {
    const auto* accepted = std::get_if<IdIssued>(&entry.fact);
    std::string what = accepted != nullptr
                           ? content.label + " was accepted as generation request " + accepted->id.text
                           : content.label + " was delivered";
    what += ", which the journal could not take";
    if (!kept.empty()) {
      what += "; it is kept in " + kept + ", and the next command takes it in";
    } else if (accepted != nullptr) {
      what += ", and nothing beside it; when it can be written again: pressrun resolve MANIFEST --job '" +
              content.label + "' --as id=" + accepted->id.text;
    }
    deps_.progress.say(what);
  }
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
  if (!control_.note_trouble(failure.message, admission_.circuit())) return;
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

}  // namespace pressrun::app
