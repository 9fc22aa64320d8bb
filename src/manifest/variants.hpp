#pragma once

#include "manifest/model.hpp"

#include <vector>

namespace pressrun::manifest {

/// The variants of an entry, each merged over `request`; one without label where there are none. A variant's
/// `key` is its label: it stands before the key of the entry, or where that says `${variant}`; one that holds
/// references itself is the whole key. Values of the wrong shape inside a request are reported to `shape`
/// and repaired as far as possible: the jobs are made and checked all the same.
std::vector<Variant> read_variants(const Value& merged, Value request, Entry& entry, Findings& findings,
                                   Findings& shape);

}  // namespace pressrun::manifest
