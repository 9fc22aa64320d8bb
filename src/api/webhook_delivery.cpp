#include "api/answer_body.hpp"
#include "api/banners.hpp"
#include "api/text.hpp"
#include "pressrun/api/sha256.hpp"
#include "pressrun/api/webhook.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace pressrun::api {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_event = 100;
constexpr std::size_t delivery_digits = 64;

bool is_small_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

/// Older samples leave `event_type` out: then the fields tell.
WebhookEvent event_of(const json::object& body, std::string_view name) {
  constexpr std::array<std::pair<std::string_view, WebhookEvent>, 4> names{
      {{"NEW_BANNER_BATCH", WebhookEvent::batch},
       {"NEW_BANNER", WebhookEvent::banner},
       {"NEW_EXPORT", WebhookEvent::export_ready},
       {"TEMPLATE_STATUS", WebhookEvent::design_status}}};
  for (const auto& [known, event] : names)
    if (known == name) return event;
  if (!name.empty()) return WebhookEvent::other;
  if (array_at(body, "banners") != nullptr || body.contains("generation_request_id"))
    return WebhookEvent::batch;
  if (body.contains("export_id")) return WebhookEvent::export_ready;
  if (looks_like_banner(body)) return WebhookEvent::banner;
  return body.contains("status_updated_at") ? WebhookEvent::design_status : WebhookEvent::other;
}

/// Either key is documented; what is no id of the API's is none.
std::optional<RequestId> request_of(const json::object& body) {
  for (const std::string_view key : {"generation_request_id", "id"}) {
    std::string id = text_at(body, key);
    if (is_uuid(id)) return RequestId{std::move(id)};
  }
  return std::nullopt;
}

std::optional<Finalized> answer_of(const json::object& body) {
  if (bool_at(body, "is_finalized") == false) return std::nullopt;
  if (array_at(body, "banners") == nullptr && array_at(body, "errors") == nullptr) return std::nullopt;
  return decode_banners(body);
}

}  // namespace

WebhookDelivery read_delivery(std::string_view body) {
  WebhookDelivery read;
  const auto parsed = parse_object(body);
  if (!parsed) return read;
  read.name = text_at(*parsed, "event_type", longest_event);
  read.event = event_of(*parsed, read.name);
  if (read.event != WebhookEvent::batch) return read;
  read.request = request_of(*parsed);
  read.answer = answer_of(*parsed);
  return read;
}

std::string token_in(std::string_view target) {
  target = target.substr(0, target.find_first_of("?#"));
  const std::size_t slash = target.rfind('/');
  const std::string_view last = slash == std::string_view::npos ? target : target.substr(slash + 1);
  const bool is_token = last.size() == token_digits && std::ranges::all_of(last, is_small_hex);
  return is_token ? std::string{last} : std::string{};
}

std::string delivery_name(const std::string* header, std::string_view token, std::string_view body) {
  if (header != nullptr && header->size() == delivery_digits && std::ranges::all_of(*header, is_small_hex))
    return *header;
  Sha256 digest;
  digest.add(token);
  digest.add(body);
  return digest.text();
}

}  // namespace pressrun::api
