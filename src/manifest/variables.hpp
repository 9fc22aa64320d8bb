#pragma once

#include "manifest/findings.hpp"
#include "manifest/scope.hpp"
#include "pressrun/domain/value.hpp"
#include "pressrun/manifest/source.hpp"

#include <map>
#include <optional>
#include <string>

namespace pressrun::manifest {

/// The variables with what `--set` says and every reference among them resolved; circles are findings.
Value resolve_variables(const Value& written, const std::map<std::string, std::string>& set, Sources& sources,
                        Findings& findings);

/// A value that must be known before any job is: what `scope` means is put in. Nothing: there is a finding.
std::optional<Value> resolve_early(const Value& written, const std::string& path, Scope& scope,
                                   Findings& findings);

}  // namespace pressrun::manifest
