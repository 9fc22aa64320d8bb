#pragma once

#include "manifest/findings.hpp"
#include "pressrun/domain/value.hpp"
#include "pressrun/manifest/manifest.hpp"

namespace pressrun::manifest {

/// Reads `budget`, references replaced. Anything that is no limit or zone is a finding.
Budget read_budget(const Value& written, Findings& findings);

}  // namespace pressrun::manifest
