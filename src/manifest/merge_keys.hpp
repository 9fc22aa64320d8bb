#pragma once

#include "pressrun/domain/value.hpp"

#include <optional>

namespace pressrun::manifest {

/// Adds to `members` what the value of a `<<` brings, as YAML 1.1 does: a mapping, or a list of mappings of
/// which earlier ones win; what `members` has already stays. False when it is neither.
bool merge_key(Mapping& members, const Value& from);

/// The place of a key that stands twice, the second time; nothing when all differ.
const Member* repeated_key(const Mapping& members);

}  // namespace pressrun::manifest
