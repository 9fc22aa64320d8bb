#include "wiring/project_names.hpp"

#include "pressrun/api/names.hpp"
#include "pressrun/domain/text.hpp"
#include "usage/option_values.hpp"

#include <algorithm>

namespace pressrun::wiring {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_id(const std::string& a, const std::string& b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace

std::vector<ListedDesign> designs_of(const std::vector<ListedDesign>& designs, const std::string& wanted) {
  std::vector<ListedDesign> found;
  std::ranges::copy_if(designs, std::back_inserter(found),
                       [&](const ListedDesign& design) { return same_id(design.project_id, wanted); });
  if (!found.empty()) return found;
  api::NameIndex names;
  for (std::size_t i = 0; i < designs.size(); ++i) {
    if (!designs[i].project_name.empty()) names.add(designs[i].project_name, i);
  }
  for (const std::size_t i : names.find(wanted)) found.push_back(designs[i]);
  return found;
}

std::optional<std::string> unknown_project(const std::vector<Project>& projects, const std::string& wanted) {
  api::NameIndex names;
  for (std::size_t i = 0; i < projects.size(); ++i) {
    if (same_id(projects[i].id, wanted)) return std::nullopt;
    names.add(projects[i].name, i);
  }
  if (!names.find(wanted).empty()) return std::nullopt;
  const std::string near = usage::is_uuid(wanted) ? "" : names.hint(wanted);
  return "there is no project '" + printable(wanted) + "'" + (near.empty() ? "" : "; " + printable(near)) +
         "\n  pressrun projects lists them";
}

}  // namespace pressrun::wiring
