#include "pressrun/domain/digest.hpp"

namespace pressrun {
namespace {

constexpr std::string_view scheme = "sha256:";
constexpr std::string_view hex = "0123456789abcdef";

constexpr unsigned no_digit = 0x10;

constexpr unsigned digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  return c >= 'a' && c <= 'f' ? static_cast<unsigned>(c - 'a') + 10 : no_digit;
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
    const unsigned high = digit(text[2 * i]);
    const unsigned low = digit(text[2 * i + 1]);
    if (((high | low) & no_digit) != 0) return std::nullopt;
    made.bytes[i] = static_cast<std::uint8_t>(high << 4U | low);
  }
  return made;
}

}  // namespace pressrun
