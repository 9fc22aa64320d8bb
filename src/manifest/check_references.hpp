#pragma once

#include "manifest/model.hpp"

namespace pressrun::manifest {

/// Finds every `${…}` of an entry that cannot be read, names nothing, or names a part that some values of the
/// matrix lack. Columns of rows are checked when the rows are opened.
void check_references(const Entry& entry, const Model& model, Findings& findings);

/// Finds the `${row.…}` without default that name no column. False when there are any.
bool check_columns(const Entry& entry, const std::vector<std::string>& columns, Findings& findings);

}  // namespace pressrun::manifest
