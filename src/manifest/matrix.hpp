#pragma once

#include "manifest/model.hpp"

#include <vector>

namespace pressrun::manifest {

/// The axes of a matrix whose references are resolved; anything else than lists of distinct values is a
/// finding.
std::vector<Axis> read_matrix(const Value& matrix, const std::string& path, Findings& findings);

/// The patterns of `exclude`; names that are no axis, and patterns that can match nothing, are findings.
Sequence read_exclude(const Value& exclude, const Entry& entry, const std::string& path, Findings& findings);

/// Whether `pattern` is contained in `value`: mappings member by member, everything else as equal.
bool contains(const Value& value, const Value& pattern);

}  // namespace pressrun::manifest
