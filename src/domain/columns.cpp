#include "pressrun/domain/columns.hpp"

#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <array>

namespace pressrun {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

constexpr std::array combining{Range{0x0300, 0x036F}, Range{0x0483, 0x0489}, Range{0x0591, 0x05BD},
                               Range{0x064B, 0x065F}, Range{0x1AB0, 0x1AFF}, Range{0x1DC0, 0x1DFF},
                               Range{0x200B, 0x200D}, Range{0x20D0, 0x20FF}, Range{0xFE20, 0xFE2F}};
constexpr std::array wide{
    Range{0x1100, 0x115F},   Range{0x231A, 0x231B},   Range{0x23E9, 0x23F3},   Range{0x25FD, 0x27BF},
    Range{0x2B00, 0x2BFF},   Range{0x2E80, 0xA4CF},   Range{0xA960, 0xA97C},   Range{0xAC00, 0xD7A3},
    Range{0xF900, 0xFAFF},   Range{0xFE30, 0xFE6F},   Range{0xFF01, 0xFF60},   Range{0xFFE0, 0xFFE6},
    Range{0x16FE0, 0x18CFF}, Range{0x1B000, 0x1B2FF}, Range{0x1F000, 0x1FAFF}, Range{0x20000, 0x3FFFD}};

template <std::size_t N>
bool within(const std::array<Range, N>& ranges, char32_t code) {
  return std::ranges::any_of(ranges, [code](const Range& r) { return code >= r.first && code <= r.last; });
}

std::size_t columns_of(char32_t code) {
  if (code < 0x300) return 1;
  if (within(combining, code)) return 0;
  return within(wide, code) || code == 0xFE0F ? 2
                                              : 1;  // U+FE0F may turn the character before it into an emoji
}

}  // namespace

std::size_t columns(std::string_view text) {
  std::size_t sum = 0;
  while (!text.empty()) sum += columns_of(take_code_point(text));
  return sum;
}

std::string fit(std::string_view text, std::size_t width, bool unicode) {
  if (columns(text) <= width) return std::string{text};
  if (width == 0) return "";
  std::string out;
  std::size_t used = 1;  // of the ellipsis
  while (!text.empty()) {
    const char32_t code = take_code_point(text);
    used += columns_of(code);
    if (used > width) break;
    append_utf8(out, code);
  }
  return out + (unicode ? "…" : "~");
}

std::string ascii_only(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const char32_t code = take_code_point(text);
    out += code < 0x80 ? static_cast<char>(code) : '?';
  }
  return out;
}

}  // namespace pressrun
