#pragma once

#include "manifest/findings.hpp"
#include "pressrun/domain/value.hpp"
#include "pressrun/manifest/key_table.hpp"

#include <string>

namespace pressrun::manifest {

/// Finds keys that may not stand on this level, each at its place: one that belongs to another level (the
/// finding says to which), one that is set apart, and a misspelt one. Where the API's fields may stand too, a
/// name that is far from every key is taken for one of them. What is found is dropped: sent, it would be
/// ignored in silence, or be told of a second time. `path`: of the mapping; empty for a document.
void drop_wrong_keys(Mapping& members, KeyLevel level, const std::string& path, Findings& findings);

}  // namespace pressrun::manifest
