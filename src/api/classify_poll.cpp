#include "api/answer_body.hpp"
#include "api/answer_headers.hpp"
#include "api/banners.hpp"
#include "api/classify_read.hpp"
#include "api/text.hpp"
#include "pressrun/api/classify.hpp"

namespace pressrun::api {
namespace {

namespace json = boost::json;

/// The request that an answer is about, under either of its keys (§8.3); empty: it does not say.
std::string subject_of(const json::object& body) {
  std::string id = text_at(body, "id");
  return id.empty() ? text_at(body, "generation_request_id") : id;
}

bool is_about_another(const json::object& body, const RequestId& id) {
  const std::string about = subject_of(body);
  return !about.empty() && !same_ignoring_case(about, id.text);
}

/// What is there already. Banners without an id could not be told from those of the next answer.
NotReady not_ready(const json::object& body) {
  NotReady seen{decode_banners(body).assets};
  std::erase_if(seen.assets, [](const Asset& asset) { return asset.id.empty(); });
  return seen;
}

PollOutcome at_work(const HttpResponse& response, const RequestId& id) {
  const auto body = parse_object(response.body);
  return body && !is_about_another(*body, id) ? not_ready(*body) : NotReady{};
}

/// An answer without a banner or an error is an end only where it is sure to be one: it says so, and has an
/// empty list, or none and the request's own id.
bool ends_empty(const json::object& body) {
  if (bool_at(body, "is_finalized") != true) return false;
  if (array_at(body, "banners") != nullptr) return true;
  const json::value* banners = body.if_contains("banners");
  return !subject_of(body).empty() && (banners == nullptr || banners->is_null());
}

/// 200 is documented as terminal. Where `is_finalized` cannot be read, banners or errors in the answer stand
/// for it; an answer with neither is no result, whatever its status: taken for one, it would lose files that
/// are paid for.
PollOutcome result(const HttpResponse& response, const RequestId& id) {
  const auto body = parse_object(response.body);
  if (!body) return unreadable(response, "the answer is no JSON object");
  if (is_about_another(*body, id))
    return unreadable(response, "the answer is about another generation request");
  if (bool_at(*body, "is_finalized") == false) return not_ready(*body);
  Finalized finalized = decode_banners(*body);
  const bool empty = finalized.assets.empty() && finalized.failures.empty();
  if (empty && !ends_empty(*body)) return unreadable(response, "the answer has no results");
  return finalized;
}

PollOutcome answered(const HttpResponse& response, const RequestId& id, WallTime now) {
  if (response.status == 202) return at_work(response, id);
  if (response.status == 200) return result(response, id);
  return said_by_the_api(response, now);
}

}  // namespace

Answer<PollOutcome> classify_poll(const HttpOutcome& outcome, const RequestId& id, WallTime now) {
  if (const auto* lost = std::get_if<TransportFailure>(&outcome))
    return {read_failed(*lost), std::nullopt, false};
  const auto& response = std::get<HttpResponse>(outcome);
  return {answered(response, id, now), rate_reading(response, now), true};
}

}  // namespace pressrun::api
