#include "simulator/model/uuids.hpp"

#include "simulator/model/draws.hpp"

#include <algorithm>
#include <array>

namespace pressrun::simulator {
namespace {

constexpr std::uint64_t low_48 = (std::uint64_t{1} << 48) - 1;
constexpr std::string_view hex_digits = "0123456789abcdef";

bool is_dash(std::size_t at) { return at == 8 || at == 13 || at == 18 || at == 23; }

int nibble(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string written(std::uint64_t high, std::uint64_t low) {
  std::string text(36, '-');
  int taken = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_dash(at)) continue;
    const std::uint64_t half = taken < 16 ? high : low;
    text[at] = hex_digits[(half >> (60 - 4 * (taken % 16))) & 0xF];
    ++taken;
  }
  return text;
}

std::array<std::uint64_t, 2> halves(std::string_view text) {
  std::array<std::uint64_t, 2> out{};
  std::size_t taken = 0;
  for (const char c : text) {
    if (c == '-') continue;
    std::uint64_t& half = out[taken++ / 16];
    half = (half << 4) | static_cast<std::uint64_t>(nibble(c));
  }
  return out;
}

}  // namespace

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (is_dash(at) ? text[at] != '-' : nibble(text[at]) < 0) return false;
  }
  return true;
}

std::string NumberedUuids::uuid(std::uint64_t number) const {
  const std::uint64_t high = (mix(key_, number) & ~std::uint64_t{0xF000}) | 0x4000;
  const std::uint64_t mask = mix(key_ ^ high);
  const std::uint64_t low = (number & low_48) ^ (mask & low_48);
  const std::uint64_t top = (mask & 0x3FFF'0000'0000'0000ULL) | 0x8000'0000'0000'0000ULL;
  return written(high, top | low);
}

std::optional<std::uint64_t> NumberedUuids::number(std::string_view text) const {
  if (!is_uuid(text)) return std::nullopt;
  const auto [high, low] = halves(text);
  const std::uint64_t number = (low ^ mix(key_ ^ high)) & low_48;
  const std::string expected = uuid(number);
  if (halves(expected) != std::array{high, low}) return std::nullopt;
  return number;
}

}  // namespace pressrun::simulator
