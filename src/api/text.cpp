#include "api/text.hpp"

#include <boost/locale/utf.hpp>

#include <algorithm>

namespace pressrun::api {
namespace {

using Utf8 = boost::locale::utf::utf_traits<char>;
constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_hex(char c) { return (c >= '0' && c <= '9') || (lowered(c) >= 'a' && lowered(c) <= 'f'); }

}  // namespace

bool is_utf8(std::string_view text) {
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    if (!boost::locale::utf::is_valid_codepoint(Utf8::decode(at, end))) return false;
  }
  return true;
}

std::string clean(std::string_view text, std::size_t max_bytes) {
  std::string out;
  const char* at = text.data();
  const char* const end = at + text.size();
  while (at != end) {
    const char* const from = at;
    const auto code = Utf8::decode(at, end);
    const bool good = boost::locale::utf::is_valid_codepoint(code) && code != 0;
    if (!good) at = from + 1;  // one byte at a time: what follows a bad byte may be sound
    const std::string_view piece = good ? std::string_view{from, at} : replacement;
    if (out.size() + piece.size() > max_bytes) break;
    out += piece;
  }
  return out;
}

bool is_uuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !is_hex(text[i])) return false;
  }
  return true;
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lowered, lowered);
}

std::string lower(std::string_view text) {
  std::string out{text};
  std::ranges::transform(out, out.begin(), lowered);
  return out;
}

}  // namespace pressrun::api
