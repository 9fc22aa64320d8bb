#include "simulator/model/signing_secrets.hpp"

#include "simulator/model/answers.hpp"
#include "simulator/model/draws.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace pressrun::simulator {
namespace {

constexpr std::chrono::hours overlap{24};
constexpr std::chrono::seconds revoked_within{60};

std::int64_t seconds_of(ServerTime at) {
  return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
}

/// Written anew, and not taken from the side that verifies: they are to agree by the contract alone.
std::string hmac(const std::string& secret, const std::string& message) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned size = 0;
  const std::vector<unsigned char> bytes(message.begin(), message.end());
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), bytes.data(), bytes.size(), mac.data(),
       &size);
  constexpr std::string_view hex = "0123456789abcdef";
  std::string text;
  for (unsigned i = 0; i < size; ++i) {
    text += hex[mac[i] / 16U];
    text += hex[mac[i] % 16U];
  }
  return text;
}

std::string moment(const std::optional<ServerTime>& at) {
  return at ? std::to_string(seconds_of(*at)) : std::string{"null"};
}

}  // namespace

SigningSecrets::SigningSecrets(std::uint64_t seed, std::string given)
    : seed_(seed), secret_(std::move(given)) {}

void SigningSecrets::mint(ServerTime now) {
  secret_ = "whsec_" + hex_digits(mix(seed_, ++minted_));
  created_at_ = now;
}

bool SigningSecrets::overlaps(ServerTime now) const { return !previous_.empty() && now < previous_until_; }

std::string SigningSecrets::body(ServerTime now) const {
  const auto until = overlaps(now) ? std::optional{previous_until_} : std::nullopt;
  return R"({"secret":")" + secret_ + R"(","created_at_ts":)" + moment(created_at_) + R"(,"rotated_at_ts":)" +
         moment(rotated_at_) + R"(,"previous_secret_expires_at_ts":)" + moment(until) + R"(,"version":")" +
         std::string{api_version} + "\"}";
}

std::string SigningSecrets::show(ServerTime now) {
  if (secret_.empty()) mint(now);
  return body(now);
}

std::variant<std::string, ApiError> SigningSecrets::rotate(bool force, ServerTime now) {
  if (secret_.empty()) mint(now);
  if (overlaps(now) && !force)
    return ApiError{409, "previous_secret_still_active", "The previous secret is still active.", {}};
  previous_ = secret_;
  previous_until_ = now + overlap;
  mint(now);
  rotated_at_ = now;
  return body(now);
}

/// It is in force for a moment longer, as the API's is.
std::string SigningSecrets::revoke(ServerTime now) {
  if (secret_.empty()) mint(now);
  if (overlaps(now)) previous_until_ = std::min(previous_until_, now + revoked_within);
  return body(now);
}

std::string SigningSecrets::signature(const std::string& body, ServerTime now) const {
  if (secret_.empty()) return {};
  const std::string at = std::to_string(seconds_of(now));
  const std::string message = "v1:webhook:" + at + "." + body;
  std::string header = "t=" + at + ",v1=" + hmac(secret_, message);
  if (overlaps(now)) header += ",v1=" + hmac(previous_, message);
  return header;
}

}  // namespace pressrun::simulator
