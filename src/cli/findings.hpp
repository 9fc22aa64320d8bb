#pragma once

#include "pressrun/domain/diagnostic.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace pressrun::cli {

/// The line that a finding is about, read from the file once more; empty where it cannot be had, or is too
/// long to show.
std::string source_line(const SourcePos& at);

/// Findings of many jobs as one readable page: the same finding at the same place is one with a count, and
/// beyond a hundred only their number is told.
class FindingSet {
 public:
  void add(const Diagnostic& finding);
  void add(const Diagnostics& findings);
  [[nodiscard]] bool has_errors() const { return errors_ > 0; }

  /// Prints them on standard error. Throws CommandFailed (2) where one is an error, with `strict` a warning
  /// too.
  void print_and_stop_on_errors(bool strict) const;

 private:
  std::vector<Diagnostic> shown_;
  std::map<std::string, std::size_t> places_;  // where in shown_
  std::size_t not_shown_ = 0;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
};

}  // namespace pressrun::cli
