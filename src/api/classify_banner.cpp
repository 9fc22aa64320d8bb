#include "api/answer_body.hpp"
#include "api/answer_headers.hpp"
#include "api/banners.hpp"
#include "api/classify_read.hpp"
#include "api/text.hpp"
#include "pressrun/api/classify.hpp"

namespace pressrun::api {
namespace {

BannerOutcome banner_answer(const HttpResponse& response, WallTime now, std::string_view asked) {
  if (response.status != 200) return said_by_the_api(response, now);
  const auto body = parse_object(response.body);
  if (!body) return unreadable(response, "the answer is no JSON object");
  auto banner = looks_like_banner(*body) ? decode_banner(*body) : std::nullopt;
  if (!banner) return unreadable(response, "the answer describes no file");
  Asset& asset = banner->asset;
  if (asset.id.empty()) asset.id = asked;
  if (!asked.empty() && !same_ignoring_case(asset.id, asked))
    return unreadable(response, "the answer is about another file");
  return std::move(asset);
}

}  // namespace

Answer<BannerOutcome> classify_banner(const HttpOutcome& outcome, WallTime now, std::string_view asked) {
  if (const auto* lost = std::get_if<TransportFailure>(&outcome))
    return {read_failed(*lost), std::nullopt, false};
  const auto& response = std::get<HttpResponse>(outcome);
  return {banner_answer(response, now, asked), rate_reading(response, now), true};
}

}  // namespace pressrun::api
