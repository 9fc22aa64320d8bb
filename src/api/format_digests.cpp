#include "api/format_digests.hpp"

#include "api/answer_body.hpp"
#include "api/canonical_json.hpp"
#include "api/notation.hpp"
#include "api/text.hpp"
#include "pressrun/api/sha256.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>

namespace pressrun::api {
namespace {

namespace json = boost::json;

constexpr std::size_t most_visits = 2'000'000;  // layers times formats
constexpr std::string_view document = "document";

using Names = std::set<std::string_view>;

/// Members that show in the picture, of the whole design and of a layer.
constexpr std::array design_members{"animation", "bleed_size", "dpi", "safe_size", "type"};
constexpr std::array layer_members{"animation", "group", "hidden", "layout", "mask"};
/// Of a format or a page: links that are new with each read, and say nothing.
constexpr std::array links{"preview_url", "dynamic_image_url"};

void copy_member(const json::object& from, std::string_view key, json::object& to) {
  if (const json::value* value = from.if_contains(key)) to.emplace(key, *value);
}

json::object without_links(const json::object& entry) {
  json::object rest;
  for (const auto& member : entry) {
    if (std::ranges::find(links, std::string_view{member.key()}) == links.end())
      rest.emplace(member.key(), member.value());
  }
  return rest;
}

/// As it came: text_at would clean it, and then it names nothing.
std::string_view raw_text(const json::object& from, std::string_view key) {
  const json::value* text = from.if_contains(key);
  return text != nullptr && text->is_string() ? std::string_view{text->get_string()} : std::string_view{};
}
std::string_view name_of(const json::object& layer) { return raw_text(layer, "name"); }
std::string_view id_of(const json::object& format) { return raw_text(format, "id"); }

std::string digest_of(const json::object& picture) {
  Sha256 digest;
  digest.add(canonical(picture));
  return digest.text();
}

/// One format of a read, against all that it has.
struct View {
  std::string_view format;
  const Names& formats;
};

bool is_by_format(const json::object& map, const Names& formats) {
  return std::ranges::any_of(map, [&](const auto& member) { return formats.contains(member.key()); });
}

/// What a value is in this format; null where the value is told by format, and not for this one. What is not
/// told by format holds for all of them.
const json::value* in_format(const json::value& value, const View& view) {
  const json::object* map = value.if_object();
  if (map == nullptr || !is_by_format(*map, view.formats)) return &value;
  return map->if_contains(view.format);
}

/// What an attribute is set to: `values` by format, or a single `value` (§4.3).
const json::value* set_to(const json::object& attribute, const View& view) {
  const json::value* values = attribute.if_contains("values");
  if (values == nullptr) return attribute.if_contains("value");
  const json::object* map = values->if_object();
  return map == nullptr || view.formats.empty() ? values : map->if_contains(view.format);
}

/// Whether the case of letters shows nothing: of a colour, never of a text.
bool is_colour(std::string_view id, const json::value& value) {
  return id.find("color") != std::string_view::npos && value.is_string() &&
         colour_notation(value.get_string()) != Colour::none;
}

void add_attribute(json::object& to, std::string_view id, const json::value& attribute, const View& view) {
  const json::object* fields = attribute.if_object();
  if (fields == nullptr) return;
  const json::value* value = set_to(*fields, view);
  if (value == nullptr) return;
  to.emplace(id, is_colour(id, *value) ? json::value(lower(value->get_string())) : *value);
}

/// An array, or an object keyed by id (§4.3): id → what it is set to.
json::object attributes_in(const json::object& layer, const View& view) {
  json::object all;
  const json::value* attributes = layer.if_contains("attributes");
  if (attributes == nullptr) return all;
  if (const json::object* keyed = attributes->if_object()) {
    for (const auto& member : *keyed) add_attribute(all, member.key(), member.value(), view);
  } else if (const json::array* list = attributes->if_array()) {
    for (const json::value& entry : *list) {
      const json::object* fields = entry.if_object();
      if (fields != nullptr) add_attribute(all, text_at(*fields, "id"), entry, view);
    }
  }
  return all;
}

/// Whether anything of a layer is told by format.
bool any_by_format(const json::object& layer, const Names& formats) {
  const auto told = [&](const json::value* value) {
    const json::object* map = value == nullptr ? nullptr : value->if_object();
    return map != nullptr && is_by_format(*map, formats);
  };
  if (std::ranges::any_of(layer_members, [&](const char* key) { return told(layer.if_contains(key)); }))
    return true;
  const json::array* attributes = array_at(layer, "attributes");
  return attributes != nullptr && std::ranges::any_of(*attributes, [&](const json::value& entry) {
           const json::object* fields = entry.if_object();
           return fields != nullptr && told(fields->if_contains("values"));
         });
}

/// The layer as this format has it; nothing where it is told by format, and nothing of it for this one.
std::optional<json::object> layer_in(const json::object& layer, const View& view) {
  json::object seen;
  bool is_here = !any_by_format(layer, view.formats);
  for (const char* key : layer_members) {
    const json::value* whole = layer.if_contains(key);
    const json::value* here = whole == nullptr ? nullptr : in_format(*whole, view);
    if (here == nullptr) continue;
    is_here = is_here || here != whole;
    seen.emplace(key, *here);
  }
  json::object attributes = attributes_in(layer, view);
  is_here = is_here || !attributes.empty();
  if (!is_here) return std::nullopt;
  seen.emplace("attributes", std::move(attributes));
  copy_member(layer, "name", seen);
  copy_member(layer, "type", seen);
  copy_member(layer, "layer_ids", seen);
  return seen;
}

/// Groups name their layers for all formats at once; only those of this one count.
void leave_out_absent(json::array& layers, const Names& here) {
  for (json::value& layer : layers) {
    json::value* members = layer.as_object().if_contains("layer_ids");
    if (members == nullptr || !members->is_array()) continue;
    json::array kept;
    for (const json::value& name : members->get_array()) {
      if (name.is_string() && here.contains(name.get_string())) kept.push_back(name);
    }
    *members = std::move(kept);
  }
}

json::array layers_in(const json::array* layers, const View& view) {
  json::array seen;
  if (layers == nullptr) return seen;
  Names here;
  for (const json::value& entry : *layers) {
    const json::object* layer = entry.if_object();
    if (layer == nullptr) continue;
    if (auto made = layer_in(*layer, view)) {
      here.insert(name_of(*layer));
      seen.push_back(*std::move(made));
    }
  }
  leave_out_absent(seen, here);
  return seen;
}

json::object picture_of(const json::object& design) {
  json::object picture;
  for (const char* key : design_members) copy_member(design, key, picture);
  return picture;
}

std::string digest_of_format(const json::object& design, const json::object& format, const View& view) {
  json::object picture = picture_of(design);
  picture.emplace("format", without_links(format));
  picture.emplace("elements", layers_in(array_at(design, "elements"), view));
  return digest_of(picture);
}

std::string digest_of_document(const json::object& design) {
  static const Names none;
  const View whole{"", none};
  json::object picture = picture_of(design);
  json::array pages;
  if (const json::array* list = array_at(design, "pages")) {
    for (const json::value& page : *list)
      pages.push_back(page.is_object() ? without_links(page.get_object()) : page);
  }
  json::object layers;
  if (const json::object* by_page = object_at(design, "elements_per_page")) {
    for (const auto& page : *by_page) layers.emplace(page.key(), layers_in(page.value().if_array(), whole));
  }
  picture.emplace("pages", std::move(pages));
  picture.emplace("elements_per_page", std::move(layers));
  return digest_of(picture);
}

bool has_pages(const json::object& design) {
  return array_at(design, "pages") != nullptr || object_at(design, "elements_per_page") != nullptr;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> format_digests(const json::object& design) {
  std::vector<std::pair<std::string, std::string>> all;
  const json::array* formats = array_at(design, "formats");
  if (formats == nullptr || formats->empty()) {
    if (has_pages(design)) all.emplace_back(document, digest_of_document(design));
    return all;
  }
  const json::array* layers = array_at(design, "elements");
  if (formats->size() * (layers == nullptr ? 0 : layers->size()) > most_visits) return all;
  std::vector<const json::object*> named;
  Names names;
  for (const json::value& entry : *formats) {
    const json::object* format = entry.if_object();
    if (format == nullptr || id_of(*format).empty()) continue;
    named.push_back(format);
    names.insert(id_of(*format));
  }
  for (const json::object* format : named) {
    const View view{id_of(*format), names};
    all.emplace_back(text_at(*format, "id"), digest_of_format(design, *format, view));
  }
  return all;
}

}  // namespace pressrun::api
