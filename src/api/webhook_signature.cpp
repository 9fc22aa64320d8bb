#include "pressrun/api/webhook.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace pressrun::api {
namespace {

constexpr std::string_view signed_prefix = "v1:webhook:";
constexpr std::size_t longest_header = 4096;
constexpr std::size_t most_candidates = 16;
constexpr std::size_t longest_moment = 15;  // digits of Unix seconds: far from what 64 bits hold
constexpr std::size_t mac_digits = 64;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

struct SignatureParts {
  std::string_view moment;  ///< as it was written; empty: none
  std::vector<std::string_view> macs;
};

/// The first `t` counts, and every `v1`; other keys are passed over.
SignatureParts parts_of(std::string_view header) {
  SignatureParts parts;
  bool has_moment = false;
  while (!header.empty()) {
    const std::size_t comma = header.find(',');
    const std::string_view pair = without_blanks(header.substr(0, comma));
    header.remove_prefix(comma == std::string_view::npos ? header.size() : comma + 1);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view key = pair.substr(0, equals);
    const std::string_view value = pair.substr(equals + 1);
    if (key == "t" && !has_moment) {
      has_moment = true;
      parts.moment = value;
    }
    if (key == "v1" && parts.macs.size() < most_candidates) parts.macs.push_back(value);
  }
  return parts;
}

std::optional<std::int64_t> seconds_in(std::string_view moment) {
  if (moment.empty() || moment.size() > longest_moment || !std::ranges::all_of(moment, is_digit))
    return std::nullopt;
  std::int64_t seconds = 0;
  for (const char c : moment) seconds = seconds * 10 + (c - '0');
  return seconds;
}

/// Hexadecimal digits in small letters; empty: the library has no such digest.
std::string mac_of(std::string_view secret, std::string_view moment, std::string_view body) {
  std::string message;
  message.reserve(signed_prefix.size() + moment.size() + 1 + body.size());
  message.append(signed_prefix).append(moment).append(1, '.').append(body);
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  const auto* bytes =
      reinterpret_cast<const unsigned char*>(message.data());  // NOLINT: as the library has it
  if (HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), bytes, message.size(), mac.data(),
           &size) == nullptr)
    return {};
  constexpr std::string_view hex = "0123456789abcdef";
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    text += hex[mac[i] >> 4U];
    text += hex[mac[i] & 0x0FU];
  }
  return text;
}

bool is_by(const std::string& mac, const std::vector<std::string_view>& candidates) {
  bool any = false;
  for (const std::string_view candidate : candidates) {
    const bool same = candidate.size() == mac_digits && mac.size() == mac_digits &&
                      CRYPTO_memcmp(candidate.data(), mac.data(), mac_digits) == 0;
    any = any || same;
  }
  return any;
}

}  // namespace

Signature check_signature(std::string_view header, std::string_view body,
                          const std::vector<std::string>& secrets, WallTime now) {
  if (header.size() > longest_header) return Signature::absent;
  const SignatureParts parts = parts_of(header);
  const auto signed_at = seconds_in(parts.moment);
  if (!signed_at || parts.macs.empty()) return Signature::absent;
  bool ours = false;
  for (const std::string& secret : secrets) {
    const bool by_this = !secret.empty() && is_by(mac_of(secret, parts.moment, body), parts.macs);
    ours = ours || by_this;
  }
  if (!ours) return Signature::wrong;
  const auto here = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  const std::int64_t apart = here > *signed_at ? here - *signed_at : *signed_at - here;
  return apart > signature_age.count() ? Signature::untimely : Signature::sound;
}

std::string sign_delivery(const std::vector<std::string>& secrets, std::int64_t unix_seconds,
                          std::string_view body) {
  const std::string moment = std::to_string(unix_seconds);
  std::string header = "t=" + moment;
  for (const std::string& secret : secrets) {
    const std::string mac = mac_of(secret, moment, body);
    if (mac.empty()) throw std::runtime_error("SHA-256 is not available");
    header += ",v1=" + mac;
  }
  return header;
}

bool looks_like_secret(std::string_view text) {
  constexpr std::string_view prefix = "whsec_";
  constexpr std::size_t longest = 512;
  return text.size() > prefix.size() && text.size() <= longest && text.starts_with(prefix) &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace pressrun::api
