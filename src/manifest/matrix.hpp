#pragma once

#include "manifest/model.hpp"

#include <vector>

namespace pressrun::manifest {

/// The axes of a matrix whose references are resolved; anything else than lists of distinct values is a
/// finding. What has no values that can be used is left out, and stands in `gaps`.
std::vector<Axis> read_matrix(const Value& matrix, const std::string& path, Gaps& gaps, Findings& findings);

}  // namespace pressrun::manifest
