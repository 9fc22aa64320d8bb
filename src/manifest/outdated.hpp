#pragma once

#include "manifest/findings.hpp"
#include "pressrun/domain/value.hpp"

#include <string>

namespace pressrun::manifest {

/// Whether `outdated: buy | keep` says keep. Anything else is a finding and counts as keep: it spends
/// nothing.
bool read_outdated(const Value& value, const std::string& path, Findings& findings);

}  // namespace pressrun::manifest
