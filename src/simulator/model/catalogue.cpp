#include "simulator/model/catalogue.hpp"

#include "simulator/model/answers.hpp"
#include "simulator/model/colours.hpp"
#include "simulator/model/design_shapes.hpp"
#include "simulator/model/json_text.hpp"
#include "simulator/model/uuids.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <stdexcept>

namespace pressrun::simulator {
namespace {

namespace json = boost::json;

std::string text_at(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

DesignType type_of(std::string_view name) {
  if (name == "static") return DesignType::static_;
  if (name == "animated") return DesignType::animated;
  if (name == "printer") return DesignType::printer;
  return name == "printer_multipage" ? DesignType::printer_multipage : DesignType::unknown;
}

std::string slug_of(std::string_view name) {
  std::string slug;
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter) slug += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (!letter && !slug.empty() && slug.back() != '-') slug += '-';
  }
  return slug.empty() ? "design" : slug;
}

/// Ids of the attributes: a list of objects, or an object by id (API reference 4.3). Two names of the read
/// are not the write side's (4.2, 6.9).
std::set<std::string, std::less<>> listed_of(const json::object& element) {
  std::set<std::string, std::less<>> ids;
  const json::value* attributes = element.if_contains("attributes");
  if (attributes != nullptr && attributes->is_array()) {
    for (const json::value& attribute : attributes->get_array())
      ids.insert(text_at(attribute.as_object(), "id"));
  } else if (attributes != nullptr && attributes->is_object()) {
    for (const auto& attribute : attributes->get_object()) ids.insert(std::string{attribute.key()});
  }
  ids.erase("video_muted");
  ids.erase("video_duration");
  return ids;
}

Layers layers_of(const json::array& elements) {
  Layers layers{{"root", {"container"}}};
  for (const json::value& each : elements) {
    const json::object& element = each.as_object();
    layers.insert_or_assign(text_at(element, "name"), Layer{text_at(element, "type"), listed_of(element)});
  }
  return layers;
}

/// The saved background colour of one format, "" where the design names none.
std::string background(const json::array& elements, std::string_view format) {
  for (const json::value& element : elements) {
    if (text_at(element.as_object(), "name") != "root") continue;
    const json::value* attributes = element.as_object().if_contains("attributes");
    if (attributes == nullptr || !attributes->is_array()) return "";
    for (const json::value& attribute : attributes->get_array()) {
      const json::value* values = attribute.as_object().if_contains("values");
      if (text_at(attribute.as_object(), "id") != "background_color" || values == nullptr) continue;
      return text_at(values->as_object(), format);
    }
  }
  return "";
}

std::string format_json(const Format& format, const json::object& source) {
  json::object out;
  if (!format.name.empty()) out["id"] = format.name;
  out["unit"] = format.unit;
  out["width"] = source.at("width");
  out["height"] = source.at("height");
  return json_text(out);
}

Format format_of(const json::object& source) {
  return {text_at(source, "id"), source.at("width").to_number<double>(),
          source.at("height").to_number<double>(), text_at(source, "unit")};
}

void add_formats(CataloguedDesign& design, const json::object& source) {
  const json::array& elements = source.at("elements").as_array();
  design.layers = layers_of(elements);
  const json::value* variables = source.if_contains("variables");
  if (variables != nullptr && variables->is_object()) {
    for (const auto& variable : variables->get_object()) design.variables.insert(std::string{variable.key()});
  }
  for (const json::value& item : source.at("formats").as_array()) {
    const json::object& object = item.as_object();
    CataloguedFormat entry;
    entry.format = format_of(object);
    if (entry.format.name.empty()) throw std::invalid_argument("a format has no id");
    entry.uid = text_at(object, "uid");
    entry.json = format_json(entry.format, object);
    entry.transparent = is_transparent(background(elements, entry.format.name));
    design.formats.push_back(std::move(entry));
  }
  if (design.formats.empty() || design.formats.size() > 1000)
    throw std::invalid_argument("it needs 1 to 1000 formats");
}

void add_pages(CataloguedDesign& design, const json::object& source) {
  const json::object& by_page = source.at("elements_per_page").as_object();
  const json::array& pages = source.at("pages").as_array();
  if (pages.empty()) throw std::invalid_argument("it has no pages");
  for (const json::value& item : pages) {
    const std::string id = text_at(item.as_object(), "id");
    const json::value* elements = by_page.if_contains(id);
    design.pages[id] = layers_of(elements == nullptr ? json::array{} : elements->as_array());
  }
  design.page = format_of(pages.front().as_object());
  design.page.name.clear();
  design.page_format_json = format_json(design.page, pages.front().as_object());
}

std::string template_members(const json::object& source) {
  json::object brief;
  for (const std::string_view key : {"id", "name", "created_at", "updated_at"}) {
    if (const json::value* value = source.if_contains(key)) brief[key] = *value;
  }
  std::string out = "\"template\":" + json_text(brief);
  if (text_at(source, "project_id").empty()) return out;
  json::object project;
  project["id"] = source.at("project_id");
  project["name"] = text_at(source, "project_name");
  return out + ",\"project\":" + json_text(project);
}

double duration_of(const json::object& source) {
  const json::value* animation = source.if_contains("animation");
  const json::value* duration = animation != nullptr && animation->is_object()
                                    ? animation->get_object().if_contains("duration")
                                    : nullptr;
  return duration != nullptr && duration->is_number() ? duration->to_number<double>() : 0;
}

CataloguedDesign read_design(json::object source) {
  CataloguedDesign design;
  design.id = text_at(source, "id");
  if (!is_uuid(design.id)) throw std::invalid_argument("its id is no UUID");
  design.name = text_at(source, "name");
  if (design.name.empty()) throw std::invalid_argument("it has no name");
  design.type_name = text_at(source, "type");
  design.type = type_of(design.type_name);
  if (design.type == DesignType::unknown)
    throw std::invalid_argument("its type is none of static, animated, printer, printer_multipage");
  design.type == DesignType::printer_multipage ? add_pages(design, source) : add_formats(design, source);
  design.project_id = text_at(source, "project_id");
  design.duration_s = duration_of(source);
  design.list_item = json_text(list_item(source));
  design.template_json = template_members(source);
  design.slug = slug_of(design.name);
  design.source = std::move(source);
  return design;
}

}  // namespace

const CataloguedFormat* CataloguedDesign::format(std::string_view wanted) const {
  const auto found =
      std::ranges::find_if(formats, [&](const CataloguedFormat& f) { return f.format.name == wanted; });
  return found == formats.end() ? nullptr : &*found;
}

CataloguedDesign catalogued(const std::string& document) {
  try {
    json::value parsed = json::parse(document);
    return read_design(std::move(parsed.as_object()));
  } catch (const std::invalid_argument&) {
    throw;
  } catch (const std::exception&) {
    throw std::invalid_argument("it is not shaped as the API's answer to GET /designs/{id}");
  }
}

Catalogue::Catalogue(const std::vector<std::string>& documents) {
  designs_.reserve(documents.size());
  for (const std::string& document : documents) add(document);
}

void Catalogue::add(const std::string& document) {
  CataloguedDesign design = catalogued(document);
  if (!by_id_.emplace(design.id, designs_.size()).second)
    throw std::invalid_argument("design " + design.id + " comes twice");
  designs_.push_back(std::move(design));
}

void Catalogue::replace(const std::string& document) {
  CataloguedDesign design = catalogued(document);
  designs_.at(by_id_.at(design.id)) = std::move(design);
}

const CataloguedDesign* Catalogue::find(const std::string& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &designs_[found->second];
}

std::uint32_t Catalogue::index(const CataloguedDesign& design) const {
  return static_cast<std::uint32_t>(&design - designs_.data());
}

}  // namespace pressrun::simulator
