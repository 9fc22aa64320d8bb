#include "app/submissions.hpp"

#include "pressrun/api/encode_request.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace pressrun::app {
namespace {

/// The run was stopped while its slot was awaited: it may be sent another time.
SubmitOutcome taken_back() {
  Refused refused;
  refused.kind = TroubleKind::throttled;
  refused.failure = {"", "not_sent", "the run was stopped before it was sent"};
  return refused;
}

std::string over_limit(std::string_view over, const CreditLimits& limits) {
  const auto& limit = over == "process" ? limits.process
                      : over == "run"   ? limits.run
                      : over == "day"   ? limits.day
                                        : limits.month;
  const std::string name =
      over == "process" ? "--max-credits " : "the budget of this " + std::string{over} + ", ";
  return "the next request would exceed " + name + std::to_string(limit.value_or(0));
}

}  // namespace

asio::awaitable<void> Submissions::submit(JobIndex index, Instant at, asio::cancellation_signal& cut_off) {
  parts_.table.request(index).in_call = true;
  parts_.table.request(index).token = new_token(index);
  const bool granted = co_await intend(index);
  if (!granted) co_return;
  const Instant left = co_await parts_.gate.depart(at);
  if (parts_.stops.control().draining()) {
    parts_.admission.on_submission_abandoned();
    const SubmitOutcome outcome = taken_back();
    co_return co_await parts_.settlement.submitted(index, outcome);
  }
  const ActiveRequest& request = parts_.table.request(index);
  ApiCalls& calls = parts_.campaigns[parts_.table.content(request.content).campaign].record.summary.api_calls;
  ++calls.submit;
  const Answer<SubmitOutcome> answer = co_await send(index, cut_off);
  // At once: it may have to keep others from leaving.
  parts_.gate.report(Tier::none, answer, left);
  parts_.admission.on_submitted(index, request.kind, answer, left, parts_.gate.clock().now());
  if (!request.token.empty()) parts_.admission.await_delivery(index);
  note(answer.outcome, calls);
  co_await parts_.settlement.submitted(index, answer.outcome);
}

/// Whoever brings it back speaks of this request. A callback that the job names itself stays its author's.
std::string Submissions::new_token(JobIndex index) const {
  const Job& job = *parts_.table.content_of(index).job;
  const bool tells = parts_.webhooks != nullptr && job.endpoint != Endpoint::generate_sync;
  return tells && !api::names_callback(job) ? parts_.webhooks->make_token() : std::string{};
}

/// The ledger is asked once more, and the intent is durable, before the first byte leaves.
asio::awaitable<bool> Submissions::intend(JobIndex index) {
  const std::size_t campaign = parts_.table.content_of(index).campaign;
  PurchaseIntent intent = intent_of(index);
  Granted granted;
  try {
    granted = co_await parts_.campaigns[campaign].campaign.journal.intend(std::move(intent));
  } catch (const JournalError& error) {
    parts_.admission.on_submission_abandoned();
    parts_.stops.stop(Stop::journal, error.what());
    co_return false;
  }
  if (granted.request == 0) {
    parts_.admission.on_submission_abandoned();
    note_refused(index, granted);
    co_return false;
  }
  if (const GenerationRequest* made = find_request(granted.record, granted.request))
    parts_.table.request(index).flight.request = *made;
  parts_.standings.note(campaign, granted.record, granted.wants, {});
  co_return true;
}

PurchaseIntent Submissions::intent_of(JobIndex index) const {
  const ActiveContent& content = parts_.table.content_of(index);
  const CampaignRun& run = parts_.campaigns[content.campaign];
  PurchaseIntent intent;
  intent.content = content.key;
  intent.wanted = parts_.table.wanted_by(index);
  intent.campaign = run.record.campaign;
  intent.run = run.record.number;
  intent.first_run = parts_.campaigns.first_run(content.campaign);
  intent.keep_outdated = parts_.table.request(index).keep_outdated;
  intent.credits_each = content.job->credits_each;
  intent.credits_exact = content.job->credits_exact;
  intent.limits = run.campaign.limits;
  if (intent.limits.process) {
    const std::uint64_t elsewhere = parts_.campaigns.credits_elsewhere(content.campaign);
    intent.limits.process = *intent.limits.process - std::min(*intent.limits.process, elsewhere);
  }
  intent.day_began = run.campaign.day_began;
  intent.month_began = run.campaign.month_began;
  intent.at = parts_.gate.clock().wall_now();
  intent.token = parts_.table.request(index).token;
  return intent;
}

void Submissions::note_refused(JobIndex index, const Granted& granted) {
  const ContentIndex content = parts_.table.request(index).content;
  if (granted.grant.needs_design) parts_.table.await_design(content);
  if (granted.grant.over != nullptr) {
    const std::size_t campaign = parts_.table.content(content).campaign;
    parts_.stops.stop(Stop::max_credits,
                      over_limit(granted.grant.over, parts_.campaigns[campaign].campaign.limits));
  }
  parts_.table.remove(index);
}

asio::awaitable<Answer<SubmitOutcome>> Submissions::send(JobIndex index, asio::cancellation_signal& cut_off) {
  const ActiveRequest& request = parts_.table.request(index);
  const ActiveContent& content = parts_.table.content(request.content);
  const DesignId& design = request.flight.design;
  const DesignState* state = parts_.designs.find(content.campaign, design);
  const Formats formats = parts_.table.to_send(index, state, parts_.designs.just_read(design));
  std::string callback = request.token.empty() ? "" : parts_.webhooks->public_url + "/" + request.token;
  auto call = parts_.api.submit(*content.job, formats, std::move(callback));
  auto answer = co_await parts_.gate.perform(cut_off, std::move(call));
  if (answer) co_return *std::move(answer);
  Answer<SubmitOutcome> lost{OutcomeUnknown{cut_off_failure()}, std::nullopt, false};
  co_return lost;
}

/// What the answer means for the run.
void Submissions::note(const SubmitOutcome& outcome, ApiCalls& calls) {
  if (const auto* lost = std::get_if<OutcomeUnknown>(&outcome)) {
    parts_.stops.note_lost(lost->failure);
    parts_.key.note(lost->failure);
  }
  const auto* refused = std::get_if<Refused>(&outcome);
  if (refused == nullptr) return;
  if (is_429(refused->kind)) ++calls.rate_limited;
  parts_.stops.note(*refused);
}

}  // namespace pressrun::app
