#include "pressrun/api/fingerprint.hpp"

#include "api/targets.hpp"

#include <openssl/evp.h>

#include <array>
#include <memory>
#include <stdexcept>
#include <string>

namespace pressrun::api {
namespace {

using Digest = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

void add(EVP_MD_CTX* digest, std::string_view bytes) {
  if (EVP_DigestUpdate(digest, bytes.data(), bytes.size()) != 1)
    throw std::runtime_error("SHA-256 is not available");
}

}  // namespace

Fingerprint fingerprint(Endpoint endpoint, const DesignId& design, std::string_view body) {
  const Digest digest(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  if (!digest || EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("SHA-256 is not available");
  }
  add(digest.get(), submission_target(endpoint, design));
  add(digest.get(), "\n");  // no target has one: nothing of the body can pass for a part of the target
  add(digest.get(), body);
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  if (EVP_DigestFinal_ex(digest.get(), bytes.data(), &size) != 1)
    throw std::runtime_error("SHA-256 is not available");
  constexpr std::string_view hex = "0123456789abcdef";
  std::string text = "sha256:";
  for (unsigned i = 0; i < size; ++i) {
    text += hex[bytes[i] >> 4];
    text += hex[bytes[i] & 0x0F];
  }
  return Fingerprint{text};
}

}  // namespace pressrun::api
