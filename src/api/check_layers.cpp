#include "api/check_layers.hpp"

#include "pressrun/api/design_rules.hpp"
#include "pressrun/domain/suggest.hpp"

#include <algorithm>
#include <array>

namespace pressrun::api {
namespace {

// The read lists these under names that the write side does not take (API reference §4.2, §6.9).
constexpr std::array read_only{std::string_view{"video_muted"}, std::string_view{"video_duration"}};

void add(Diagnostics& findings, const Member& member, std::string path, std::string message, std::string hint,
         Severity severity = Severity::error) {
  findings.items.push_back(
      {severity, member.key_at, std::move(path), std::move(message), std::move(hint), "", 1});
}

/// What one name of a layer stands for. Equal names on layers of several types are one target for the API.
struct Target {
  std::vector<std::string_view> properties;  // views: this is built for every layer of every job
  std::string types;
  bool all_types_known = true;
};

void add_type(Target& target, const std::string& type, const std::vector<Attribute>& attributes) {
  target.types += (target.types.empty() ? "" : ", ") + type;
  const auto of_type = properties_of(type);
  target.all_types_known = target.all_types_known && of_type.has_value();
  if (!of_type) {
    for (const Attribute& attribute : attributes) target.properties.emplace_back(attribute.id);
    return;
  }
  target.properties.insert(target.properties.end(), of_type->begin(), of_type->end());
  if (of_type->empty()) return;  // takes nothing, whatever it lists
  for (const Attribute& attribute : attributes) {
    const bool writable = std::ranges::find(read_only, attribute.id) == read_only.end();
    if (writable) target.properties.emplace_back(attribute.id);
  }
}

Target target_of(const std::string& name, const std::vector<Element>& elements) {
  Target target;
  for (const Element& element : elements) {
    // The background's type is presumably "container", which takes nothing elsewhere (§4.2).
    if (element.name == name) add_type(target, name == "root" ? "root" : element.type, element.attributes);
  }
  if (name == "root" && target.types.empty()) add_type(target, "root", {});  // "always targetable"
  return target;
}

std::vector<std::string> names_of(const std::vector<Element>& elements) {
  std::vector<std::string> names{"root", "vars"};
  for (const Element& element : elements) {
    const auto properties = properties_of(element.type);
    if (!properties || !properties->empty()) names.push_back(element.name);
  }
  return names;
}

std::vector<std::string> strings(const std::vector<std::string_view>& views) {
  return {views.begin(), views.end()};
}

std::vector<std::string> names_inside(const std::string& object) {
  std::vector<std::string> names;
  for (const PropertyRule& rule : property_rules()) {
    if (rule.property.starts_with(object + ".")) names.emplace_back(rule.property.substr(object.size() + 1));
  }
  return names;
}

/// Members of an object, such as `mask_properties`. A name far from all known ones may be newer than the
/// table.
void check_inside(const Member& property, const std::string& path, Diagnostics& findings) {
  const Mapping* members = property.value.mapping();
  if (members == nullptr || kind_of_property(property.key) != ValueKind::object) return;
  for (const Member& member : *members) {
    if (kind_of_property(property.key + "." + member.key)) continue;
    const auto known = names_inside(property.key);
    const Severity severity = nearest(member.key, known) ? Severity::error : Severity::warning;
    add(findings, member, path + "." + member.key,
        "'" + property.key + "' has no member '" + member.key + "'", hint_for(member.key, known), severity);
  }
}

void check_properties(const Member& layer, const std::string& path, const Target& target,
                      Diagnostics& findings) {
  const Mapping* properties = layer.value.mapping();
  if (properties == nullptr) return;
  for (const Member& property : *properties) {
    if (std::ranges::find(target.properties, property.key) != target.properties.end()) {
      check_inside(property, path + "." + property.key, findings);
      continue;
    }
    // A type that came after this table may take more than its attributes tell.
    const Severity severity = target.all_types_known ? Severity::error : Severity::warning;
    add(findings, property, path + "." + property.key,
        "'" + layer.key + "' (" + target.types + ") has no property '" + property.key + "'",
        hint_for(property.key, strings(target.properties)), severity);
  }
}

void check_layer(const Member& layer, const std::string& path, const Layers& layers, Diagnostics& findings) {
  const Target target = target_of(layer.key, layers.elements);
  if (target.types.empty()) {
    add(findings, layer, path, layers.owner + " has no element '" + layer.key + "'",
        hint_for(layer.key, names_of(layers.elements)));
  } else if (target.all_types_known && target.properties.empty()) {
    add(findings, layer, path, "'" + layer.key + "' (" + target.types + ") takes no values", "");
  } else {
    check_properties(layer, path, target, findings);
  }
}

void check_variables(const Value& value, const std::string& path, const Layers& layers,
                     Diagnostics& findings) {
  const Mapping* variables = value.mapping();
  if (variables == nullptr || layers.variables == nullptr) return;
  for (const Member& variable : *variables) {
    if (std::ranges::find(*layers.variables, variable.key) != layers.variables->end()) continue;
    add(findings, variable, path + "." + variable.key,
        layers.owner + " has no variable '" + variable.key + "'", hint_for(variable.key, *layers.variables));
  }
}

}  // namespace

void check_layers(const Value& value, const std::string& path, const Layers& layers, Diagnostics& findings) {
  const Mapping* members = value.mapping();
  if (members == nullptr) return;  // a finding of the encoder
  for (const Member& layer : *members) {
    const std::string at = path + "." + layer.key;
    if (layer.key == "vars") {
      check_variables(layer.value, at, layers, findings);
    } else {
      check_layer(layer, at, layers, findings);
    }
  }
}

std::string hint_for(std::string_view name, const std::vector<std::string>& known) {
  if (const auto near = nearest(name, known)) return "did you mean '" + *near + "'?";
  constexpr std::size_t most_listed = 8;
  if (known.empty() || known.size() > most_listed) return "";
  std::string list;
  for (const std::string& one : known) list += (list.empty() ? "'" : ", '") + one + "'";
  return "known: " + list;
}

}  // namespace pressrun::api
