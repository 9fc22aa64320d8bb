#include "simulator/model/design_shapes.hpp"

#include "simulator/model/answers.hpp"

#include <boost/json.hpp>

#include <array>

namespace pressrun::simulator {
namespace {

namespace json = boost::json;

void copy(const json::object& from, json::object& to, std::string_view key) {
  if (const json::value* value = from.if_contains(key)) to[key] = *value;
}

bool is_group(const json::value& element) {
  const json::value* type = element.is_object() ? element.get_object().if_contains("type") : nullptr;
  return type != nullptr && *type == "group";
}

json::array without_groups(const json::array& elements) {
  json::array kept;
  for (const json::value& element : elements) {
    if (!is_group(element)) kept.push_back(element);
  }
  return kept;
}

/// The format's share of a map by format name; null where it has none.
const json::value* share(const json::object& element, std::string_view key, std::string_view format) {
  const json::value* map = element.if_contains(key);
  return map != nullptr && map->is_object() ? map->get_object().if_contains(format) : nullptr;
}

json::array flat_attributes(const json::array& attributes, std::string_view format) {
  json::array out;
  for (const json::value& attribute : attributes) {
    const json::value* value =
        attribute.is_object() ? share(attribute.get_object(), "values", format) : nullptr;
    if (value == nullptr) continue;
    json::object flat;
    copy(attribute.as_object(), flat, "id");
    copy(attribute.as_object(), flat, "help");
    flat["value"] = *value;
    out.push_back(std::move(flat));
  }
  return out;
}

/// One layer as a single format shows it; a group that the format does not have is left out by the caller.
json::object flat_element(const json::object& element, std::string_view format) {
  json::object out;
  for (const std::string_view key : {"name", "type", "animation", "layer_ids"}) copy(element, out, key);
  for (const std::string_view key : {"layout", "hidden", "locked", "group", "mask"}) {
    if (const json::value* value = share(element, key, format)) out[key] = *value;
  }
  if (const json::value* attributes = element.if_contains("attributes");
      attributes != nullptr && attributes->is_array()) {
    out["attributes"] = flat_attributes(attributes->get_array(), format);
  }
  return out;
}

json::value preview_of(const json::object& design) {
  for (const std::string_view key : {"formats", "pages"}) {
    const json::value* list = design.if_contains(key);
    if (list == nullptr || !list->is_array() || list->get_array().empty()) continue;
    if (const json::value* url = list->get_array().front().as_object().if_contains("preview_url"))
      return *url;
  }
  return nullptr;
}

}  // namespace

json::object list_item(const json::object& design) {
  json::object out;
  for (const std::string_view key : {"id", "name", "type", "created_at", "updated_at", "project_id",
                                     "project_name", "category_id", "category_name"}) {
    copy(design, out, key);
  }
  const json::value preview = preview_of(design);
  if (preview.is_string()) out["preview_url"] = preview;
  return out;
}

json::object advanced_read(const json::object& design) {
  json::object out = design;
  out["template_id"] = out["id"];
  out["version"] = api_version;
  return out;
}

json::object default_read(const json::object& design) {
  json::object out = advanced_read(design);
  if (json::value* elements = out.if_contains("elements"); elements != nullptr && elements->is_array()) {
    *elements = without_groups(elements->get_array());
  }
  json::value* pages = out.if_contains("elements_per_page");
  if (pages == nullptr || !pages->is_object()) return out;
  for (auto& page : pages->get_object()) {
    if (page.value().is_array()) page.value() = without_groups(page.value().get_array());
  }
  return out;
}

json::object format_read(const json::object& design, const json::object& format) {
  json::object out = format;
  copy(design, out, "animation");
  json::object brief;
  for (const std::string_view key : {"id", "name", "created_at", "updated_at", "type", "category_name"}) {
    copy(design, brief, key);
  }
  out["design"] = std::move(brief);
  const std::string_view name = format.at("id").as_string();
  json::array elements;
  for (const json::value& element : design.at("elements").as_array()) {
    const bool elsewhere = is_group(element) && share(element.as_object(), "layout", name) == nullptr;
    if (!elsewhere) elements.push_back(flat_element(element.as_object(), name));
  }
  out["elements"] = std::move(elements);
  copy(design, out, "variables");
  out["version"] = api_version;
  return out;
}

}  // namespace pressrun::simulator
