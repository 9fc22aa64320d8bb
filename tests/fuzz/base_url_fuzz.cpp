// Any text as base URL or proxy (the first byte is P): what is accepted over plain HTTP is loopback, what is
// shown of it holds no user, and no refusal repeats what may be a secret.
#include "fuzz/properties.hpp"
#include "io/transport/origin.hpp"

#include <stdexcept>

namespace {

using namespace pressrun;
using fuzz::require;

void check_host(const std::string& host) {
  require(!host.empty(), "there is a host");
  for (const char c : host) require(c > 0x20 || c < 0, "a host holds no space and no control", host);
}

void check_origin(const std::string& text) {
  const io::Origin origin = io::parse_origin(text);
  check_host(origin.host);
  require(origin.tls || io::is_loopback(origin.host), "plain HTTP is for loopback", text);
  require(origin.port != 0, "there is a port");
  for (const char c : origin.path_prefix) require(c > 0x20 && c < 0x7F, "a path is encoded", text);
  const io::Origin again =
      io::parse_origin((origin.tls ? "https://" : "http://") + origin.authority() + origin.path_prefix);
  require(again.host == origin.host && again.port == origin.port, "an origin is read again as it was", text);
  io::bypasses_proxy(origin, text);
}

void check_proxy(const std::string& text) {
  const auto proxy = io::parse_proxy(text);
  if (!proxy) return;
  check_host(proxy->host);
  for (const char c : proxy->authorization)
    require(c >= 0x20 && c < 0x7F, "credentials are one header", text);
}

void check_text(unsigned char kind, const std::string& text) {
  kind == 'P' ? check_proxy(text) : check_origin(text);
}

/// The text itself may be a part of our own words: a secret that is in none of them tells the two apart.
void check_refusal(unsigned char kind, const std::string& text) {
  const std::string secret = "Zq7Xk2Vw";
  try {
    check_text(kind, text + secret);
  } catch (const std::invalid_argument& refused) {
    require(std::string_view{refused.what()}.find(secret) == std::string_view::npos,
            "a refusal does not repeat the URL", refused.what());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(bytes + 1, bytes + size);
  try {
    check_text(bytes[0], text);
  } catch (const std::invalid_argument&) {
    check_refusal(bytes[0], text);
  }
  return 0;
}
