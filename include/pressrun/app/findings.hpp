#pragma once

#include "pressrun/domain/diagnostic.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

namespace pressrun::app {

/// The line that a finding is about, read once more; empty where it cannot be had, or is too long to show.
using ReadLine = std::function<std::string(const SourcePos&)>;

/// Findings of many jobs as one readable page, in the order of the files. The same finding at the same place
/// is one, with the number of jobs and the first few row cells that brought it; beyond a hundred errors and a
/// hundred warnings only their number is told. Memory is bounded however many there are.
class FindingSet {
 public:
  void add(const Diagnostic& finding);
  void add(const Diagnostics& findings);
  /// From here on, what spoils no more than rows stops nothing: their jobs are refused by themselves.
  void let_rows_fail() { rows_may_fail_ = true; }
  [[nodiscard]] bool has_errors() const { return has_stopping_errors_; }
  [[nodiscard]] bool empty() const { return errors_ + warnings_ == 0; }
  /// Those that are shown, in order, each as it is printed.
  [[nodiscard]] std::vector<Diagnostic> shown(const ReadLine& read_line = {}) const;
  /// How many there are beyond those.
  [[nodiscard]] std::size_t not_shown() const { return errors_ + warnings_ - shown_.size(); }
  /// The page, and what it comes to: "3 errors and 1 warning".
  [[nodiscard]] std::string page(const ReadLine& read_line = {}, bool color = false) const;
  [[nodiscard]] std::string verdict(bool strict) const;
  [[nodiscard]] bool must_stop(bool strict) const {
    return has_stopping_errors_ || (strict && has_stopping_warnings_);
  }

  /// What is added from here on is a part of its own: whether that stops, also where it was found before.
  void begin_part() { part_has_errors_ = part_has_warnings_ = false; }
  [[nodiscard]] bool part_must_stop(bool strict) const {
    return part_has_errors_ || (strict && part_has_warnings_);
  }
  /// Whether an error stands in that file.
  [[nodiscard]] bool has_errors_in(const std::string& file) const { return error_files_.contains(file); }

 private:
  bool note_beyond(const std::string& name);
  void join_shown(std::size_t place, const Diagnostic& finding);
  [[nodiscard]] std::vector<const Diagnostic*> in_order() const;

  std::vector<Diagnostic> shown_;
  std::vector<std::set<std::string>> designs_;              ///< of each: whom it is said of
  std::map<std::string, std::size_t, std::less<>> places_;  // where in shown_
  std::vector<FileName> files_;                             // in the order in which they were met
  std::unordered_set<std::size_t> not_shown_;               // their identities, hashed
  std::size_t shown_errors_ = 0;
  std::size_t errors_ = 0;
  std::size_t warnings_ = 0;
  bool rows_may_fail_ = false;
  bool has_stopping_errors_ = false;
  bool has_stopping_warnings_ = false;
  bool part_has_errors_ = false;
  bool part_has_warnings_ = false;
  std::set<std::string> error_files_;
};

}  // namespace pressrun::app
