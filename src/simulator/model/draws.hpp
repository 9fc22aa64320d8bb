#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pressrun::simulator {

/// Chance without a sequence: every draw is a hash of what it is for, so the order of calls hardly matters,
/// and a run can be repeated from its seed. Finaliser of splitmix64 (Steele, Lea, Flood 2014).
constexpr std::uint64_t mix(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

constexpr std::uint64_t mix(std::uint64_t a, std::uint64_t b) { return mix(mix(a) ^ b); }

/// FNV-1a, then mixed.
constexpr std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return mix(hash);
}

/// A hash as a number in [0, 1).
constexpr double unit(std::uint64_t hash) { return static_cast<double>(hash >> 11) * 0x1.0p-53; }

/// 64 hexadecimal digits of a hash.
inline std::string hex_digits(std::uint64_t hash) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string text;
  for (std::uint64_t word = 0; word < 4; ++word) {
    std::uint64_t bits = mix(hash, word);
    for (int i = 0; i < 16; ++i, bits >>= 4U) text += hex[bits & 0x0FU];
  }
  return text;
}

}  // namespace pressrun::simulator
