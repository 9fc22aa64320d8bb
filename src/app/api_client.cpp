#include "pressrun/app/api_client.hpp"

#include "pressrun/api/classify.hpp"
#include "pressrun/api/encode_request.hpp"

#include <algorithm>

namespace pressrun::app {
namespace {

void note_what_may_pass(Answer<PollOutcome>& answer) {
  auto* finalized = std::get_if<Finalized>(&answer.outcome);
  if (finalized == nullptr) return;
  for (const Failure& failure : finalized->failures) {
    if (!failure.format.empty() && api::may_pass(failure))
      finalized->worth_retrying.push_back(failure.format);
  }
}

}  // namespace

ApiClient::ApiClient(Transport& transport, const Clock& clock, std::string api_key, Duration timeout)
    : transport_(transport), clock_(clock), api_key_(std::move(api_key)), timeout_(timeout) {}

asio::awaitable<HttpOutcome> ApiClient::send(HttpRequest request) {
  request.headers.push_back({"x-api-key", api_key_});
  co_return co_await transport_.send(std::move(request), timeout_);
}

asio::awaitable<Answer<SubmitOutcome>> ApiClient::submit(const Job& job,
                                                         const std::vector<std::string>& formats) {
  HttpRequest request = api::submission(job, formats);
  const HttpOutcome outcome = co_await send(std::move(request));
  co_return api::classify_submission(outcome, clock_.wall_now());
}

asio::awaitable<Answer<PollOutcome>> ApiClient::poll(const RequestId& id) {
  HttpRequest request = api::poll(id);
  const HttpOutcome outcome = co_await send(std::move(request));
  Answer<PollOutcome> answer = api::classify_poll(outcome, id, clock_.wall_now());
  note_what_may_pass(answer);
  co_return answer;
}

asio::awaitable<Answer<std::variant<Design, ReadFailed>>> ApiClient::read_design(const DesignId& id) {
  HttpRequest request = api::read_design(id);
  const HttpOutcome outcome = co_await send(std::move(request));
  co_return api::classify_design(outcome, id, clock_.wall_now());
}

asio::awaitable<Answer<std::variant<api::Listing<ListedDesign>, ReadFailed>>> ApiClient::list_designs(
    std::optional<api::Page> page) {
  HttpRequest request = api::list_designs(page);
  const HttpOutcome outcome = co_await send(std::move(request));
  co_return api::classify_designs(outcome, clock_.wall_now());
}

asio::awaitable<Answer<std::variant<api::Listing<Font>, ReadFailed>>> ApiClient::list_fonts(
    std::optional<api::Page> page) {
  HttpRequest request = api::list_fonts(page);
  const HttpOutcome outcome = co_await send(std::move(request));
  co_return api::classify_fonts(outcome, clock_.wall_now());
}

asio::awaitable<Answer<std::variant<api::Listing<Project>, ReadFailed>>> ApiClient::list_projects(
    std::optional<api::Page> page) {
  HttpRequest request = api::list_projects(page);
  const HttpOutcome outcome = co_await send(std::move(request));
  co_return api::classify_projects(outcome, clock_.wall_now());
}

asio::awaitable<Answer<std::variant<std::optional<Balance>, ReadFailed>>> ApiClient::read_balance() {
  HttpRequest request = api::credits();
  const HttpOutcome outcome = co_await send(std::move(request));
  co_return api::classify_balance(outcome, clock_.wall_now());
}

asio::awaitable<bool> ApiClient::is_back() {
  HttpRequest request = api::health();
  const HttpOutcome outcome = co_await send(std::move(request));
  const auto answer = api::classify_plain(outcome, clock_.wall_now());
  const auto* failed = std::get_if<ReadFailed>(&answer.outcome);
  // Any answer that is the API's own shows that it is there, a 404 as well as a 200; a 5xx or a 429 does not.
  co_return failed == nullptr || failed->why == ReadTrouble::not_found ||
      failed->why == ReadTrouble::rejected;
}

}  // namespace pressrun::app
