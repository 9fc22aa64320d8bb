#include "api/answer_body.hpp"
#include "api/answer_headers.hpp"
#include "api/banners.hpp"
#include "api/classify_read.hpp"
#include "api/text.hpp"
#include "pressrun/api/classify.hpp"

namespace pressrun::api {
namespace {

/// 200 is documented as terminal. Where `is_finalized` cannot be read, banners or errors in the answer stand
/// for it; an answer with neither is no result, whatever its status: taken for one, it would lose files that
/// are paid for.
PollOutcome result(const HttpResponse& response, const RequestId& id) {
  const auto body = parse_object(response.body);
  if (!body) return unreadable(response, "the answer is no JSON object");
  const std::string about = text_at(*body, "id");
  if (!about.empty() && !same_ignoring_case(about, id.text)) {
    return unreadable(response, "the answer is about another generation request");
  }
  if (bool_at(*body, "is_finalized") == false) return NotReady{};
  Finalized finalized = decode_banners(*body);
  const bool empty = finalized.assets.empty() && finalized.failures.empty();
  const bool says_so = bool_at(*body, "is_finalized") == true && array_at(*body, "banners") != nullptr;
  if (empty && !says_so) return unreadable(response, "the answer has no results");
  return finalized;
}

PollOutcome answered(const HttpResponse& response, const RequestId& id, WallTime now) {
  if (response.status == 202) return NotReady{};
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
