#pragma once

#include "manifest/interpolation.hpp"
#include "manifest/model.hpp"
#include "manifest/rows.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace pressrun::manifest {

/// One way to choose a variant and a value of every axis; counts through all of them.
class Combination {
 public:
  explicit Combination(const Entry& entry) : entry_(&entry), chosen_(entry.axes.size()) {}

  [[nodiscard]] const Variant& variant() const { return entry_->variants[variant_]; }
  [[nodiscard]] const Value& value(std::size_t axis) const {
    return entry_->axes[axis].values[chosen_[axis]];
  }
  [[nodiscard]] const std::string& label(std::size_t axis) const {
    return entry_->axes[axis].labels[chosen_[axis]];
  }
  [[nodiscard]] std::size_t index(std::size_t axis) const { return chosen_[axis]; }
  /// Goes on to the next; false, and back at the first, after the last.
  bool advance();

 private:
  const Entry* entry_;
  std::vector<std::size_t> chosen_;  ///< index of the value, an axis each
  std::size_t variant_ = 0;
};

/// Gives the names of the matrix, `variant` and `take` their values.
void enter(Scope& scope, const Entry& entry, const Combination& chosen);
/// The dimension `take` of the matrix; null: it has none.
const Axis* take_axis(const Entry& entry);
/// The take that the matrix gives, as canonical JSON; empty: it gives none.
std::string take_of_matrix(const Entry& entry, const Combination& chosen);
/// What tells the job apart, for the results: variant, matrix values, take, row columns. `take`: that of
/// entry or variant, null where there is none.
Mapping variables_of(const Entry& entry, const Combination& chosen, const Row* row, const Value* take);
/// The key without a template: row, variant and matrix labels, take; "1" where there is none of them.
/// `row_number` from 1.
std::string key_from_values(const Entry& entry, const Combination& chosen, const Row* row,
                            std::size_t row_number, const Value* take);

}  // namespace pressrun::manifest
