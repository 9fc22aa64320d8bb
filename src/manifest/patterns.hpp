#pragma once

#include "manifest/combination.hpp"
#include "manifest/model.hpp"
#include "manifest/rows.hpp"

#include <string>
#include <vector>

namespace pressrun::manifest {

/// The patterns of `only` or `exclude` (`key` says which). What names nothing that the entry has is a
/// finding, and so is what can match nothing. Columns are looked at when the rows are opened.
Sequence read_patterns(const Value& written, const Entry& entry, std::string_view key,
                       const std::string& path, Findings& findings);

/// Finds columns that patterns name and no row has. False when there are any.
bool check_pattern_columns(const Entry& entry, const std::vector<std::string>& columns, Findings& findings);

/// Which combinations and rows an entry makes jobs of, and which of its patterns were of use.
class PatternUse {
 public:
  PatternUse() = default;
  explicit PatternUse(const Entry& entry)
      : only_(entry.only.size(), false), exclude_(entry.exclude.size(), false) {}

  /// Whether `only` and `exclude` leave it in.
  [[nodiscard]] bool lets_in(const Entry& entry, const Combination& chosen, const Row* row);
  /// Tells of patterns that never matched, once all rows were seen.
  void tell_of_useless(const Entry& entry, Findings& findings) const;

 private:
  std::vector<bool> only_;
  std::vector<bool> exclude_;
};

/// Whether `pattern` holds for a value (null: absent): maps member by member, a list as one of, "" as empty
/// or absent, everything else as exact text.
bool pattern_holds(const Value* value, const Value& pattern);

}  // namespace pressrun::manifest
