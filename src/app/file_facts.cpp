#include "pressrun/app/file_facts.hpp"

#include "pressrun/domain/ledger.hpp"
#include "pressrun/domain/text.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace pressrun::app {
namespace {

namespace json = boost::json;

constexpr std::size_t most_told = 5;
constexpr const char* placeholder_id = "00000000-0000-4000-8000-000000000000";

/// What the journal kept of a job's variables, as the manifest gave them.
Mapping variables_in(const std::string& text) {
  json::error_code error;
  const json::value parsed = json::parse(text, error);
  Mapping variables;
  if (error || !parsed.is_object()) return variables;
  for (const auto& member : parsed.get_object()) {
    const json::value& value = member.value();
    Value made = value.is_string() ? Value::string(std::string(value.get_string()))
                                   : Value::plain(value.is_null() ? "" : json::serialize(value));
    variables.push_back({std::string(member.key()), std::move(made), {}});
  }
  return variables;
}

std::string day_of(WallTime at) { return to_rfc3339(at).substr(0, 10); }

std::string ending_of(const std::string& type) { return type.empty() ? "bin" : type; }

/// What an asset of this output will be called, as far as it can be told.
std::string expected_ending(const std::string& output) {
  if (output == "html5") return "zip";
  if (output == "jpg") return "jpeg";
  return output.empty() || output == "auto" ? "ext" : output;
}

std::vector<std::string> formats_to_fetch(const Job& job, const WorkspaceSnapshot& workspace) {
  if (job.endpoint == Endpoint::generate_multipage_pdf) return {std::string(document_format)};
  if (!job.formats.empty()) return job.formats;
  std::vector<std::string> names;
  if (const Design* design = workspace.design(job.design_id))
    for (const auto& format : design->formats) names.push_back(format.name);
  if (names.empty()) names.emplace_back("format");
  return names;
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return hash;
}

}  // namespace

manifest::NamedFile name_of(const JobView& job, std::size_t asset, manifest::FileNames& names) {
  const Asset& one = job.assets.at(asset);
  const Mapping variables = variables_in(job.variables_json);
  const std::string format = one.format.empty() ? std::string(document_format) : one.format;
  const std::string date = job.finished_at ? day_of(*job.finished_at) : std::string{"unfinished"};
  return names.name(
      {job.key, variables, format, ending_of(one.type), one.id.empty() ? "no-id" : one.id, asset + 1, date});
}

void FileNameCheck::complain(const JobSpec& spec, std::string message, std::string hint,
                             FindingSet& findings) {
  if (++told_ > most_told) return;
  Diagnostic finding;
  const SourcePos& place = names_.rules().name.at;
  finding.at = place.line != 0 ? place : spec.at;
  finding.path = "download.name";
  finding.message = std::move(message);
  finding.hint = std::move(hint);
  if (spec.from.line != 0) finding.seen.push_back({spec.from, spec.key.text, ""});
  findings.add(finding);
}

void FileNameCheck::look(const JobSpec& spec, const Job& job, const WorkspaceSnapshot& workspace,
                         FindingSet& findings) {
  ++jobs_;
  std::size_t index = 0;
  for (const std::string& format : formats_to_fetch(job, workspace)) {
    const manifest::NamedFile named =
        names_.name({spec.key, spec.variables, format, expected_ending(job.output), placeholder_id, ++index,
                     "2000-01-01"});
    for (const Diagnostic& problem : named.problems)
      complain(spec, problem.message + " [job '" + printable(spec.key.text) + "']", problem.hint, findings);
    if (named.problems.empty()) note(named.path, spec, findings);
  }
}

/// A file, and the folders that it lies in: neither may be the other of another job.
void FileNameCheck::note(const std::string& path, const JobSpec& spec, FindingSet& findings) {
  constexpr const char* hint = "let 'download.name' tell them apart: ${job}, ${format}, ${id}";
  const std::string folded = manifest::folded_path(path);
  if (folded == "index.csv" || folded == "index.json")
    return complain(
        spec, "'" + path + "' is the name of the list of all files [job '" + printable(spec.key.text) + "']",
        hint, findings);
  for (std::size_t slash = folded.find('/'); slash != std::string::npos;
       slash = folded.find('/', slash + 1)) {
    Taken& folder = taken_[hash_of(folded.substr(0, slash))];
    if (folder.job != 0 && !folder.is_folder)
      return complain(spec,
                      "job '" + printable(spec.key.text) + "' needs a folder where a file of job number " +
                          std::to_string(folder.job) + " is: '" + path + "'",
                      hint, findings);
    if (folder.job == 0) folder = {jobs_, true};
  }
  Taken& file = taken_[hash_of(folded)];
  if (file.job != 0) {
    const std::string other =
        file.job == jobs_ ? "another file of its own" : "a file of job number " + std::to_string(file.job);
    return complain(spec,
                    "a file of job '" + printable(spec.key.text) + "' would take the place of " + other +
                        ": '" + path + "'",
                    hint, findings);
  }
  file = {jobs_, false};
}

}  // namespace pressrun::app
