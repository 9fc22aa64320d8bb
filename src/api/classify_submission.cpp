#include "api/answer_body.hpp"
#include "api/answer_headers.hpp"
#include "api/banners.hpp"
#include "api/text.hpp"
#include "pressrun/api/classify.hpp"

namespace pressrun::api {
namespace {

SubmitOutcome not_answered(const TransportFailure& lost) {
  if (lost.may_have_been_sent) return OutcomeUnknown{failure_of(lost)};
  const bool untrusted = lost.error == TransportError::tls_untrusted;
  return Refused{untrusted ? Refusal::untrusted : Refusal::unsent, failure_of(lost), std::nullopt};
}

using Success = SubmitOutcome (*)(const HttpResponse&);

SubmitOutcome unreadable(const HttpResponse& response, const std::string& what) {
  Failure failure = failure_of(response, std::nullopt);
  failure.id = "unreadable_answer";
  failure.message = what + "; " + failure.message;
  return OutcomeUnknown{std::move(failure)};
}

/// Only an id that a poll can be made of counts: with any other answer the generation may exist, out of
/// reach.
SubmitOutcome accepted_or_unknown(const HttpResponse& response) {
  const bool documented = response.status == 200 || response.status == 201 || response.status == 202;
  if (const auto body = parse_object(response.body); body && documented) {
    std::string id = text_at(*body, "generation_request_id");
    if (is_uuid(id)) return Accepted{RequestId{std::move(id)}};
  }
  return unreadable(response, "the answer names no generation request");
}

/// A banner without a usable address may have been paid for all the same.
SubmitOutcome delivered_or_unknown(const HttpResponse& response) {
  const bool documented = response.status == 200 || response.status == 201;
  if (const auto body = parse_object(response.body); body && documented) {
    if (auto asset = decode_banner(*body)) return Delivered{*std::move(asset)};
  }
  return unreadable(response, "the answer gives no usable address of a file");
}

/// A refusal is the API's own word, and that has the envelope (§5.6): any other page comes from something in
/// front of it, which may have passed the request on before it spoke. Two are certain without:
/// - 429, which the gateway's ceiling sends bare (§3.3);
/// - 401 and 403: who asks for credentials, or refuses them, has not let the request through. They stop the
///   run besides. A filter that withholds an answer with a 403 is the price of that.
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
  if (!envelope) return OutcomeUnknown{failure};
  return refused(Refusal::rejected);
}

/// The API sends none (§1): whoever did may have passed the request on, as a login page does after its form.
SubmitOutcome redirected(const HttpResponse& response) {
  Failure failure = failure_of(response, std::nullopt);
  failure.message = "HTTP status " + std::to_string(response.status) + ": redirects are not followed";
  return OutcomeUnknown{std::move(failure)};
}

SubmitOutcome answered(const HttpResponse& response, Success success, WallTime now) {
  switch (response.status / 100) {
    case 2:
      return success(response);
    case 3:
      return redirected(response);
    case 4:
      return client_error(response, now);
    default:
      return OutcomeUnknown{failure_of(response, parse_envelope(response.body))};
  }
}

Answer<SubmitOutcome> classify(const HttpOutcome& outcome, Success success, WallTime now) {
  if (const auto* lost = std::get_if<TransportFailure>(&outcome))
    return {not_answered(*lost), std::nullopt, false};
  const auto& response = std::get<HttpResponse>(outcome);
  return {answered(response, success, now), rate_reading(response, now), true};
}

}  // namespace

Answer<SubmitOutcome> classify_submission(const HttpOutcome& outcome, WallTime now) {
  return classify(outcome, accepted_or_unknown, now);
}

Answer<SubmitOutcome> classify_delivery(const HttpOutcome& outcome, WallTime now) {
  return classify(outcome, delivered_or_unknown, now);
}

}  // namespace pressrun::api
