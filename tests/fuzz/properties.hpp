#pragma once

#include "pressrun/domain/diagnostic.hpp"
#include "pressrun/domain/text.hpp"

#include <cstddef>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::fuzz {

/// A property that must hold for every input; says which one did not.
inline void require(bool holds, std::string_view what, std::string_view of = {}) {
  if (holds) return;
  std::cerr << "property broken: " << what << (of.empty() ? "" : ": ") << printable(of) << std::endl;
  std::abort();
}

inline bool is_text(std::string_view text) {
  while (!text.empty()) {
    const std::size_t before = text.size();
    if (take_code_point(text) == replacement_character && before - text.size() == 1) return false;
  }
  return true;
}

/// What a terminal may be sent: text in which nothing is hidden, line ends aside.
inline void require_harmless(std::string_view text) {
  std::string lines;
  for (const char c : text) lines += c == '\n' ? ' ' : c;
  require(printable(lines) == lines, "a terminal is sent nothing hidden", lines);
}

/// A finding is of use: it says something, where, and cannot drive a terminal.
inline void check(const Diagnostic& finding, bool has_place) {
  require(!finding.message.empty(), "a finding says something");
  require(!has_place || !finding.at.file_name().empty(), "a finding names its file", finding.message);
  require(finding.at.line == 0 || finding.source_line.size() < 1U << 20U, "a source line is bounded");
  require_harmless(render(finding));
}

inline void check(const Diagnostics& findings, bool has_place = true) {
  for (const Diagnostic& finding : findings.items) check(finding, has_place);
}

/// The input's parts, as lines of "%%%" divide it.
inline std::vector<std::string> parts_of(const unsigned char* bytes, std::size_t size) {
  const std::string whole(bytes, bytes + size);
  constexpr std::string_view divider = "\n%%%\n";
  std::vector<std::string> parts;
  std::size_t from = 0;
  for (auto at = whole.find(divider); at != std::string::npos; at = whole.find(divider, from)) {
    parts.push_back(whole.substr(from, at - from));
    from = at + divider.size();
  }
  parts.push_back(whole.substr(from));
  return parts;
}

}  // namespace pressrun::fuzz
