#pragma once

#include "manifest/findings.hpp"
#include "pressrun/domain/value.hpp"
#include "pressrun/manifest/source.hpp"

#include <map>
#include <string>

namespace pressrun::manifest {

/// The variables with what `--set` says and every reference among them resolved; circles are findings.
Value resolve_variables(const Value& written, const std::map<std::string, std::string>& set, Sources& sources,
                        Findings& findings);

}  // namespace pressrun::manifest
