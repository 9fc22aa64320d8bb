#include "api/answer_body.hpp"
#include "api/answer_headers.hpp"
#include "api/classify_read.hpp"
#include "pressrun/api/classify.hpp"

namespace pressrun::api {
namespace {

namespace json = boost::json;

/// Whole credits: a balance is never made to look larger than it is.
std::int64_t credits_at(const json::object& from, std::string_view key) {
  constexpr double most = 1e15;
  const double number = number_at(from, key);
  return number >= -most && number <= most ? static_cast<std::int64_t>(number) : 0;
}

std::optional<Balance> balance_of(const json::object& body) {
  const json::object* credits = object_at(body, "generation_credits");
  const json::value* available = credits == nullptr ? nullptr : credits->if_contains("available");
  if (available == nullptr) return std::nullopt;
  Balance balance;
  balance.extra = credits_at(*credits, "extra");
  if (available->is_null()) return balance;
  if (!available->is_number()) return std::nullopt;
  balance.available = credits_at(*credits, "available");
  return balance;
}

std::variant<std::optional<Balance>, Trouble> balance_answer(const HttpResponse& response, WallTime now) {
  if (response.status == 404) return std::nullopt;
  if (response.status != 200) return read_failed(response, now);
  const auto body = parse_object(response.body);
  if (!body) return unreadable(response, "the answer is no JSON object");
  return balance_of(*body);
}

}  // namespace

Answer<std::variant<std::optional<Balance>, Trouble>> classify_balance(const HttpOutcome& outcome,
                                                                       WallTime now) {
  if (const auto* lost = std::get_if<TransportFailure>(&outcome))
    return {read_failed(*lost), std::nullopt, false};
  const auto& response = std::get<HttpResponse>(outcome);
  return {balance_answer(response, now), rate_reading(response, now), true};
}

}  // namespace pressrun::api
