#pragma once

#include "pressrun/domain/design.hpp"

#include <optional>
#include <string>
#include <vector>

namespace pressrun::wiring {

/// The designs of the project that `wanted` names or is the id of; of several projects of that name, those of
/// all. Empty: no design is of such a project.
std::vector<ListedDesign> designs_of(const std::vector<ListedDesign>& designs, const std::string& wanted);

/// What is wrong with `wanted` where it is none of the projects, with the nearest name; nothing: it is one.
std::optional<std::string> unknown_project(const std::vector<Project>& projects, const std::string& wanted);

}  // namespace pressrun::wiring
