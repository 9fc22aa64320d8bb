#include "pressrun/domain/diagnostic.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace pressrun {
namespace {

/// Control characters as \xNN, so that text from a file cannot drive the terminal.
std::string visible(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
    const bool c1 = byte == 0xC2 && next >= 0x80 && next < 0xA0;  // U+0080…U+009F, as UTF-8
    if (byte == '\t') {
      out += ' ';
    } else if (byte < 0x20 || byte == 0x7F || c1) {
      std::array<char, 8> escape{};
      std::snprintf(escape.data(), escape.size(), "\\x%02X", c1 ? next : byte);
      out += escape.data();
      i += c1 ? 1 : 0;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string place(const SourcePos& at) {
  if (at.file_name().empty()) return "";
  std::string text = visible(at.file_name());
  if (at.line > 0) text += ":" + std::to_string(at.line) + ":" + std::to_string(std::max(1U, at.column));
  return text + ": ";
}

}  // namespace

bool Diagnostics::has_errors() const {
  return std::ranges::any_of(items, [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::string render(const Diagnostic& finding) {
  std::string text = place(finding.at);
  text += finding.severity == Severity::error ? "error: " : "warning: ";
  text += visible(finding.message);
  if (!finding.path.empty()) text += " [" + visible(finding.path) + "]";
  if (finding.count > 1) text += " (" + std::to_string(finding.count) + " jobs)";
  text += "\n";
  if (!finding.source_line.empty()) {
    text += "    " + visible(finding.source_line) + "\n";
    text += "    " + std::string(finding.at.column > 0 ? finding.at.column - 1 : 0, ' ') + "^\n";
  }
  if (!finding.hint.empty()) text += "    " + visible(finding.hint) + "\n";
  return text;
}

}  // namespace pressrun
