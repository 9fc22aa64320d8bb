#pragma once

#include "manifest/model.hpp"

#include <vector>

namespace pressrun::manifest {

/// The variants of an entry, each merged over `request`; one without label where there are none. A variant's
/// `key` is its label: it stands before the key of the entry, or where that says `${variant}`; one that holds
/// references itself is the whole key.
std::vector<Variant> read_variants(const Value& merged, const Value& request, Entry& entry,
                                   Findings& findings);

}  // namespace pressrun::manifest
