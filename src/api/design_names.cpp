#include "api/text.hpp"
#include "pressrun/api/names.hpp"

#include <algorithm>

namespace pressrun::api {
namespace {

std::string in_project(const ListedDesign& design) {
  return design.project_name.empty() ? "in no project" : "in project '" + design.project_name + "'";
}

}  // namespace

DesignNames::DesignNames(std::vector<ListedDesign> designs) : designs_(std::move(designs)) {
  for (std::size_t i = 0; i < designs_.size(); ++i) {
    if (!designs_[i].name.empty()) index_.add(designs_[i].name, i);
    if (!designs_[i].project_name.empty()) projects_.add(designs_[i].project_name, i);
  }
}

DesignNames::Items DesignNames::within(const Items& items, std::string_view project) const {
  if (project.empty()) return items;
  const Items& of_project = projects_.find(project);
  Items found;
  std::ranges::copy_if(items, std::back_inserter(found), [&](std::size_t item) {
    return same_ignoring_case(designs_[item].project_id, project) ||
           std::ranges::find(of_project, item) != of_project.end();
  });
  return found;
}

std::variant<DesignId, UnknownName, AmbiguousName> DesignNames::find(std::string_view name,
                                                                     std::string_view project) const {
  if (is_uuid(name)) return DesignId{lower(name)};
  const Items& named = index_.find(name);
  const Items found = within(named, project);
  if (found.size() == 1) return designs_[found.front()].id;
  if (found.empty()) return unknown(name, named, project);
  return ambiguous(found);
}

UnknownName DesignNames::unknown(std::string_view name, const Items& elsewhere,
                                 std::string_view project) const {
  if (!elsewhere.empty()) return {"it is " + in_project(designs_[elsewhere.front()])};
  if (const std::string near = index_.hint(name); !near.empty()) return {near};
  if (!project.empty() && !is_uuid(project) && projects_.find(project).empty()) {
    const std::string near = projects_.hint(project);
    if (!near.empty()) return {"the project: " + near};
  }
  return {"'pressrun designs' lists them"};
}

AmbiguousName DesignNames::ambiguous(const Items& items) const {
  AmbiguousName several;
  std::vector<std::string_view> projects;
  for (const std::size_t item : items) {
    const ListedDesign& design = designs_[item];
    several.candidates.push_back(design.id.text + " (" + in_project(design) + ")");
    projects.push_back(design.project_id);
  }
  std::ranges::sort(projects);
  const bool told_apart = std::ranges::adjacent_find(projects) == projects.end();
  several.hint = told_apart ? "add 'project: NAME': " : "write the design_id: ";
  for (std::size_t i = 0; i < several.candidates.size(); ++i)
    several.hint += (i == 0 ? "" : " or ") + several.candidates[i];
  return several;
}

}  // namespace pressrun::api
