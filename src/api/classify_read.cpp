#include "api/classify_read.hpp"

#include "api/answer_body.hpp"
#include "api/answer_headers.hpp"
#include "api/decode_design.hpp"
#include "api/text.hpp"
#include "pressrun/api/classify.hpp"

namespace pressrun::api {
namespace {

bool passes(int status) { return status == 408 || status == 425 || status == 499; }

TroubleKind trouble_429(const std::optional<Envelope>& envelope, bool with_wait) {
  if (envelope && envelope->id == "feature_not_in_plan") return TroubleKind::plan;
  return with_wait ? TroubleKind::throttled : TroubleKind::bare_429;
}

TroubleKind trouble_of(int status, const std::optional<Envelope>& envelope, bool with_wait) {
  switch (status) {
    case 401:
    case 403:
      return TroubleKind::unauthorized;
    case 404:
      return TroubleKind::not_found;
    case 410:
      return TroubleKind::gone;
    case 429:
      return trouble_429(envelope, with_wait);
    default:
      break;
  }
  const bool refusal = status >= 300 && status < 500 && !passes(status);
  return refusal ? TroubleKind::rejected : TroubleKind::transient;
}

std::variant<Design, Trouble> design_answer(const HttpResponse& response, const DesignId& id, WallTime now) {
  if (response.status != 200) return read_failed(response, now);
  const auto body = parse_object(response.body);
  if (!body) return unreadable(response, "the answer is no JSON object");
  auto design = decode_design(*body, id);
  if (!design) return unreadable(response, "the answer describes no design");
  if (!same_ignoring_case(design->id.text, id.text))
    return unreadable(response, "the answer is about another design");
  design->answered_at = answered_at(response);
  design->answer = response.body;
  return *std::move(design);
}

}  // namespace

Trouble read_failed(const HttpResponse& response, WallTime now) {
  const auto envelope = parse_envelope(response.body);
  const auto wait = retry_after(response, now);
  Trouble failed{trouble_of(response.status, envelope, wait.has_value()), failure_of(response, envelope), {}};
  const bool may_ask_again = failed.kind == TroubleKind::throttled || failed.kind == TroubleKind::transient;
  if (may_ask_again) failed.retry_after = wait;
  if (response.status / 100 == 3) failed.failure.message += " (redirects are not followed)";
  return failed;
}

Trouble said_by_the_api(const HttpResponse& response, WallTime now) {
  Trouble trouble = read_failed(response, now);
  const bool final = is_verdict(trouble.kind) || trouble.kind == TroubleKind::rejected ||
                     trouble.kind == TroubleKind::unauthorized;
  if (final && !parse_envelope(response.body)) trouble.kind = TroubleKind::transient;
  return trouble;
}

Trouble read_failed(const TransportFailure& lost) {
  const bool untrusted = lost.error == TransportError::tls_untrusted;
  return {untrusted ? TroubleKind::untrusted : TroubleKind::transient, failure_of(lost), std::nullopt};
}

Trouble unreadable(const HttpResponse& response, const std::string& why) {
  Failure failure = failure_of(response, std::nullopt);
  failure.id = "unreadable_answer";
  failure.message = why + "; " + failure.message;
  return {TroubleKind::transient, std::move(failure), std::nullopt};
}

Answer<std::variant<Design, Trouble>> classify_design(const HttpOutcome& outcome, const DesignId& id,
                                                      WallTime now) {
  if (const auto* lost = std::get_if<TransportFailure>(&outcome))
    return {read_failed(*lost), std::nullopt, false};
  const auto& response = std::get<HttpResponse>(outcome);
  return {design_answer(response, id, now), rate_reading(response, now), true};
}

Answer<std::variant<std::monostate, Trouble>> classify_plain(const HttpOutcome& outcome, WallTime now) {
  if (const auto* lost = std::get_if<TransportFailure>(&outcome))
    return {read_failed(*lost), std::nullopt, false};
  const auto& response = std::get<HttpResponse>(outcome);
  const auto rate = rate_reading(response, now);
  if (response.status / 100 == 2) return {std::monostate{}, rate, true};
  return {said_by_the_api(response, now), rate, true};
}

}  // namespace pressrun::api
