#pragma once

#include "manifest/model.hpp"

#include <vector>

namespace pressrun::manifest {

/// The axes of a matrix whose references are resolved; anything else than lists of distinct values is a
/// finding.
std::vector<Axis> read_matrix(const Value& matrix, const std::string& path, Findings& findings);

}  // namespace pressrun::manifest
