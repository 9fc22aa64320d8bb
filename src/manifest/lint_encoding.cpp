#include "manifest/lint_tests.hpp"
#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <array>

namespace pressrun::manifest {
namespace {

// What the bytes of UTF-8 look like when somebody takes them for Latin-1 or Windows-1252.
constexpr std::array misread = std::to_array<std::string_view>(
    {"Ã©", "Ã¨", "Ã¤", "Ã¶",  "Ã¼",  "Ã±",  "Ã§",  "Ã¡",  "Ã³",  "Ã­", "Ãº", "Ã¥", "Ã¸", "ÃŸ", "Ã´",
     "Ã®", "Ã¢", "Ã£", "â€™", "â€œ", "â€“", "â€”", "â€¦", "â‚¬", "Â°", "Â©", "Â®", "Â£", "Â§"});

/// The byte that Windows-1252 has for a letter; -1: none, or a letter that is ASCII.
int windows_byte(char32_t code) {
  constexpr std::array<char32_t, 32> upper{0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                           0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                           0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                           0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};
  if (code >= 0x80 && code <= 0xFF) return static_cast<int>(code);
  const auto* const found = std::ranges::find(upper, code);
  return found == upper.end() ? -1 : 0x80 + static_cast<int>(found - upper.begin());
}

/// How many runs of letters are sequences of UTF-8, read as Windows-1252. A quote or a dash behind a letter
/// that may end a word ("SMÅ”") is none.
std::size_t misread_sequences(std::string_view text) {
  std::size_t found = 0;
  std::size_t wanted = 0;  // bytes of the present sequence that are still to come
  bool plain = false;      // it has a byte that is no punctuation
  while (!text.empty()) {
    const char32_t code = take_code_point(text);
    const int byte = windows_byte(code);
    const bool continues = byte >= 0x80 && byte <= 0xBF;
    if (wanted > 0 && continues) {
      const bool mark = (code >= 0x2013 && code <= 0x2026) || code == 0xAB || code == 0xBB ||
                        (code >= 0x2039 && code <= 0x203A);
      plain = plain || !mark;
      if (--wanted == 0 && plain) ++found;
      continue;
    }
    plain = false;
    wanted = byte >= 0xC3 && byte <= 0xDF ? 1 : byte >= 0xE0 && byte <= 0xEF ? 2 : 0;
  }
  return found;
}

}  // namespace

std::optional<std::string> find_wrong_encoding(const LintText& text) {
  const bool ascii =
      std::ranges::none_of(text.text, [](char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; });
  if (ascii) return std::nullopt;
  for (const std::string_view each : misread) {
    if (text.text.find(each) != std::string_view::npos)
      return "'" + std::string(each) + "' was one letter once";
  }
  constexpr std::size_t no_accident = 3;
  if (misread_sequences(text.text) >= no_accident) return "its letters were pairs of bytes once";
  return std::nullopt;
}

}  // namespace pressrun::manifest
