#include "authoring/property_notes.hpp"

#include "pressrun/api/design_rules.hpp"

#include <algorithm>

namespace pressrun::authoring {

std::string note_of(std::string_view element_type, std::string_view property) {
  const api::PropertyRule* rule = api::rule_of(element_type, property);
  return rule == nullptr ? std::string{} : api::describe(rule->kind, rule->limit);
}

std::vector<std::string> further_properties(std::string_view element_type,
                                            const std::vector<std::string>& listed) {
  std::vector<std::string> words;
  const auto known = api::properties_of(element_type);
  if (!known) return words;
  for (const std::string_view property : *known) {
    if (std::ranges::find(listed, property) != listed.end()) continue;
    words.push_back(std::string{property} + " (" + note_of(element_type, property) + ")");
  }
  return words;
}

}  // namespace pressrun::authoring
