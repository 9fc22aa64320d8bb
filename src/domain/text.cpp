#include "pressrun/domain/text.hpp"

#include <array>
#include <cstdio>

namespace pressrun {
namespace {

unsigned byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

/// Bytes of a sequence that starts with `lead`; 0 where none does.
std::size_t length_of(unsigned lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/// The second byte is where overlong forms, surrogates and what lies beyond U+10FFFF are told from the rest.
bool second_fits(unsigned lead, unsigned second) {
  switch (lead) {
    case 0xE0:
      return second >= 0xA0 && second <= 0xBF;
    case 0xED:
      return second >= 0x80 && second <= 0x9F;
    case 0xF0:
      return second >= 0x90 && second <= 0xBF;
    case 0xF4:
      return second >= 0x80 && second <= 0x8F;
    default:
      return (second & 0xC0U) == 0x80;
  }
}

bool well_formed(std::string_view text, std::size_t length) {
  if (length == 0 || text.size() < length) return false;
  if (length > 1 && !second_fits(byte_at(text, 0), byte_at(text, 1))) return false;
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte_at(text, i) & 0xC0U) != 0x80) return false;
  }
  return true;
}

void append_escape(std::string& out, char32_t code) {
  std::array<char, 16> escape{};
  std::snprintf(escape.data(), escape.size(), code <= 0xFF ? "\\x%02X" : "\\u%04X",
                static_cast<unsigned>(code));
  out += escape.data();
}

}  // namespace

bool is_hidden(char32_t code) {
  return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x200E || code == 0x200F ||
         code == 0x061C || (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

char32_t take_code_point(std::string_view& text) {
  const std::size_t length = length_of(byte_at(text, 0));
  if (!well_formed(text, length)) {
    text.remove_prefix(1);
    return replacement_character;
  }
  char32_t code = length == 1 ? byte_at(text, 0) : byte_at(text, 0) & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) code = (code << 6U) | (byte_at(text, i) & 0x3FU);
  text.remove_prefix(length);
  return code;
}

void append_utf8(std::string& out, char32_t code) {
  const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) return put(code);
  if (code < 0x800) {
    put(0xC0U | (code >> 6U));
  } else {
    if (code < 0x10000) {
      put(0xE0U | (code >> 12U));
    } else {
      put(0xF0U | (code >> 18U));
      put(0x80U | ((code >> 12U) & 0x3FU));
    }
    put(0x80U | ((code >> 6U) & 0x3FU));
  }
  put(0x80U | (code & 0x3FU));
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const char32_t code = take_code_point(text);
    if (code == '\t') {
      out += ' ';
    } else if (is_hidden(code)) {
      append_escape(out, code);
    } else {
      append_utf8(out, code);
    }
  }
  return out;
}

}  // namespace pressrun
