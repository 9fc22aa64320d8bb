#include "pressrun/views/findings_json.hpp"

#include "pressrun/domain/text.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace pressrun::views {
namespace {

namespace json = boost::json;

json::object place(const SourcePos& at) {
  return {{"file", printable(at.file_name())}, {"line", at.line}, {"column", at.column}};
}

json::object to_json(const Sighting& cell) {
  json::object made = place(cell.at);
  made["value"] = printable(cell.value);
  made["hint"] = printable(cell.hint);
  return made;
}

json::object to_json(const Diagnostic& finding) {
  json::object made{{"severity", finding.severity == Severity::error ? "error" : "warning"}};
  for (auto& member : place(finding.at)) made.emplace(member.key(), std::move(member.value()));
  made["path"] = printable(finding.path);
  made["message"] = printable(finding.message);
  made["hint"] = printable(finding.hint);
  if (!finding.lint.empty()) made["lint"] = finding.lint;
  made["count"] = std::max<std::size_t>(finding.count, 1);
  json::array cells;
  for (const Sighting& cell : finding.seen) cells.emplace_back(to_json(cell));
  made["cells"] = std::move(cells);
  return made;
}

}  // namespace

json::array findings_json(const app::FindingSet& findings) {
  json::array made;
  for (const Diagnostic& finding : findings.shown({})) made.emplace_back(to_json(finding));
  return made;
}

}  // namespace pressrun::views
