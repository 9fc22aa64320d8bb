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
  if (!finding.seen.empty() && finding.count > finding.seen.size())
    text += "    … and " + std::to_string(finding.count - finding.seen.size()) + " more\n";
  return text;
}

}  // namespace

bool Diagnostics::has_errors() const {
  return std::ranges::any_of(items, [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::string render(const Diagnostic& finding) {
  std::string text = place(finding.at);
  text += finding.severity == Severity::error ? "error: " : "warning: ";
  text += printable(finding.message);
  if (!finding.path.empty()) text += " [" + printable(finding.path) + "]";
  if (finding.count > 1) text += " (" + std::to_string(finding.count) + " jobs)";
  text += "\n";
  if (!finding.source_line.empty()) {
    text += "    " + printable(finding.source_line) + "\n";
    text += "    " + std::string(finding.at.column > 0 ? finding.at.column - 1 : 0, ' ') + "^\n";
  }
  text += sightings(finding);
  if (!finding.hint.empty()) text += "    " + printable(finding.hint) + "\n";
  return text;
}

}  // namespace pressrun
