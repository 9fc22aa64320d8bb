#include "authoring/property_notes.hpp"

#include "pressrun/api/design_rules.hpp"

#include <algorithm>

namespace pressrun::authoring {

std::string note_of(std::string_view element_type, std::string_view property) {
  const api::PropertyRule* rule = api::rule_of(element_type, property);
  return rule == nullptr ? std::string{} : api::describe(rule->kind, rule->limit);
}

namespace {

/// "radius: number of at least 0", each; none where it is no object.
std::vector<std::string> member_notes(std::string_view element_type, std::string_view property) {
  std::vector<std::string> notes;
  const api::PropertyRule* object = api::rule_of(element_type, property);
  if (object == nullptr || object->kind != api::ValueKind::object) return notes;
  const std::string prefix = std::string{property} + ".";
  for (const api::PropertyRule& rule : api::property_rules()) {
    if (rule.element != object->element || !rule.property.starts_with(prefix)) continue;
    notes.push_back(std::string{rule.property.substr(prefix.size())} + ": " +
                    api::describe(rule.kind, rule.limit));
  }
  if (notes.empty()) return notes;
  notes.front().insert(0, "{");
  notes.back() += "}";
  return notes;
}

}  // namespace

std::string full_note_of(std::string_view element_type, std::string_view property) {
  std::string text;
  for (const std::string& note : member_notes(element_type, property))
    text += (text.empty() ? "" : ", ") + note;
  return text.empty() ? note_of(element_type, property) : text;
}

std::vector<std::string> further_properties(std::string_view element_type,
                                            const std::vector<std::string>& listed) {
  std::vector<std::string> words;
  const auto known = api::properties_of(element_type);
  if (!known) return words;
  for (const std::string_view property : *known) {
    if (std::ranges::find(listed, property) != listed.end()) continue;
    std::vector<std::string> members = member_notes(element_type, property);
    if (members.empty()) {
      words.push_back(std::string{property} + " (" + note_of(element_type, property) + ")");
      continue;
    }
    members.front().insert(0, std::string{property} + " ");
    std::ranges::move(members, std::back_inserter(words));
  }
  return words;
}

}  // namespace pressrun::authoring
