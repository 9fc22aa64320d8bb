#include "pressrun/domain/digest.hpp"

namespace pressrun {
namespace {

constexpr std::string_view scheme = "sha256:";
constexpr std::string_view hex = "0123456789abcdef";

std::optional<std::uint8_t> digit(char c) {
  const auto at = hex.find(c);
  if (at == std::string_view::npos) return std::nullopt;
  return static_cast<std::uint8_t>(at);
}

}  // namespace

std::string ContentDigest::text() const {
  std::string text{scheme};
  for (const std::uint8_t byte : bytes) {
    text += hex[byte >> 4U];
    text += hex[byte & 0x0FU];
  }
  return text;
}

std::optional<ContentDigest> ContentDigest::parse(std::string_view text) {
  ContentDigest made;
  if (!text.starts_with(scheme) || text.size() != scheme.size() + 2 * made.bytes.size()) return std::nullopt;
  text.remove_prefix(scheme.size());
  for (std::size_t i = 0; i < made.bytes.size(); ++i) {
    const auto high = digit(text[2 * i]);
    const auto low = digit(text[2 * i + 1]);
    if (!high || !low) return std::nullopt;
    made.bytes[i] = static_cast<std::uint8_t>(*high << 4U | *low);
  }
  return made;
}

}  // namespace pressrun
