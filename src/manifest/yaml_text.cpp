#include "manifest/yaml_reader.hpp"
#include "pressrun/domain/text.hpp"

namespace pressrun::manifest {
namespace {

bool forbidden(unsigned char c) { return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F; }

std::string hex(unsigned char c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  return std::string("\\x") + digits[c >> 4U] + digits[c & 15U];
}

}  // namespace

bool check_text(std::string_view text, const FileName& file, Findings& findings) {
  SourcePos at{file, 1, 1};
  while (!text.empty()) {
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t before = text.size();
    const char32_t code = take_code_point(text);
    const bool broken = code == replacement_character && before - text.size() == 1;
    if (broken || forbidden(first)) {
      findings.error(
          at, {},
          broken ? "byte '" + hex(first) + "' is not valid UTF-8" : "control character '" + hex(first) + "'",
          broken ? "save the file as UTF-8" : "in a double-quoted string, write it as an escape");
      return false;
    }
    if (code == U'\n') {
      ++at.line;
      at.column = 1;
    } else {
      ++at.column;
    }
  }
  return true;
}

}  // namespace pressrun::manifest
