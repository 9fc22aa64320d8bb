#include "app/settlement.hpp"

#include <algorithm>
#include <utility>

namespace pressrun::app {
namespace {

/// What money was spent for: it may not be lost with the journal.
bool is_paid_for(const Fact& fact) {
  return std::holds_alternative<IdIssued>(fact) || std::holds_alternative<BannersSeen>(fact) ||
         std::holds_alternative<RequestConcluded>(fact);
}

std::string other_server(const Failure& why) {
  return "the API knows none of the generation requests that are out: another server or workspace (" +
         why.message + "); what was bought is kept, and nothing is concluded";
}

}  // namespace

const GenerationRequest* find_request(const ContentRecord& record, RequestNumber number) {
  const auto found = std::ranges::find(record.requests, number, &GenerationRequest::number);
  return found == record.requests.end() ? nullptr : &*found;
}

// ---- what an answer means

asio::awaitable<void> Settlement::submitted(JobIndex index, const SubmitOutcome& outcome) {
  ActiveRequest& request = parts_.table.request(index);
  request.accepted_at = parts_.deps.clock.now();
  if (std::holds_alternative<Accepted>(outcome)) note_known_id();
  FlightStep next = step(request.flight, outcome, context_of(request));
  // Its address is still to come: it is out after all.
  if (std::holds_alternative<Delivered>(outcome) && !std::holds_alternative<Finish>(next.action))
    parts_.admission.on_job_resumed(index, request.kind, request.accepted_at);
  return settle(index, std::move(next), false);
}

asio::awaitable<void> Settlement::polled(JobIndex index, const PollOutcome& outcome) {
  const ActiveRequest& request = parts_.table.request(index);
  const auto* trouble = std::get_if<Trouble>(&outcome);
  const bool unknown = trouble != nullptr && trouble->kind == TroubleKind::not_found;
  if (unknown && !request.flight.unknown_since) ++ids_unknown_;
  return settle(index, step(request.flight, outcome, context_of(request)), true);
}

asio::awaitable<void> Settlement::delivered(JobIndex index, const std::optional<Finalized>& told) {
  const ActiveRequest& request = parts_.table.request(index);
  return settle(index, step_delivered(request.flight, told, context_of(request)), true);
}

asio::awaitable<void> Settlement::read(JobIndex index, const BannerOutcome& outcome) {
  const ActiveRequest& request = parts_.table.request(index);
  return settle(index, step(request.flight, request.banner, outcome, context_of(request)), true);
}

FlightContext Settlement::context_of(const ActiveRequest& request) const {
  const std::size_t campaign = parts_.table.content(request.content).campaign;
  const Clock& clock = parts_.deps.clock;
  FlightContext context{parts_.options.policy, clock.now(), clock.wall_now(), 0, nullptr, true};
  context.run = parts_.campaigns[campaign].record.number;
  context.design = parts_.designs.find(parts_.campaigns[campaign].campaign.journal, request.flight.design);
  context.ids_are_known_here = ids_known_ > 0 || ids_unknown_ < 2;
  return context;
}

// ---- durable first

asio::awaitable<void> Settlement::settle(JobIndex index, FlightStep step, bool was_out) {
  ActiveRequest& request = parts_.table.request(index);
  const ActiveContent& content = parts_.table.content(request.content);
  const bool ends = was_out && std::holds_alternative<Finish>(step.action);
  request.flight = std::move(step.flight);
  request.in_call = true;
  const RequestNumber number = request.flight.request.number;
  for (const std::string& warning : step.warnings) parts_.observers.tell(Deviation{content.label, warning});
  std::vector<LedgerEntry> entries;
  for (const Fact& fact : step.facts) {
    if (parts_.deps.observe) parts_.deps.observe(request.flight.request, fact);
    entries.push_back({content.key, fact});
  }
  std::vector<Committed> committed;
  bool durable = true;
  if (!entries.empty()) {
    try {
      committed = co_await parts_.campaigns[content.campaign].campaign.journal.commit(std::move(entries));
    } catch (const JournalError& error) {
      durable = false;
      note_unsaved(request, step.facts);
      parts_.stops.stop(Stop::journal, error.what());
    }
  }
  request.in_call = false;
  auto told = std::exchange(request.told, {});
  if (durable) go_on(index, std::move(step), committed);
  if (ends) parts_.admission.on_job_ended();
  if (durable && told) co_await heed_delivery(index, number, *std::move(told));
}

/// It came while a call was under way, which has told less.
asio::awaitable<void> Settlement::heed_delivery(JobIndex index, RequestNumber number,
                                                std::optional<Finalized> told) {
  const bool is_there = parts_.table.request(index).flight.request.number == number;
  if (is_there && parts_.admission.on_delivered(index, parts_.deps.clock.now(), true))
    co_await delivered(index, told);
}

void Settlement::go_on(JobIndex index, FlightStep step, const std::vector<Committed>& committed) {
  ActiveRequest& request = parts_.table.request(index);
  const ContentIndex bought = request.content;
  for (const Fact& fact : step.facts)
    parts_.observers.tell(Recorded{parts_.table.content(bought).label, fact});
  if (!committed.empty()) note_committed(request, committed.front());
  // The ledger has the last word: an id that is another request's is none.
  if (!committed.empty() && lost_its_id(request, step.action)) {
    step.action = Finish{};
    parts_.observers.tell(IdTaken{parts_.table.content(bought).label, request.flight.request.doubt->message});
    parts_.admission.on_job_given_up(index);
  }
  step.action = unless_delivered(index, std::move(step.action));
  const bool ended = std::holds_alternative<Finish>(step.action);
  parts_.table.hold(bought);  // it stays until it is known what is left to buy
  follow(index, std::move(step.action));
  if (ended) buy_what_is_left(bought, committed);
  parts_.table.release(bought);
}

/// What the answer to a submission did not tell, a delivery may have: the request has its id, and renders.
FlightAction Settlement::unless_delivered(JobIndex index, FlightAction action) {
  const ActiveRequest& request = parts_.table.request(index);
  const RequestState state = state_of(request.flight.request);
  const bool leaves = std::holds_alternative<Finish>(action) || std::holds_alternative<SubmitAt>(action);
  const Instant now = parts_.deps.clock.now();
  if (leaves && state == RequestState::rendering) {
    parts_.admission.on_job_resumed(index, request.kind, request.accepted_at);
    return PollAt{now};
  }
  const bool may_be_told = !request.token.empty() && state == RequestState::in_doubt;
  if (may_be_told && std::holds_alternative<Finish>(action))
    parts_.doubts.add(parts_.table.content(request.content).journal, request.flight.request.number,
                      now + parts_.options.policy.delivery_patience);
  return action;
}

void Settlement::note_committed(ActiveRequest& request, const Committed& committed) {
  if (const GenerationRequest* now = find_request(committed.record, request.flight.request.number))
    request.flight.request = *now;
  const ActiveContent& content = parts_.table.content(request.content);
  RunRecord& run = parts_.campaigns[content.campaign].record;
  if (request.flight.request.final && request.flight.request.concluded_run == run.number)
    run.summary.assets += request.flight.request.assets.size();
  parts_.standings.note(content.campaign, committed.record, committed.wants, content.label);
  if (parts_.deps.assets_came && !request.flight.request.assets.empty())
    parts_.deps.assets_came(parts_.campaigns[content.campaign].campaign.journal, content.key);
}

bool Settlement::lost_its_id(const ActiveRequest& request, const FlightAction& action) {
  return std::holds_alternative<PollAt>(action) && is_doubtful(state_of(request.flight.request));
}

/// The journal cannot be written, and here is something that money was spent for: it is kept elsewhere, and a
/// person must get to see it.
void Settlement::note_unsaved(const ActiveRequest& request, const std::vector<Fact>& facts) {
  const ActiveContent& content = parts_.table.content(request.content);
  std::vector<LedgerEntry> entries;
  for (const Fact& fact : facts) {
    if (is_paid_for(fact)) entries.push_back({content.key, fact});
  }
  if (entries.empty()) return;
  const Journal& journal = parts_.campaigns[content.campaign].campaign.journal;
  const std::string kept = parts_.deps.rescue ? parts_.deps.rescue(journal, entries) : std::string{};
  for (const LedgerEntry& entry : entries) parts_.observers.tell(Unsaved{content.label, entry.fact, kept});
}

// ---- what follows

void Settlement::follow(JobIndex index, FlightAction action) {
  ActiveRequest& request = parts_.table.request(index);
  request.banner.clear();
  if (const auto* turn = std::get_if<SubmitAt>(&action)) {
    parts_.queue.submit_again(index, turn->at);
  } else if (const auto* due = std::get_if<PollAt>(&action)) {
    poll_again(index, *due);
  } else if (auto* asked = std::get_if<AskBannerAt>(&action)) {
    request.banner = std::move(asked->banner);
    parts_.queue.ask_again(index, asked->at);
  } else if (std::holds_alternative<Leave>(action)) {
    leave(index);
  } else if (const auto* other = std::get_if<OtherServer>(&action)) {
    parts_.stops.stop(Stop::other_server, other_server(other->why));
    parts_.admission.on_job_given_up(index);  // not one that failed, nor known to render
    parts_.table.remove(index);
  } else {
    parts_.table.remove(index);
  }
}

void Settlement::poll_again(JobIndex index, const PollAt& due) {
  const ActiveRequest& request = parts_.table.request(index);
  const Duration out = parts_.deps.clock.now() - request.accepted_at;
  if (out >= parts_.options.policy.render_patience) return leave(index);
  if (due.again) return parts_.queue.ask_again(index, due.at);
  parts_.admission.add_poll(index, due.at);
}

void Settlement::leave(JobIndex index) {
  const ActiveContent& content = parts_.table.content_of(index);
  ++parts_.campaigns[content.campaign].left_rendering;
  parts_.observers.tell(LeftRendering{content.label});
  parts_.admission.on_job_given_up(index);
  parts_.table.remove(index);
}

/// In the same run: what failed for a cause that passes at once; what waited for another request of its
/// content, which comes first.
void Settlement::buy_what_is_left(ContentIndex index, const std::vector<Committed>& committed) {
  const ActiveContent& content = parts_.table.content(index);
  if (!content.job || content.requests > 1) return;
  if (committed.empty()) return parts_.queue.queue(index);  // the journal is asked when its turn comes
  const Journal& journal = parts_.campaigns[content.campaign].campaign.journal;
  Circumstances in;
  in.now = parts_.deps.clock.wall_now();
  in.first_run = parts_.campaigns.first_run(content.campaign);
  in.design = parts_.designs.find(journal, content.job->design_id);
  const RequestTable::Left left = parts_.table.left_to_buy(index, committed.front().record, in);
  if (left.needs_design) parts_.table.await_design(index);
  if (left.buys) parts_.queue.queue(index);
}

}  // namespace pressrun::app
