#include "cli/findings.hpp"

#include "cli/failure.hpp"

#include <iostream>

namespace pressrun::cli {
namespace {

constexpr std::size_t most_shown = 100;

std::string identity(const Diagnostic& finding) {
  return std::string(finding.at.file_name()) + '\0' + std::to_string(finding.at.line) + '\0' +
         std::to_string(finding.at.column) + '\0' + finding.path + '\0' + finding.message;
}

std::string counted(std::size_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace

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
  for (const Diagnostic& finding : shown_) std::cerr << render(finding);
  if (not_shown_ > 0) std::cerr << "… and " << not_shown_ << " more\n";
  const bool stop = errors_ > 0 || (strict && warnings_ > 0);
  if (!stop) return;
  std::string text = counted(errors_, "error");
  if (warnings_ > 0) text += " and " + counted(warnings_, "warning") + (errors_ == 0 ? " (--strict)" : "");
  throw CommandFailed(ExitCode::usage, text + ": nothing was submitted");
}

}  // namespace pressrun::cli
