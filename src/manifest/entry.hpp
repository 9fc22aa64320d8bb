#pragma once

#include "manifest/documents.hpp"
#include "manifest/model.hpp"

#include <optional>

namespace pressrun::manifest {

/// Reads one entry of `designs` over the defaults: its own keys are taken out and resolved, the rest is the
/// API's.
/// The name that an entry has without an environment, mistakes passed over.
std::string name_of_entry(const RawEntry& raw, const Documents& all, const Model& model);

std::optional<Entry> read_entry(const RawEntry& raw, const Documents& all, const Model& model,
                                Findings& findings);

}  // namespace pressrun::manifest
