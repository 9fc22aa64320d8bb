#include "cli/findings.hpp"

#include "cli/failure.hpp"

#include <fstream>
#include <iostream>

namespace pressrun::cli {
namespace {

constexpr std::size_t most_shown = 100;
constexpr std::size_t longest_shown = 300;
constexpr std::size_t longest_file_line = 1U << 20U;
constexpr std::uint32_t furthest_line = 200'000;  // a finding is no reason to read through a huge file

std::string identity(const Diagnostic& finding) {
  return std::string(finding.at.file_name()) + '\0' + std::to_string(finding.at.line) + '\0' +
         std::to_string(finding.at.column) + '\0' + finding.path + '\0' + finding.message;
}

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace

std::string source_line(const SourcePos& at) {
  if (at.line == 0 || at.line > furthest_line || at.file_name().empty()) return {};
  std::ifstream in{std::string(at.file_name()), std::ios::binary};
  std::string line;
  for (std::uint32_t number = 0; number < at.line; ++number) {
    if (!std::getline(in, line) || line.size() > longest_file_line) return {};
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line.size() <= longest_shown ? line : std::string{};
}

void FindingSet::add(const Diagnostic& finding) {
  const auto [place, fresh] = places_.emplace(identity(finding), shown_.size());
  if (!fresh) {
    if (place->second < shown_.size()) shown_[place->second].count += finding.count;
    return;
  }
  ++(finding.severity == Severity::error ? errors_ : warnings_);
  if (shown_.size() < most_shown) {
    shown_.push_back(finding);
  } else {
    ++not_shown_;
    places_.erase(place);  // bounded, however many there are
  }
}

void FindingSet::add(const Diagnostics& findings) {
  for (const Diagnostic& finding : findings.items) add(finding);
}

void FindingSet::print_and_stop_on_errors(bool strict) const {
  for (Diagnostic finding : shown_) {
    if (finding.source_line.empty()) finding.source_line = source_line(finding.at);
    std::cerr << render(finding);
  }
  if (not_shown_ > 0) std::cerr << "… and " << not_shown_ << " more\n";
  const bool stop = errors_ > 0 || (strict && warnings_ > 0);
  if (!stop) return;
  std::string text = counted(errors_, "error");
  if (warnings_ > 0) text += " and " + counted(warnings_, "warning") + (errors_ == 0 ? " (--strict)" : "");
  throw CommandFailed(ExitCode::usage, text + ": nothing was submitted");
}

}  // namespace pressrun::cli
