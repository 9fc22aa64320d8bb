#include "app/deliveries.hpp"

#include "pressrun/api/webhook.hpp"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace pressrun::app {
namespace {

constexpr std::chrono::milliseconds between_looks{10};
constexpr std::chrono::seconds look_takes{5};

HttpResponse answer_with(int status, std::string text) {
  HttpResponse response;
  response.status = status;
  response.headers.push_back({"Content-Type", "text/plain; charset=utf-8"});
  response.body = std::move(text) + "\n";
  return response;
}

const std::string* header_of(const HttpRequest& request, std::string_view name) {
  const auto same = [](unsigned char a, unsigned char b) {
    return (a >= 'A' && a <= 'Z' ? a + 32 : a) == (b >= 'A' && b <= 'Z' ? b + 32 : b);
  };
  const auto found = std::ranges::find_if(
      request.headers, [&](const HttpHeader& header) { return std::ranges::equal(header.name, name, same); });
  return found == request.headers.end() ? nullptr : &found->value;
}

/// Whoever has no business here learns nothing; who has learns what is wrong.
HttpResponse refusal_of(api::Signature verdict) {
  if (verdict == api::Signature::untimely)
    return answer_with(401, "the signature's time is more than 300 s away from ours: clock?");
  return answer_with(401, "not signed with this workspace's secret");
}

/// Counts while it lives; it may outlive the run, where that is cut off.
class Counted {
 public:
  explicit Counted(std::shared_ptr<std::size_t> count) : count_(std::move(count)) { ++*count_; }
  ~Counted() { --*count_; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;

 private:
  std::shared_ptr<std::size_t> count_;
};

}  // namespace

void Deliveries::open() {
  if (parts_.deps.webhooks == nullptr) return;
  parts_.deps.webhooks->receiver.hand_to([this](HttpRequest request) { return take(std::move(request)); });
}

asio::awaitable<void> Deliveries::begin() {
  begun_ = true;
  co_await act_in_turn();
}

/// The key is not for whoever is there: the transport is asked, and not the API's client.
asio::awaitable<void> Deliveries::look_whether_reached() {
  const Webhooks* webhooks = parts_.deps.webhooks;
  if (webhooks == nullptr || webhooks->own_token.empty()) co_return;
  HttpRequest request;
  request.target = webhooks->public_url + "/" + webhooks->own_token;
  const HttpOutcome outcome = co_await parts_.deps.transport.send(std::move(request), look_takes);
  const auto* response = std::get_if<HttpResponse>(&outcome);
  if (response != nullptr && response->status == 200 && response->body.starts_with(webhooks->own_token))
    co_return;
  std::string why = "somebody else answered there";
  if (response != nullptr && response->status != 200) why = "HTTP status " + std::to_string(response->status);
  if (response == nullptr) why = std::get<TransportFailure>(outcome).detail;
  parts_.observers.tell(NotReached{webhooks->public_url, std::move(why)});
}

asio::awaitable<void> Deliveries::close() {
  begun_ = false;
  if (parts_.deps.webhooks != nullptr) parts_.deps.webhooks->receiver.hand_to({});
  while (*under_way_ > 0) {
    const Instant until = parts_.deps.clock.now() + between_looks;
    co_await parts_.deps.clock.sleep_until(until);
  }
  note_left();
}

/// What came when the run had come to its end: noted, and for the next one.
void Deliveries::note_left() {
  for (const Waiting& one : waiting_) {
    const GenerationRequest* known = find_request(one.noted.record, one.noted.request);
    if (known != nullptr && state_of(*known) == RequestState::rendering)
      ++parts_.campaigns[one.journal].left_rendering;
  }
}

bool Deliveries::has_work(Instant now) const {
  return begun_ && (acting_ || !waiting_.empty() || parts_.doubts.any(now));
}

// ---- what comes in

asio::awaitable<HttpResponse> Deliveries::take(HttpRequest request) {
  const Counted at_work{under_way_};
  const std::string token = api::token_in(request.target);
  if (token.empty()) co_return answer_with(404, "nothing is here");
  const Webhooks& webhooks = *parts_.deps.webhooks;
  if (token == webhooks.own_token && request.method == "GET") co_return answer_with(200, token);
  if (request.method != "POST") co_return answer_with(405, "POST is what is taken here");
  bool is_signed = false;
  if (!webhooks.secrets.empty()) {
    const std::string* header = header_of(request, api::signature_header);
    const api::Signature verdict =
        api::check_signature(header == nullptr ? std::string_view{} : std::string_view{*header}, request.body,
                             webhooks.secrets, parts_.deps.clock.wall_now());
    if (verdict != api::Signature::sound) {
      parts_.observers.tell(DeliveryRefused{verdict == api::Signature::untimely});
      co_return refusal_of(verdict);
    }
    is_signed = true;
  }
  co_return co_await note(std::move(request), token, is_signed);
}

/// Durable in the journal that has the token; only then is it acknowledged.
asio::awaitable<HttpResponse> Deliveries::note(HttpRequest request, std::string token, bool is_signed) {
  api::WebhookDelivery read = api::read_delivery(request.body);
  DeliveryNote to_note;
  // Unsigned, somebody else could use up the name of one that is still to come.
  const std::string* named = is_signed ? header_of(request, api::delivery_header) : nullptr;
  to_note.name = api::delivery_name(named, token, request.body);
  to_note.token = token;
  to_note.issued = read.request;
  to_note.at = parts_.deps.clock.wall_now();
  for (const std::size_t journal : parts_.campaigns.journals()) {
    NotedDelivery noted;
    try {
      DeliveryNote again = to_note;
      noted = co_await parts_.campaigns[journal].campaign.journal.note_delivery(std::move(again));
    } catch (const JournalError&) {
      co_return answer_with(503, "it cannot be noted now");
    }
    if (noted.request == 0) continue;
    // One about a single banner tells nothing that the batch's will not, but of a request that nobody looks
    // after.
    const bool is_news = read.event == api::WebhookEvent::batch || !parts_.table.find(journal, noted.request);
    if (!noted.repeated && is_news) {
      Waiting one{journal, std::move(noted), std::nullopt, !begun_};
      if (is_signed) one.answer = std::move(read.answer);
      waiting_.push_back(std::move(one));
      if (begun_ && !acting_)
        asio::co_spawn(parts_.deps.executor, act_in_turn(), [this](const std::exception_ptr& error) {
          if (error) parts_.stops.stop(Stop::journal, "a delivery could not be acted on");
        });
    }
    co_return answer_with(200, "noted");
  }
  co_return answer_with(404, "nothing is here");
}

// ---- what follows

/// One after the other, in the order in which they were noted.
asio::awaitable<void> Deliveries::act_in_turn() {
  if (std::exchange(acting_, true)) co_return;
  const Counted at_work{under_way_};
  while (begun_ && !waiting_.empty()) {
    Waiting one = std::move(waiting_.front());
    waiting_.pop_front();
    co_await act(std::move(one));
  }
  acting_ = false;
  parts_.stops.wake();
}

asio::awaitable<void> Deliveries::act(Waiting one) {
  const RequestNumber number = one.noted.request;
  const CampaignRun& run = parts_.campaigns[one.journal];
  parts_.doubts.settle(one.journal, number);
  if (!one.early) parts_.standings.note(one.journal, one.noted.record, one.noted.wants, {});
  parts_.observers.tell(DeliveryNoted{one.answer.has_value()});
  const GenerationRequest* known = find_request(one.noted.record, number);
  if (known == nullptr || parts_.stops.control().draining()) co_return;
  if (one.noted.record.key.account != run.campaign.account) co_return;  // to be asked with another key
  if (const auto index = parts_.table.find(one.journal, number)) {
    ActiveRequest& request = parts_.table.request(*index);
    request.flight.request = *known;
    if (request.in_call) {
      request.told = std::move(one.answer);
      co_return;
    }
    if (parts_.admission.on_delivered(*index, parts_.deps.clock.now(), true))
      co_return co_await tell(*index, std::move(one.answer));
  }
  // Of an earlier run, or one whose answer was lost: nothing here looks after it.
  if (state_of(*known) != RequestState::rendering) co_return;
  const OpenContent open{one.noted.record, one.noted.wants};
  const JobIndex index = parts_.queue.resume(open, *known, one.journal);
  parts_.stops.wake();
  if (one.answer && parts_.admission.on_delivered(index, parts_.deps.clock.now(), false))
    co_await tell(index, std::move(one.answer));
}

asio::awaitable<void> Deliveries::tell(JobIndex index, std::optional<Finalized> answer) {
  co_await parts_.settlement.delivered(index, answer);
}

}  // namespace pressrun::app
