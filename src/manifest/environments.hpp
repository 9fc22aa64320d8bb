#pragma once

#include "manifest/documents.hpp"
#include "manifest/findings.hpp"

#include <string>
#include <vector>

namespace pressrun::manifest {

/// Reads `environments`, and lays the one called `name` over the manifest: its `vars` and `defaults`, and its
/// patches for entries (Documents::patches). Empty: none is chosen. What is wrong is found in all of them.
void choose_environment(Documents& all, const std::string& name, Findings& findings);

/// Finds names of entries, in any environment, that no entry has. `entries`: those that they have without an
/// environment.
void check_patched_names(const Documents& all, const std::vector<std::string>& entries, Findings& findings);

}  // namespace pressrun::manifest
