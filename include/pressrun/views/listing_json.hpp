#pragma once

#include "pressrun/app/workspace_snapshot.hpp"
#include "pressrun/domain/design.hpp"

#include <string>
#include <vector>

namespace pressrun::views {

// What the workspace has, for machines: a JSON array, an object a line. The keys are stable, and those of the
// domain's structures; what is not known is null, and times are RFC 3339 in UTC, as in the results.

/// id, name, type, updated_at, project_id, project_name
/// Each with the `formats` of those that were read; of the others, null.
std::string json_of(const std::vector<ListedDesign>& designs, const app::Designs& read);
/// id, name, type ("google", "custom"), weights (texts: "400", "700-italic")
std::string json_of(const std::vector<Font>& fonts);
/// id, name, created_at
std::string json_of(const std::vector<Project>& projects);

}  // namespace pressrun::views
