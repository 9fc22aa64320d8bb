#include "authoring/schema_layers.hpp"

#include "authoring/schema_values.hpp"
#include "authoring/settings.hpp"
#include "authoring/yaml_text.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <string>

namespace pressrun::authoring {
namespace {

namespace json = boost::json;

/// Puts the member where it belongs: "mask_properties.radius" into the properties of "mask_properties".
void place(json::object& properties, std::string_view property, const json::object& schema) {
  const std::size_t dot = property.find('.');
  if (dot == std::string_view::npos) {
    if (!properties.contains(property)) properties.emplace(property, schema);
    return;
  }
  const auto outer = properties.find(property.substr(0, dot));
  if (outer == properties.end() || !outer->value().is_object()) return;
  json::object& object = outer->value().get_object();
  json::value& members = object["properties"];
  if (!members.is_object()) members = json::object{};
  place(members.get_object(), property.substr(dot + 1), schema);
}

/// The rules of every type together: where the same property differs between types, any of them will do.
json::object all_properties() {
  json::object properties;
  for (const api::PropertyRule& rule : api::property_rules()) {
    const json::object schema = schema_of(rule);
    const auto known = properties.find(rule.property);
    const bool differs = known != properties.end() && known->value() != json::value(schema);
    if (!differs) {
      place(properties, rule.property, schema);
      continue;
    }
    json::object& other = known->value().get_object();
    if (!other.contains("anyOf") || !other.contains("$comment")) {
      json::array either{other};
      known->value() = json::object{{"$comment", "differs between types"}, {"anyOf", std::move(either)}};
    }
    json::array& either = known->value().get_object()["anyOf"].get_array();
    if (std::ranges::find(either, json::value(schema)) == either.end()) either.push_back(schema);
  }
  return properties;
}

void add_properties_of(json::object& properties, const Element& element) {
  const std::string type = type_of(element);
  for (const api::PropertyRule& rule : api::property_rules()) {
    const bool shared = rule.element == "*" && type != "root";
    if (shared || rule.element == type) place(properties, rule.property, schema_of(rule));
  }
  const auto known = api::properties_of(type);
  for (const Attribute& attribute : element.attributes) {
    if (attribute.id == "video_muted" || attribute.id == "video_duration") continue;  // the read side's alone
    if (!properties.contains(attribute.id))
      properties.emplace(attribute.id, json::object{{"description", comment_text(attribute.help)}});
  }
}

std::string description_of(const Element& element) { return comment_text(type_of(element)) + " layer"; }

bool writable(const Element& element) {
  const auto known = api::properties_of(type_of(element));
  return (!known || !known->empty()) && element.name != "vars" && element.name != "<<";
}

json::object layer_of(const std::vector<Element>& elements, const Element& first) {
  json::object properties;
  bool open = false;  // a type that came after the table may take more than the design lists
  for (const Element& element : elements) {
    if (element.name != first.name || !writable(element)) continue;
    add_properties_of(properties, element);
    open = open || !api::properties_of(type_of(element));
  }
  properties.emplace("extra", json::object{{"type", "object"}});
  return mapping_of(std::move(properties), open, description_of(first));
}

}  // namespace

json::object any_layers() {
  json::object layer = mapping_of(all_properties(), true, "properties of a layer");
  // A null takes away what is inherited.
  layer["type"] = json::array{"object", "string", "null"};
  json::object layers = map_to(std::move(layer), "layers by name, each with the properties to set");
  layers["properties"] =
      json::object{{"vars", map_to(any_text(""), "what stands for {name} in the design's texts")}};
  return layers;
}

json::object layers_of(const std::vector<Element>& elements, const std::vector<std::string>* variables,
                       Definitions& definitions) {
  json::object names;
  for (const Element& element : elements) {
    if (writable(element) && !names.contains(element.name))
      names.emplace(element.name,
                    definitions.refer(type_of(element) + " layer", layer_of(elements, element)));
  }
  const Element root{"root", "root", {}};
  if (!names.contains("root")) names.emplace("root", definitions.refer("root layer", layer_of({root}, root)));
  if (variables != nullptr) {
    json::object known;
    for (const std::string& name : *variables) known.emplace(name, any_text(""));
    names.emplace("vars",
                  mapping_of(std::move(known), false, "what stands for {name} in the design's texts"));
  }
  return mapping_of(std::move(names), false, "layers by name, each with the properties to set");
}

}  // namespace pressrun::authoring
