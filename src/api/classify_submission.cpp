#include "api/answer_body.hpp"
#include "api/answer_headers.hpp"
#include "api/banners.hpp"
#include "api/text.hpp"
#include "pressrun/api/classify.hpp"

namespace pressrun::api {
namespace {

namespace json = boost::json;

SubmitOutcome not_answered(const TransportFailure& lost) {
  if (lost.may_have_been_sent) return OutcomeUnknown{failure_of(lost)};
  const bool untrusted = lost.error == TransportError::tls_untrusted;
  const TroubleKind kind = untrusted ? TroubleKind::untrusted : TroubleKind::unsent;
  return Refused{{kind, failure_of(lost), std::nullopt}, {}, {}};
}

using Proven = std::optional<SubmitOutcome> (*)(const HttpResponse&, const json::object& body);

SubmitOutcome unreadable(const HttpResponse& response, const std::string& what) {
  Failure failure = failure_of(response, std::nullopt);
  failure.id = "unreadable_answer";
  failure.message = what + "; " + failure.message;
  return OutcomeUnknown{std::move(failure)};
}

/// Only an id that a poll can be made of counts: with any other answer the generation may exist, out of
/// reach.
std::optional<SubmitOutcome> accepted(const HttpResponse& response, const json::object& body) {
  std::string id = text_at(body, "generation_request_id");
  if (!is_uuid(id)) return std::nullopt;
  return Accepted{RequestId{std::move(id)}, answered_at(response)};
}

/// The synchronous endpoint: the picture itself; by its id also where there is no usable address of the file.
std::optional<SubmitOutcome> delivered(const HttpResponse& response, const json::object& body) {
  if (looks_like_banner(body)) {
    if (auto banner = decode_banner(body)) return Delivered{std::move(banner->asset), answered_at(response)};
  }
  return accepted(response, body);
}

/// A refusal is the API's own word, and that has the envelope (§5.6): any other page comes from something in
/// front of it, which may have passed the request on before it spoke. One is certain without: 429, which the
/// gateway's ceiling sends bare (§3.3). A bare 401 or 403 may be a firewall's dislike of one row; whether it
/// is the key, POST /auth tells.
SubmitOutcome client_error(const HttpResponse& response, WallTime now) {
  const auto envelope = parse_envelope(response.body);
  Failure failure = failure_of(response, envelope);
  const auto refused = [&](TroubleKind kind, std::optional<Duration> wait = {}) -> SubmitOutcome {
    return Refused{
        {kind, failure, wait}, envelope ? envelope->version : std::string{}, answered_at(response)};
  };
  if (envelope && envelope->id == "feature_not_in_plan")
    return refused(TroubleKind::plan);  // whatever Retry-After says
  if (response.status == 429) {
    const auto wait = retry_after(response, now);
    return refused(wait ? TroubleKind::throttled : TroubleKind::bare_429, wait);
  }
  if (!envelope) return OutcomeUnknown{failure};
  if (response.status == 401 || response.status == 403) return refused(TroubleKind::unauthorized);
  if (response.status == 402) return refused(TroubleKind::plan);  // somebody has to pay first
  if (response.status == 408 || response.status == 425)
    return refused(TroubleKind::throttled);  // says "later"
  return refused(TroubleKind::rejected);
}

/// The API sends none (§1): whoever did may have passed the request on, as a login page does after its form.
SubmitOutcome redirected(const HttpResponse& response) {
  Failure failure = failure_of(response, std::nullopt);
  failure.message = "HTTP status " + std::to_string(response.status) + ": redirects are not followed";
  return OutcomeUnknown{std::move(failure)};
}

bool is_refusal(const HttpResponse& response) {
  return response.status / 100 == 4 && parse_envelope(response.body).has_value();
}

/// What an answer proves counts whatever its status: a gateway that gives up after the API has answered may
/// send its page's status with the API's words. The id of a generation request outweighs a refusal too: what
/// is polled in vain costs nothing, what is sent again is paid for twice.
std::optional<SubmitOutcome> proven_by(const HttpResponse& response, Proven proven) {
  const auto body = parse_object(response.body);
  if (!body) return std::nullopt;
  return is_refusal(response) ? accepted(response, *body) : proven(response, *body);
}

SubmitOutcome answered(const HttpResponse& response, Proven proven, WallTime now) {
  if (auto outcome = proven_by(response, proven)) return *std::move(outcome);
  switch (response.status / 100) {
    case 2:
      return unreadable(response, proven == delivered ? "the answer names no file"
                                                      : "the answer names no generation request");
    case 3:
      return redirected(response);
    case 4:
      return client_error(response, now);
    default:
      return OutcomeUnknown{failure_of(response, parse_envelope(response.body))};
  }
}

Answer<SubmitOutcome> classify(const HttpOutcome& outcome, Proven proven, WallTime now) {
  if (const auto* lost = std::get_if<TransportFailure>(&outcome))
    return {not_answered(*lost), std::nullopt, false};
  const auto& response = std::get<HttpResponse>(outcome);
  return {answered(response, proven, now), rate_reading(response, now), true};
}

}  // namespace

Answer<SubmitOutcome> classify_submission(const HttpOutcome& outcome, WallTime now) {
  return classify(outcome, accepted, now);
}

Answer<SubmitOutcome> classify_delivery(const HttpOutcome& outcome, WallTime now) {
  return classify(outcome, delivered, now);
}

}  // namespace pressrun::api
