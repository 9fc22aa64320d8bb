#pragma once

#include "manifest/model.hpp"

namespace pressrun::manifest {

/// Finds every `${…}` of an entry that cannot be read, names nothing, or names a part that some values of the
/// matrix lack. Columns of rows are checked when the rows are opened.
void check_references(const Entry& entry, const Model& model, Findings& findings);

/// Finds every `${row.…}` that names no column. False when there are any.
bool check_columns(const Entry& entry, const std::vector<std::string>& columns, Findings& findings);

/// The same of rows that may differ, once all were seen: those with a default, which no row has told of.
void check_columns_of_rows(const Entry& entry, const std::vector<std::string>& columns, Findings& findings);

}  // namespace pressrun::manifest
