#include "authoring/property_notes.hpp"

#include "pressrun/api/design_rules.hpp"

#include <algorithm>

namespace pressrun::authoring {
namespace {

std::string_view words_for(api::ValueKind kind) {
  switch (kind) {
    case api::ValueKind::text:
      return "text";
    case api::ValueKind::number:
      return "number";
    case api::ValueKind::boolean:
      return "true or false";
    case api::ValueKind::boolean_or_text:
      return "true, false or text";
    case api::ValueKind::number_or_corners:
      return "number, or {tl, tr, br, bl}";
    case api::ValueKind::object:
      return "mapping";
    case api::ValueKind::text_list:
      return "list of texts";
  }
  return "";
}

const api::PropertyRule* rule_of(std::string_view element_type, std::string_view property) {
  const auto rules = api::property_rules();
  const auto found = std::ranges::find_if(rules, [&](const api::PropertyRule& rule) {
    return rule.property == property && (rule.element == element_type || rule.element == "*");
  });
  return found == rules.end() ? nullptr : &*found;
}

}  // namespace

std::string note_of(std::string_view element_type, std::string_view property) {
  const api::PropertyRule* rule = rule_of(element_type, property);
  return rule == nullptr ? std::string{} : std::string{words_for(rule->kind)};
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
