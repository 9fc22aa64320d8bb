#include "api/answer_body.hpp"
#include "api/answer_headers.hpp"
#include "api/classify_read.hpp"
#include "pressrun/api/classify.hpp"

namespace pressrun::api {
namespace {

Trouble refused(const HttpResponse& response, WallTime now) {
  Trouble failed = read_failed(response, now);
  const bool another = response.status == 403 || failed.kind == TroubleKind::gone;
  if (another) failed.kind = TroubleKind::rejected;
  return failed;
}

AuthOutcome auth_answer(const HttpResponse& response, WallTime now) {
  if (response.status / 100 != 2) return refused(response, now);
  const auto body = parse_object(response.body);
  if (!body) return unreadable(response, "the answer is no JSON object");
  return KeyAccepted{text_at(*body, "company")};
}

}  // namespace

Answer<AuthOutcome> classify_auth(const HttpOutcome& outcome, WallTime now) {
  if (const auto* lost = std::get_if<TransportFailure>(&outcome))
    return {read_failed(*lost), std::nullopt, false};
  const auto& response = std::get<HttpResponse>(outcome);
  return {auth_answer(response, now), rate_reading(response, now), true};
}

}  // namespace pressrun::api
