#include "api/decode_design.hpp"

#include "api/answer_body.hpp"
#include "api/format_digests.hpp"
#include "api/text.hpp"

#include <algorithm>

namespace pressrun::api {
namespace {

namespace json = boost::json;

constexpr std::size_t longest_value = 600;  // bytes kept of a present value and of its explanation

std::string clean_name(json::string_view key) { return clean({key.data(), key.size()}, longest_name); }

std::optional<Format> format_of(const json::object& fields) {
  Format format{text_at(fields, "id"), number_at(fields, "width"), number_at(fields, "height"),
                text_at(fields, "unit"), text_at(fields, "uid")};
  if (format.name.empty()) return std::nullopt;
  return format;
}

void add_value(Attribute& attribute, std::string format, const json::value& value) {
  std::string text = clean(json::serialize(value), 2 * longest_value);
  if (text.size() <= longest_value) attribute.values.emplace_back(std::move(format), std::move(text));
}

/// Of the full read, `values` by format; of a page or a single format, `value` (API reference §4.3).
void read_values(Attribute& attribute, const json::object& fields) {
  if (const json::object* by_format = object_at(fields, "values")) {
    for (const auto& member : *by_format) add_value(attribute, clean_name(member.key()), member.value());
  } else if (const json::value* single = fields.if_contains("value")) {
    add_value(attribute, "", *single);
  }
}

std::optional<Attribute> attribute_of(const json::object& fields) {
  Attribute attribute{text_at(fields, "id"), text_at(fields, "help", longest_value)};
  if (attribute.id.empty()) return std::nullopt;
  read_values(attribute, fields);
  return attribute;
}

/// An array, or an object keyed by id: the API has both, and means to settle on one some day (§4.3).
std::vector<Attribute> attributes_of(const json::object& element) {
  const json::object* keyed = object_at(element, "attributes");
  if (keyed == nullptr) return each_object<Attribute>(array_at(element, "attributes"), attribute_of);
  std::vector<Attribute> all;
  for (const auto& member : *keyed) {
    Attribute attribute{clean_name(member.key()), {}};
    if (const json::object* fields = member.value().if_object()) {
      attribute.help = text_at(*fields, "help", longest_value);
      read_values(attribute, *fields);
    }
    all.push_back(std::move(attribute));
  }
  return all;
}

std::optional<std::string> id_of(const json::object& fields) {
  std::string id = text_at(fields, "id");
  if (id.empty()) return std::nullopt;
  return id;
}

std::vector<std::string> texts_of(const json::array* from) {
  std::vector<std::string> texts;
  if (from == nullptr) return texts;
  for (const json::value& item : *from) {
    if (item.is_string()) texts.push_back(clean_name(item.get_string()));
  }
  return texts;
}

std::optional<Element> element_of(const json::object& fields) {
  Element element{text_at(fields, "name"), text_at(fields, "type"), attributes_of(fields),
                  texts_of(array_at(fields, "layer_ids"))};
  if (element.name.empty()) return std::nullopt;
  return element;
}

std::vector<Element> elements_of(const json::array* from) { return each_object<Element>(from, element_of); }

/// The order is that of `pages`; pages that only `elements_per_page` knows follow.
std::vector<std::pair<std::string, std::vector<Element>>> pages_of(const json::object& body) {
  std::vector<std::pair<std::string, std::vector<Element>>> pages;
  const json::object* elements = object_at(body, "elements_per_page");
  for (auto& id : each_object<std::string>(array_at(body, "pages"), id_of)) {
    auto of_page = elements_of(elements == nullptr ? nullptr : array_at(*elements, id));
    pages.emplace_back(std::move(id), std::move(of_page));
  }
  if (elements == nullptr) return pages;
  for (const auto& member : *elements) {
    std::string id = clean_name(member.key());
    const bool known = std::ranges::any_of(pages, [&](const auto& page) { return page.first == id; });
    if (!known) pages.emplace_back(std::move(id), elements_of(member.value().if_array()));
  }
  return pages;
}

std::vector<std::string> variables_of(const json::object& body) {
  std::vector<std::string> names;
  if (const json::object* variables = object_at(body, "variables")) {
    for (const auto& member : *variables) names.push_back(clean_name(member.key()));
  }
  return names;
}

std::optional<double> duration_of(const json::object& body) {
  const json::object* animation = object_at(body, "animation");
  const double seconds = animation == nullptr ? 0 : number_at(*animation, "duration");
  return seconds > 0 ? std::optional{seconds} : std::nullopt;
}

}  // namespace

DesignType design_type(std::string_view text) {
  if (text == "static") return DesignType::static_;
  if (text == "animated") return DesignType::animated;
  if (text == "printer") return DesignType::printer;
  if (text == "printer_multipage") return DesignType::printer_multipage;
  return DesignType::unknown;
}

std::optional<Design> decode_design(const json::object& body, const DesignId& asked) {
  // Something that is no design at all must not pass for one without layers; null is as good as empty.
  const auto described_by = {"formats", "elements", "pages", "elements_per_page"};
  const bool described = std::ranges::any_of(described_by, [&](const char* key) {
    const json::value* found = body.if_contains(key);
    return found != nullptr && (found->is_array() || found->is_object() || found->is_null());
  });
  if (!described) return std::nullopt;
  Design design;
  const std::string id = text_at(body, "id");
  design.id = id.empty() ? asked : DesignId{id};
  design.name = text_at(body, "name");
  design.type = design_type(text_at(body, "type"));
  design.project_name = text_at(body, "project_name");
  design.updated_at = seconds_at(body, "updated_at");
  design.formats = each_object<Format>(array_at(body, "formats"), format_of);
  design.elements = elements_of(array_at(body, "elements"));
  design.pages = pages_of(body);
  design.variables = variables_of(body);
  design.duration_s = duration_of(body);
  design.format_digests = format_digests(body);
  design.api_version = version_stamp(body);
  return design;
}

}  // namespace pressrun::api
