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

}  // namespace

std::optional<ValueKind> kind_of_property(std::string_view property) {
  static const auto kinds = by_name();  // read for every value of every job
  const auto found = kinds.find(property);
  return found == kinds.end() ? std::nullopt : std::optional{found->second};
}

const FieldRule* rule_of_field(std::string_view field) {
  const auto all = field_rules();
  const auto found = std::ranges::find(all, field, &FieldRule::field);
  return found == all.end() ? nullptr : &*found;
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

}  // namespace pressrun::api
