#pragma once

#include "pressrun/domain/design.hpp"
#include "pressrun/report/table.hpp"

#include <vector>

namespace pressrun::views {

// What the workspace has, for people: in the order in which people look for it (without regard to the case of
// letters), as a table.

void sort(std::vector<ListedDesign>& designs);  ///< by project, those of none last, then by name
void sort(std::vector<Font>& fonts);            ///< by name
void sort(std::vector<Project>& projects);      ///< by name

report::Table table_of(const std::vector<ListedDesign>& designs);
report::Table table_of(const std::vector<Font>& fonts);
report::Table table_of(const std::vector<Project>& projects);

}  // namespace pressrun::views
