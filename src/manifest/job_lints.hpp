#pragma once

#include "manifest/interpolation.hpp"
#include "manifest/lint_table.hpp"
#include "manifest/model.hpp"
#include "manifest/rows.hpp"
#include "pressrun/domain/job.hpp"

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::manifest {

/// Looks at what is about to be printed, a job at a time, with every lint of the table. What is alike is one
/// finding with its first cells.
class JobLints {
 public:
  explicit JobLints(Findings& findings) : findings_(&findings) {}

  void begin(const Entry& entry, const Model& model);
  /// `columns`: null where rows may differ.
  void look_at_row(const Row& row, const std::vector<std::string>* columns);
  void look_at_job(const JobSpec& job, const std::vector<OddPart>& odd_parts);
  /// Tells what only all rows together show.
  void end();

 private:
  /// How the texts of one property go on from row to row.
  struct Prices {
    std::size_t with_digits = 0;
    std::vector<Diagnostic> without;  ///< the first of them
    std::size_t more = 0;
  };

  void walk(const Value& value, std::string_view property);
  void text(const Value& value, std::string_view property);
  void watch_price(const Value& value);
  bool layer_has_price();
  void report(const Lint& lint, const Value& value, std::string hint);
  [[nodiscard]] std::string path() const;

  Findings* findings_;
  KnownNames names_;
  bool names_of_rows_known_ = false;
  std::string root_;
  std::vector<std::string_view> steps_;
  std::string_view layer_;
  std::map<std::string, Prices, std::less<>> prices_;
  std::map<std::string, bool, std::less<>> price_layers_;  ///< by name: whether it says that it is a price
};

}  // namespace pressrun::manifest
