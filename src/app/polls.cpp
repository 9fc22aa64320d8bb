#include "app/polls.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace pressrun::app {
namespace {

/// A banner's read in the terms of a poll: for the circuit it is one.
PollOutcome as_poll(const BannerOutcome& outcome) {
  const Trouble* trouble = trouble_of(outcome);
  if (trouble == nullptr || is_verdict(trouble->kind)) return NotReady{};
  return *trouble;
}

bool has_id(const GenerationRequest& request, const RequestId& id) {
  return std::ranges::find(request.ids, id.text, [](const IssuedId& one) -> const std::string& {
           return one.id.text;
         }) != request.ids.end();
}

template <class Outcome>
Answer<Outcome> or_cut_off(std::optional<Answer<Outcome>> answer) {
  if (answer) return *std::move(answer);
  return {Trouble{TroubleKind::transient, cut_off_failure(), std::nullopt}, std::nullopt, false};
}

}  // namespace

ApiCalls& Polls::calls_of(JobIndex index) {
  return parts_.campaigns[parts_.table.content_of(index).campaign].record.summary.api_calls;
}

asio::awaitable<void> Polls::poll(JobIndex index, Instant at, asio::cancellation_signal& cut_off) {
  parts_.table.request(index).in_call = true;
  const Instant left = co_await parts_.gate.depart(at);
  if (parts_.stops.control().draining()) co_return parts_.admission.on_call_abandoned();
  if (parts_.table.request(index).banner.empty()) {
    co_await poll_request(index, left, cut_off);
  } else {
    co_await poll_banner(index, left, cut_off);
  }
}

asio::awaitable<void> Polls::poll_request(JobIndex index, Instant left, asio::cancellation_signal& cut_off) {
  ApiCalls& calls = calls_of(index);
  ++calls.poll;
  const IssuedId* known = id_to_poll(parts_.table.request(index).flight.request);
  const RequestId id = known != nullptr ? known->id : RequestId{};
  auto call = parts_.api.poll(id);
  auto answered = co_await parts_.gate.perform(cut_off, std::move(call));
  Answer<PollOutcome> answer = or_cut_off(std::move(answered));
  parts_.gate.report(Tier::polling, answer, left);
  // A delivery has brought another id meanwhile: that a person had found this one counts no more.
  if (!has_id(parts_.table.request(index).flight.request, id)) answer.outcome = NotReady{};
  parts_.admission.on_polled(index, answer.outcome, left, parts_.gate.clock().now());
  note(answer.outcome, calls);
  // Answered by somebody in front of the API it opens no circuit, so that nothing else would ask.
  if (parts_.key.is_due()) co_await parts_.key.ask();
  co_await parts_.settlement.polled(index, answer.outcome);
}

asio::awaitable<void> Polls::poll_banner(JobIndex index, Instant left, asio::cancellation_signal& cut_off) {
  ++calls_of(index).read;
  auto call = parts_.api.read_banner(parts_.table.request(index).banner);
  auto answered = co_await parts_.gate.perform(cut_off, std::move(call));
  const Answer<BannerOutcome> answer = or_cut_off(std::move(answered));
  parts_.gate.report(Tier::polling, answer, left);
  parts_.admission.on_polled(index, as_poll(answer.outcome), left, parts_.gate.clock().now());
  co_await parts_.settlement.read(index, answer.outcome);
}

asio::awaitable<void> Polls::probe(Instant at, asio::cancellation_signal& cut_off) {
  const Instant left = co_await parts_.gate.depart(at);
  if (parts_.stops.control().draining()) co_return parts_.admission.on_call_abandoned();
  ++parts_.campaigns[0].record.summary.api_calls.read;
  auto look = parts_.key.is_suspected() ? parts_.key.ask() : parts_.api.is_back();
  const auto answered = co_await parts_.gate.perform(cut_off, std::move(look));
  const bool succeeded = answered.value_or(false);
  parts_.gate.report_back(Tier::none);
  parts_.admission.on_probed(succeeded, left, parts_.gate.clock().now());
  parts_.observers.tell(ServiceProbed{succeeded});
}

/// What the answer means for the run.
void Polls::note(const PollOutcome& outcome, ApiCalls& calls) {
  const Trouble* trouble = trouble_of(outcome);
  if (trouble == nullptr) return parts_.settlement.note_known_id();
  if (is_429(trouble->kind)) ++calls.rate_limited;
  parts_.key.note(trouble->failure);
  parts_.stops.note(*trouble);
  if (trouble->kind == TroubleKind::rejected) parts_.observers.tell(PollRefused{trouble->failure.message});
}

}  // namespace pressrun::app
