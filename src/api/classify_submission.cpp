#include "api/answer_body.hpp"
#include "api/answer_headers.hpp"
#include "api/text.hpp"
#include "pressrun/api/classify.hpp"

namespace pressrun::api {
namespace {

SubmitOutcome not_answered(const TransportFailure& lost) {
  if (lost.may_have_been_sent) return OutcomeUnknown{failure_of(lost)};
  const bool untrusted = lost.error == TransportError::tls_untrusted;
  return Refused{untrusted ? Refusal::untrusted : Refusal::unsent, failure_of(lost), std::nullopt};
}

/// Only an id that a poll can be made of counts: with any other answer the generation may exist, out of
/// reach.
SubmitOutcome accepted_or_unknown(const HttpResponse& response) {
  const bool documented = response.status == 200 || response.status == 201 || response.status == 202;
  if (const auto body = parse_object(response.body); body && documented) {
    std::string id = text_at(*body, "generation_request_id");
    if (is_uuid(id)) return Accepted{RequestId{std::move(id)}};
  }
  Failure failure = failure_of(response, std::nullopt);
  failure.id = "unreadable_answer";
  failure.message = "the answer names no generation request; " + failure.message;
  return OutcomeUnknown{std::move(failure)};
}

/// Statuses that something in front of the API answers with while the API may be at work on the request.
bool leaves_doubt(int status) { return status == 408 || status == 409 || status == 425 || status == 499; }

SubmitOutcome client_error(const HttpResponse& response, WallTime now) {
  const auto envelope = parse_envelope(response.body);
  Failure failure = failure_of(response, envelope);
  const auto refused = [&](Refusal why, std::optional<Duration> wait = {}) -> SubmitOutcome {
    return Refused{why, failure, wait};
  };
  if (envelope && envelope->id == "feature_not_in_plan")
    return refused(Refusal::plan);  // whatever Retry-After says
  if (response.status == 429) {
    const auto wait = retry_after(response, now);
    return refused(wait ? Refusal::throttled : Refusal::bare_429, wait);
  }
  if (response.status == 401 || response.status == 403) return refused(Refusal::unauthorized);
  if (!envelope && leaves_doubt(response.status)) return OutcomeUnknown{failure};
  return refused(Refusal::rejected);
}

SubmitOutcome redirected(const HttpResponse& response) {
  Failure failure = failure_of(response, std::nullopt);
  failure.message = "HTTP status " + std::to_string(response.status) + ": redirects are not followed";
  return Refused{Refusal::rejected, std::move(failure), std::nullopt};
}

SubmitOutcome answered(const HttpResponse& response, WallTime now) {
  switch (response.status / 100) {
    case 2:
      return accepted_or_unknown(response);
    case 3:
      return redirected(response);
    case 4:
      return client_error(response, now);
    default:
      return OutcomeUnknown{failure_of(response, parse_envelope(response.body))};
  }
}

}  // namespace

Answer<SubmitOutcome> classify_submission(const HttpOutcome& outcome, WallTime now) {
  if (const auto* lost = std::get_if<TransportFailure>(&outcome))
    return {not_answered(*lost), std::nullopt, false};
  const auto& response = std::get<HttpResponse>(outcome);
  return {answered(response, now), rate_reading(response, now), true};
}

}  // namespace pressrun::api
