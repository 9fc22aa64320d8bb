#pragma once

#include "manifest/findings.hpp"
#include "pressrun/domain/value.hpp"

#include <string>

namespace pressrun::manifest {

/// Finds keys of an entry or a variant whose misspelling would be sent and ignored in silence, and keys that
/// are set apart. What is told here goes: as a field of the request it would be told of a second time.
void drop_misspelt_keys(Mapping& members, const std::string& path, Findings& findings);

}  // namespace pressrun::manifest
