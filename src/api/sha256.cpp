#include "pressrun/api/sha256.hpp"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace pressrun::api {
namespace {

EVP_MD_CTX* context(void* digest) { return static_cast<EVP_MD_CTX*>(digest); }

void require(bool done) {
  if (!done) throw std::runtime_error("SHA-256 is not available");
}

/// Looked up once: EVP_sha256() would be looked up at each use, which takes longer than a small digest.
const EVP_MD* algorithm() {
  static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> found{EVP_MD_fetch(nullptr, "SHA256", nullptr),
                                                                     &EVP_MD_free};
  require(found != nullptr);
  return found.get();
}

}  // namespace

void Sha256::Release::operator()(void* digest) const { EVP_MD_CTX_free(context(digest)); }

Sha256::Sha256() : digest_(EVP_MD_CTX_new()) {
  require(digest_ != nullptr && EVP_DigestInit_ex(context(digest_.get()), algorithm(), nullptr) == 1);
}

void Sha256::add(std::string_view bytes) {
  require(EVP_DigestUpdate(context(digest_.get()), bytes.data(), bytes.size()) == 1);
}

std::string Sha256::text() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  require(EVP_DigestFinal_ex(context(digest_.get()), bytes.data(), &size) == 1);
  constexpr std::string_view hex = "0123456789abcdef";
  std::string text = "sha256:";
  for (unsigned i = 0; i < size; ++i) {
    text += hex[bytes[i] >> 4U];
    text += hex[bytes[i] & 0x0FU];
  }
  return text;
}

}  // namespace pressrun::api
