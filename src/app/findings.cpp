#include "pressrun/app/findings.hpp"

#include <algorithm>
#include <tuple>

namespace pressrun::app {
namespace {

constexpr std::size_t most_shown = 100;  // of errors, and of warnings
constexpr std::size_t most_remembered = 100'000;

/// The message with other words in place of those that name the design.
std::string with_design(const Diagnostic& finding, const std::string& words) {
  const auto at = finding.design.empty() ? std::string::npos : finding.message.find(finding.design);
  if (at == std::string::npos) return finding.message;
  return finding.message.substr(0, at) + words + finding.message.substr(at + finding.design.size());
}

std::string identity(const Diagnostic& finding) {
  return std::string(finding.at.file_name()) + '\0' + std::to_string(finding.at.line) + '\0' +
         std::to_string(finding.at.column) + '\0' + finding.path + '\0' + with_design(finding, "");
}

/// "design 'hero' (and 2 more designs) has no element 'titel'".
std::string message_of(const Diagnostic& finding, std::size_t designs) {
  if (designs < 2) return finding.message;
  const std::string more = std::to_string(designs - 1) + " more design" + (designs == 2 ? "" : "s");
  return with_design(finding, finding.design + " (and " + more + ")");
}

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace

void FindingSet::add(const Diagnostic& finding) {
  const bool wrong = finding.severity == Severity::error;
  const bool stops = !(rows_may_fail_ && finding.of_row);
  if (stops) {
    (wrong ? part_has_errors_ : part_has_warnings_) = true;
    (wrong ? has_stopping_errors_ : has_stopping_warnings_) = true;
  }
  if (stops && wrong && finding.at.file) error_files_.emplace(finding.at.file_name());
  const std::string name = identity(finding);
  if (const auto known = places_.find(name); known != places_.end())
    return join_shown(known->second, finding);
  const std::size_t shown = wrong ? shown_errors_ : shown_.size() - shown_errors_;
  if (shown >= most_shown && !note_beyond(name)) return;
  ++(wrong ? errors_ : warnings_);
  if (shown >= most_shown) return;
  shown_errors_ += wrong ? 1U : 0U;
  places_.emplace(name, shown_.size());
  shown_.push_back(finding);
  designs_.push_back({finding.design});
  const auto same = [&](const FileName& file) { return *file == finding.at.file_name(); };
  if (finding.at.file && std::ranges::none_of(files_, same)) files_.push_back(finding.at.file);
}

void FindingSet::join_shown(std::size_t place, const Diagnostic& finding) {
  join(shown_[place], finding);
  designs_[place].insert(finding.design);
}

/// False: it was there before. The count of what is not shown is exact as far as it is remembered.
bool FindingSet::note_beyond(const std::string& name) {
  if (not_shown_.size() >= most_remembered) return true;
  return not_shown_.insert(std::hash<std::string>{}(name)).second;
}

void FindingSet::add(const Diagnostics& findings) {
  for (const Diagnostic& finding : findings.items) add(finding);
}

/// By file as they were met, then by line and column; what stands nowhere first.
std::vector<const Diagnostic*> FindingSet::in_order() const {
  const auto rank = [this](const Diagnostic* finding) {
    std::size_t file = 0;
    while (file < files_.size() && *files_[file] != finding->at.file_name()) ++file;
    const std::size_t place = finding->at.file ? file + 1 : 0;
    return std::tuple{place, finding->at.line, finding->at.column};
  };
  std::vector<const Diagnostic*> all;
  for (const Diagnostic& finding : shown_) all.push_back(&finding);
  std::ranges::stable_sort(all, {}, rank);
  return all;
}

std::vector<Diagnostic> FindingSet::shown(const ReadLine& read_line) const {
  std::vector<Diagnostic> all;
  for (const Diagnostic* one : in_order()) {
    Diagnostic& finding = all.emplace_back(*one);
    finding.message = message_of(finding, designs_[static_cast<std::size_t>(one - shown_.data())].size());
    if (finding.source_line.empty() && read_line) finding.source_line = read_line(finding.at);
  }
  return all;
}

std::string FindingSet::page(const ReadLine& read_line, bool color) const {
  std::string text;
  for (const Diagnostic& finding : shown(read_line)) text += render(finding, color);
  const std::size_t more = not_shown();
  if (more > 0) text += "… and " + std::to_string(more) + " more\n";
  return text;
}

std::string FindingSet::verdict(bool strict) const {
  std::string text = errors_ > 0 || warnings_ == 0 ? counted(errors_, "error") : "";
  if (warnings_ > 0) text += (text.empty() ? "" : " and ") + counted(warnings_, "warning");
  if (errors_ == 0 && strict) text += " (--strict)";
  return text;
}

}  // namespace pressrun::app
