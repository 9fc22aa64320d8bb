#include "api/targets_of_design.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace pressrun::api {
namespace {

// The read lists these under names that the write side does not take (API reference §4.2, §6.9).
constexpr std::array read_only{std::string_view{"video_muted"}, std::string_view{"video_duration"}};

constexpr std::string_view background = "root";

/// Of a type that the reference does not know, what every type takes is known all the same (§6.0).
void add_type(LayerTarget& target, const std::string& type) {
  target.types += (target.types.empty() ? "" : ", ") + type;
  const auto of_type = properties_of(type);
  target.all_types_known = target.all_types_known && of_type.has_value();
  for (const std::string_view property : of_type ? *of_type : shared_properties())
    target.properties.emplace(property, TargetProperty{rule_of(type, property)});
}

void add_own_images(LayerTarget& target, const Attribute& attribute) {
  for (const auto& [format, text] : attribute.values) {
    boost::system::error_code error;
    const boost::json::value value = boost::json::parse(text, error);
    if (!error && value.is_string()) target.own_images.emplace_back(value.get_string());
  }
}

void add_attributes(LayerTarget& target, const std::vector<Attribute>& attributes) {
  if (target.all_types_known && target.properties.empty()) return;  // takes nothing, whatever it lists
  for (const Attribute& attribute : attributes) {
    if (std::ranges::find(read_only, attribute.id) != read_only.end()) continue;
    const TargetProperty foreign{doubtful_rule(attribute.id)};
    target.properties.try_emplace(attribute.id, foreign).first->second.listed = true;
    if (attribute.id == "image_url") add_own_images(target, attribute);
  }
}

}  // namespace

LayerTargets::LayerTargets(const std::vector<Element>& elements) {
  for (const Element& element : elements) {
    const auto [target, fresh] = targets_.try_emplace(element.name);
    if (fresh) order_.push_back(element.name);
    // The background's type is presumably "container", which takes nothing elsewhere (§4.2).
    const bool is_root = element.name == background;
    add_type(target->second, is_root ? std::string{background} : element.type);
    add_attributes(target->second, element.attributes);
  }
  const auto [root, fresh] = targets_.try_emplace(background);
  if (fresh) add_type(root->second, std::string{background});  // "always targetable by name"
  for (auto& target : targets_)
    target.second.takes_nothing = target.second.all_types_known && target.second.properties.empty();
}

const LayerTarget* LayerTargets::find(std::string_view name) const {
  const auto found = targets_.find(name);
  return found == targets_.end() ? nullptr : &found->second;
}

std::vector<std::string> LayerTargets::names(bool with_variables) const {
  std::vector<std::string> names{std::string{background}};
  if (with_variables) names.emplace_back("vars");
  for (const std::string_view name : order_) {
    if (name != background && !find(name)->takes_nothing) names.emplace_back(name);
  }
  return names;
}

}  // namespace pressrun::api
