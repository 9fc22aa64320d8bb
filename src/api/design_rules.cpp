#include "pressrun/api/design_rules.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace pressrun::api {
namespace {

constexpr std::array unwritable{std::string_view{"group"}, std::string_view{"container"},
                                std::string_view{"code"}};

std::unordered_map<std::string_view, ValueKind> by_name() {
  std::unordered_map<std::string_view, ValueKind> kinds;
  for (const PropertyRule& rule : property_rules()) kinds.emplace(rule.property, rule.kind);
  return kinds;
}

bool known_type(std::string_view type) {
  return std::ranges::find(property_rules(), type, &PropertyRule::element) != property_rules().end();
}

/// "type property" → rule. Read for every layer of every design, and for members of objects.
const std::unordered_map<std::string, const PropertyRule*>& by_type_and_name() {
  static const auto rules = [] {
    std::unordered_map<std::string, const PropertyRule*> made;
    for (const PropertyRule& rule : property_rules())
      made.emplace(std::string{rule.element} + " " + std::string{rule.property}, &rule);
    return made;
  }();
  return rules;
}

bool same(const Limit& a, const Limit& b) {
  return a.min == b.min && a.max == b.max && a.above_min == b.above_min && a.step == b.step &&
         a.choices.data() == b.choices.data() && a.choices.size() == b.choices.size() &&
         a.notation == b.notation && a.most_items == b.most_items && a.verified == b.verified;
}

using RulesByName = std::unordered_map<std::string_view, std::vector<const PropertyRule*>>;

const RulesByName& rules_by_name() {
  static const RulesByName rules = [] {
    RulesByName made;
    for (const PropertyRule& rule : property_rules()) {
      auto& known = made[rule.property];
      const auto equal = [&](const PropertyRule* other) { return same(other->limit, rule.limit); };
      if (std::ranges::none_of(known, equal)) known.push_back(&rule);
    }
    return made;
  }();
  return rules;
}

}  // namespace

const PropertyRule* rule_of(std::string_view element_type, std::string_view property) {
  const auto& rules = by_type_and_name();
  for (const std::string_view type : {element_type, std::string_view{"*"}}) {
    const auto found = rules.find(std::string{type} + " " + std::string{property});
    if (found != rules.end()) return found->second;
  }
  return nullptr;
}

std::span<const PropertyRule* const> rules_of_all_types(std::string_view property) {
  const auto found = rules_by_name().find(property);
  if (found == rules_by_name().end()) return {};
  return found->second;
}

const PropertyRule* common_rule(std::string_view property) {
  const auto rules = rules_of_all_types(property);
  return rules.size() == 1 ? rules.front() : nullptr;
}

const PropertyRule* doubtful_rule(std::string_view property) {
  static const auto rules = [] {
    std::unordered_map<std::string_view, PropertyRule> made;
    for (const auto& [name, of_types] : rules_by_name()) {
      if (of_types.size() == 1) made.emplace(name, *of_types.front()).first->second.limit.verified = false;
    }
    return made;
  }();
  const auto found = rules.find(property);
  return found == rules.end() ? nullptr : &found->second;
}

std::optional<ValueKind> kind_of_property(std::string_view property) {
  static const auto kinds = by_name();  // read for every value of every job
  const auto found = kinds.find(property);
  return found == kinds.end() ? std::nullopt : std::optional{found->second};
}

const FieldRule* rule_of_field(std::string_view field) {
  static const auto rules = [] {  // read for every field of every job
    std::unordered_map<std::string_view, const FieldRule*> made;
    for (const FieldRule& rule : field_rules()) made.emplace(rule.field, &rule);
    return made;
  }();
  const auto found = rules.find(field);
  return found == rules.end() ? nullptr : found->second;
}

std::optional<std::vector<std::string_view>> properties_of(std::string_view element_type) {
  if (std::ranges::find(unwritable, element_type) != unwritable.end()) return std::vector<std::string_view>{};
  if (!known_type(element_type)) return std::nullopt;
  std::vector<std::string_view> names;
  for (const PropertyRule& rule : property_rules()) {
    const bool shared =
        rule.element == "*" && element_type != "root";  // "root: only background_color" (§6.0)
    const bool member = rule.property.find('.') != std::string_view::npos;
    if ((shared || rule.element == element_type) && !member) names.push_back(rule.property);
  }
  return names;
}

std::vector<std::string_view> shared_properties() {
  std::vector<std::string_view> names;
  for (const PropertyRule& rule : property_rules()) {
    if (rule.element == "*") names.push_back(rule.property);
  }
  return names;
}

}  // namespace pressrun::api
