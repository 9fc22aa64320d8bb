#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace pressrun {

/// SHA-256 of what a picture shows (api/content.hpp): the name of a content in the ledger.
struct ContentDigest {
  std::array<std::uint8_t, 32> bytes{};

  friend auto operator<=>(const ContentDigest&, const ContentDigest&) = default;
  [[nodiscard]] std::string text() const;  ///< "sha256:" and 64 hexadecimal digits
  /// Reads that text; nothing where it is none.
  static std::optional<ContentDigest> parse(std::string_view text);
};

}  // namespace pressrun

template <>
struct std::hash<pressrun::ContentDigest> {
  using is_avalanching = void;
  std::size_t operator()(const pressrun::ContentDigest& digest) const {
    std::size_t first = 0;
    for (std::size_t i = 0; i < sizeof first; ++i) first = first << 8U | digest.bytes[i];
    return first;
  }
};
