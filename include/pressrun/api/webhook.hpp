#pragma once

#include "pressrun/core/outcomes.hpp"
#include "pressrun/domain/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::api {

// Deliveries of the API's webhooks (API reference §8): who signed one, and what it says. Pure and total: any
// bytes get a verdict, none throws.

constexpr std::string_view signature_header = "X-Abyssale-Signature";
constexpr std::string_view delivery_header = "X-Abyssale-Delivery-Id";
constexpr std::chrono::seconds signature_age{300};  ///< a signature older or newer by more is refused

enum class Signature : std::uint8_t {
  sound,
  absent,    ///< there is no header, or none that could be one
  wrong,     ///< by no secret of ours
  untimely,  ///< by one of ours, and its time is too far from `now`: whose clock is wrong?
};

/// Whether one of the secrets has signed `body`, as received, at about this time (§8.5). Every `v1` is tried
/// with every secret, in constant time. An empty secret signs nothing.
Signature check_signature(std::string_view header, std::string_view body,
                          const std::vector<std::string>& secrets, WallTime now);

/// The header's value, as the API signs. Every secret gives one `v1`. Errors: std::runtime_error where the
/// library has no SHA-256.
std::string sign_delivery(const std::vector<std::string>& secrets, std::int64_t unix_seconds,
                          std::string_view body);

/// Whether a text is a secret of the API's: "whsec_", and what follows is not empty and has no blanks.
bool looks_like_secret(std::string_view text);

enum class WebhookEvent : std::uint8_t { batch, banner, export_ready, design_status, other };

/// A delivery as it can be read.
struct WebhookDelivery {
  WebhookEvent event = WebhookEvent::other;
  std::string name;  ///< `event_type` as it came, bounded; empty: it does not say
  /// Of a batch: the generation request that it is about; under either of its keys (§8.3).
  std::optional<RequestId> request;
  /// Of a batch that has lists: what it brings.
  std::optional<Finalized> answer;
};
WebhookDelivery read_delivery(std::string_view body);

/// A request's token, as it stands at the end of its callback's path: 32 hexadecimal digits in small letters.
constexpr std::size_t token_digits = 32;
/// The last segment of a request's target where it can be one; else empty.
std::string token_in(std::string_view target);

/// What names a delivery: its header where that can be one, else a digest of what came.
std::string delivery_name(const std::string* header, std::string_view token, std::string_view body);

}  // namespace pressrun::api
