#pragma once

#include "manifest/documents.hpp"
#include "manifest/model.hpp"

#include <optional>

namespace pressrun::manifest {

/// Reads one entry of `designs` over the defaults: its own keys are taken out and resolved, the rest is the
/// API's.
std::optional<Entry> read_entry(const RawEntry& raw, const Documents& all, const Model& model,
                                Findings& findings);

}  // namespace pressrun::manifest
