#include "pressrun/app/api_client.hpp"

#include "pressrun/api/classify.hpp"
#include "pressrun/api/encode_request.hpp"

#include <algorithm>

namespace pressrun::app {
namespace {

constexpr std::size_t shortest_secret = 16;  // a shorter text may stand in an answer for reasons of its own

void strike_out(std::string& text, const std::string& secret) {
  constexpr std::string_view mark = "[API key]";
  for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at + mark.size()))
    text.replace(at, secret.size(), mark);
}

/// As some servers write JSON: with a backslash before each slash.
std::string with_slashes_escaped(const std::string& key) {
  std::string escaped;
  for (const char c : key) escaped += c == '/' ? std::string{"\\/"} : std::string(1, c);
  return escaped;
}

/// A server that repeats the key, as some do to say that it is wrong, brings it into no log and no result.
void forget_key(HttpOutcome& outcome, const std::string& key) {
  auto* response = std::get_if<HttpResponse>(&outcome);
  if (response == nullptr || key.size() < shortest_secret) return;
  const std::string escaped = with_slashes_escaped(key);
  strike_out(response->body, key);
  if (escaped != key) strike_out(response->body, escaped);
  for (HttpHeader& header : response->headers) strike_out(header.value, key);
}

}  // namespace

ApiClient::ApiClient(Transport& transport, const Clock& clock, std::string api_key, Duration timeout)
    : transport_(transport), clock_(clock), api_key_(std::move(api_key)), timeout_(timeout) {}

asio::awaitable<HttpOutcome> ApiClient::send(HttpRequest request) {
  request.headers.push_back({"x-api-key", api_key_});
  HttpOutcome outcome = co_await transport_.send(std::move(request), timeout_);
  forget_key(outcome, api_key_);
  co_return outcome;
}

asio::awaitable<Answer<SubmitOutcome>> ApiClient::submit(const Job& job,
                                                         const std::vector<std::string>& formats,
                                                         std::string callback_url) {
  HttpRequest request = api::submission(job, formats, callback_url);
  const HttpOutcome outcome = co_await send(std::move(request));
  const bool now = api::endpoint_for(job, formats) == Endpoint::generate_sync;
  co_return now ? api::classify_delivery(outcome, clock_.wall_now())
                : api::classify_submission(outcome, clock_.wall_now());
}

asio::awaitable<Answer<PollOutcome>> ApiClient::poll(const RequestId& id) {
  HttpRequest request = api::poll(id);
  const HttpOutcome outcome = co_await send(std::move(request));
  Answer<PollOutcome> answer = api::classify_poll(outcome, id, clock_.wall_now());
  co_return answer;
}

asio::awaitable<Answer<std::variant<Design, Trouble>>> ApiClient::read_design(const DesignId& id) {
  HttpRequest request = api::read_design(id);
  const HttpOutcome outcome = co_await send(std::move(request));
  co_return api::classify_design(outcome, id, clock_.wall_now());
}

asio::awaitable<Answer<std::variant<api::Listing<ListedDesign>, Trouble>>> ApiClient::list_designs(
    std::optional<api::Page> page) {
  HttpRequest request = api::list_designs(page);
  const HttpOutcome outcome = co_await send(std::move(request));
  co_return api::classify_designs(outcome, clock_.wall_now());
}

asio::awaitable<Answer<std::variant<api::Listing<Font>, Trouble>>> ApiClient::list_fonts(
    std::optional<api::Page> page) {
  HttpRequest request = api::list_fonts(page);
  const HttpOutcome outcome = co_await send(std::move(request));
  co_return api::classify_fonts(outcome, clock_.wall_now());
}

asio::awaitable<Answer<std::variant<api::Listing<Project>, Trouble>>> ApiClient::list_projects(
    std::optional<api::Page> page) {
  HttpRequest request = api::list_projects(page);
  const HttpOutcome outcome = co_await send(std::move(request));
  co_return api::classify_projects(outcome, clock_.wall_now());
}

asio::awaitable<Answer<std::variant<std::optional<Balance>, Trouble>>> ApiClient::read_balance() {
  HttpRequest request = api::credits();
  const HttpOutcome outcome = co_await send(std::move(request));
  co_return api::classify_balance(outcome, clock_.wall_now());
}

asio::awaitable<Answer<BannerOutcome>> ApiClient::read_banner(std::string id) {
  HttpRequest request = api::read_banner(id);
  const HttpOutcome outcome = co_await send(std::move(request));
  co_return api::classify_banner(outcome, clock_.wall_now(), id);
}

asio::awaitable<Answer<AuthOutcome>> ApiClient::verify_key() {
  HttpRequest request = api::verify_key();
  const HttpOutcome outcome = co_await send(std::move(request));
  co_return api::classify_auth(outcome, clock_.wall_now());
}

asio::awaitable<bool> ApiClient::is_back() {
  HttpRequest request = api::health();
  const HttpOutcome outcome = co_await send(std::move(request));
  const auto answer = api::classify_plain(outcome, clock_.wall_now());
  const auto* failed = std::get_if<Trouble>(&answer.outcome);
  // Any answer that is the API's own shows that it is there, a 404 as well as a 200; a 5xx or a 429 does not.
  co_return failed == nullptr || failed->kind == TroubleKind::not_found ||
      failed->kind == TroubleKind::rejected || failed->kind == TroubleKind::plan;
}

}  // namespace pressrun::app
