#pragma once

#include "pressrun/domain/design.hpp"

#include <string>
#include <vector>

namespace pressrun::test {

inline const std::string kites =
    "aaaaaaaa-0000-4000-8000-000000000001";  ///< id of a project; the other's is in capitals
inline const std::string boats = "BBBBBBBB-0000-4000-8000-000000000002";

/// A design as the API lists it, in project Boats, in another one, or in none.
inline ListedDesign listed_design(const std::string& id, const std::string& name,
                                  const std::string& project = {}) {
  ListedDesign made;
  made.id = DesignId{id};
  made.name = name;
  made.type = DesignType::static_;
  made.project_name = project;
  if (!project.empty()) made.project_id = project == "Boats" ? boats : kites;
  return made;
}

/// One behind the other.
inline std::string ids(const std::vector<ListedDesign>& designs) {
  std::string text;
  for (const ListedDesign& one : designs) text += one.id.text;
  return text;
}

}  // namespace pressrun::test
