#include "pressrun/domain/diagnostic.hpp"

#include "pressrun/domain/text.hpp"

#include <algorithm>

namespace pressrun {
namespace {

std::string place(const SourcePos& at) {
  if (at.file_name().empty()) return "";
  std::string text = printable(at.file_name());
  if (at.line > 0) text += ":" + std::to_string(at.line) + ":" + std::to_string(std::max(1U, at.column));
  return text + ": ";
}

/// SGR codes around a text, or the text alone.
std::string painted(const std::string& text, const char* code, bool color) {
  return color && !text.empty() ? std::string{"\x1B["} + code + "m" + text + "\x1B[0m" : text;
}

/// The cells, a line each: "    products.csv:3:4: 'abc'; did you mean 'abd'?".
std::string sightings(const Diagnostic& finding) {
  std::string text;
  for (const Sighting& one : finding.seen) {
    text += "    " + place(one.at);
    if (!one.value.empty() || !one.hint.empty()) text += "'" + printable(one.value) + "'";
    if (!one.hint.empty()) text += "; " + printable(one.hint);
    while (text.ends_with(' ') || text.ends_with(':')) text.pop_back();
    text += "\n";
  }
  if (finding.more_cells > 0) text += "    … and " + std::to_string(finding.more_cells) + " more\n";
  return text;
}

bool same(const SourcePos& a, const SourcePos& b) {
  return a.line == b.line && a.column == b.column && a.file_name() == b.file_name();
}

void take_up(Diagnostic& known, const Sighting& cell) {
  constexpr std::size_t most_cells = 3;  // enough to see what they have in common
  const bool shown =
      std::ranges::any_of(known.seen, [&](const Sighting& one) { return same(one.at, cell.at); });
  if (shown || same(known.last_cell, cell.at)) return;
  if (known.seen.size() < most_cells) return known.seen.push_back(cell);
  known.last_cell = cell.at;
  ++known.more_cells;
}

}  // namespace

void join(Diagnostic& known, const Diagnostic& again) {
  known.of_row = known.of_row && again.of_row;
  known.count += again.count;
  for (const Sighting& cell : again.seen) take_up(known, cell);
  known.more_cells += again.more_cells;
}

bool Diagnostics::has_errors() const {
  return std::ranges::any_of(items, [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::string render(const Diagnostic& finding, bool color) {
  constexpr const char* bold = "1";
  constexpr const char* red = "1;31";
  constexpr const char* yellow = "1;33";
  constexpr const char* green = "1;32";
  const bool is_error = finding.severity == Severity::error;
  std::string text = painted(place(finding.at), bold, color);
  text += painted(is_error ? "error:" : "warning:", is_error ? red : yellow, color) + " ";
  text += printable(finding.message);
  if (!finding.path.empty()) text += " [" + printable(finding.path) + "]";
  if (finding.count > 1) text += " (" + std::to_string(finding.count) + " jobs)";
  if (!finding.lint.empty()) text += " (" + std::string(finding.lint) + ")";
  text += "\n";
  if (!finding.source_line.empty()) {
    text += "    " + printable(finding.source_line) + "\n";
    text += "    " + std::string(finding.at.column > 0 ? finding.at.column - 1 : 0, ' ') +
            painted("^", green, color) + "\n";
  }
  text += sightings(finding);
  if (!finding.hint.empty()) text += "    " + printable(finding.hint) + "\n";
  return text;
}

}  // namespace pressrun
