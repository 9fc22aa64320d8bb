#include "manifest/download.hpp"

#include "manifest/template_text.hpp"
#include "manifest/variables.hpp"
#include "pressrun/domain/suggest.hpp"

namespace pressrun::manifest {
namespace {

void read_place(const Value& value, Download& download, Scope& scope, Findings& findings) {
  const auto resolved = resolve_early(value, "download.to", scope, findings);
  if (!resolved) return;
  const Scalar* scalar = resolved->scalar();
  if (scalar == nullptr || resolved->is_null() || scalar->text.empty())
    return findings.error(value.at, "download.to", "'to' must name a folder",
                          "write 'to: pictures': a folder beside the manifest");
  if (scalar->text.find("://") != std::string::npos || scalar->text.starts_with("rclone:"))
    return findings.error(value.at, "download.to", "this version downloads into folders alone",
                          "write 'to: pictures', and copy them on from there");
  download.to = scalar->text;
  download.to_at = value.at;
}

void read_keep(const Value& value, Download& download, Scope& scope, Findings& findings) {
  const auto resolved = resolve_early(value, "download.keep", scope, findings);
  if (!resolved) return;
  const Scalar* scalar = resolved->scalar();
  const std::string written = scalar == nullptr ? std::string{} : scalar->text;
  if (written == "all") download.keep = KeepFiles::all;
  if (written == "all" || written == "latest") return;
  const auto near = nearest(written, {"latest", "all"});
  findings.error(value.at, "download.keep", "'keep' must be 'latest' or 'all'",
                 near ? "did you mean '" + *near + "'?"
                      : "'latest': the file of an edited job takes the old one's place; 'all': both stay");
}

/// That it can be taken apart; what its names mean is known with each job.
void read_name(const Value& value, Download& download, Findings& findings) {
  const Scalar* scalar = value.scalar();
  if (scalar == nullptr || value.is_null() || scalar->text.empty())
    return findings.error(value.at, "download.name", "'name' must be a text",
                          "write 'name: \"${job}/${format}.${ext}\"'");
  const TemplateText parts = take_apart(scalar->text);
  if (!parts.problem.empty())
    return findings.error(value.at, "download.name", parts.problem, std::string(literal_hint));
  download.name = value;
}

/// `${name}` stands in it, with or without steps behind it.
bool refers_to(const Value& text, std::string_view name) {
  const TemplateText parts = take_apart(text.scalar()->text);
  for (const Piece& piece : parts.pieces)
    if (piece.reference && piece.reference->name == name) return true;
  return false;
}

}  // namespace

Download read_download(const Value& written, Scope& scope, Findings& findings) {
  Download download;
  if (written.mapping() == nullptr || written.mapping()->empty()) {
    findings.error(written.at, "download", "'download' must be a mapping",
                   "write 'download: {to: pictures}'");
    return download;
  }
  for (const Member& member : *written.mapping()) {
    if (member.key == "to") {
      read_place(member.value, download, scope, findings);
    } else if (member.key == "name") {
      read_name(member.value, download, findings);
    } else if (member.key == "keep") {
      read_keep(member.value, download, scope, findings);
    }
  }
  if (download.keep == KeepFiles::all && !refers_to(download.name, "id"))
    findings.error(download.name.at.line != 0 ? download.name.at : written.at, "download.name",
                   "'keep: all' needs ${id} in 'name': else the new file takes the old one's place",
                   "write 'name: \"${job}/${format}-${id}.${ext}\"'");
  return download;
}

}  // namespace pressrun::manifest
