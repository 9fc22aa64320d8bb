#include "simulator/model/dynamic_images.hpp"

#include "simulator/model/answers.hpp"
#include "simulator/model/json_text.hpp"
#include "simulator/model/value_checks.hpp"

#include <boost/json.hpp>
#include <boost/url.hpp>

#include <algorithm>
#include <vector>

namespace pressrun::simulator {
namespace {

namespace json = boost::json;

constexpr std::string_view folder = "/dynamic/";

std::optional<ApiError> wrong_body(const std::string& text) {
  constexpr Rule rules[] = {{.name = "enable_rate_limit", .kind = Kind::boolean},
                            {.name = "enable_production_mode", .kind = Kind::boolean}};
  if (text.empty()) return std::nullopt;
  json::error_code failed;
  const json::value body = json::parse(text, failed);
  if (failed) return ApiError{400, "invalid_payload", "Invalid JSON", {}};
  ValueChecks checks{{}};
  if (!body.is_object()) checks.wrong_type("body", "object", body);
  if (body.is_object()) checks.fields(body.get_object(), rules, "");
  if (checks.problems().empty()) return std::nullopt;
  return refusal(checks.problems());
}

/// The shorthand sets what the layer is there for.
std::string_view main_property(const Layer& layer) {
  return layer.type == "image" || layer.type == "logo" ? "image_url" : "payload";
}

/// Sets one parameter, "layer.property" or "layer". A layer's name may have dots, a property has none.
void set(json::object& elements, const CataloguedDesign& design, const std::string& key,
         const std::string& value) {
  auto layer = design.layers.find(key);
  std::string property;
  if (layer != design.layers.end()) {
    property = main_property(layer->second);
  } else {
    const std::size_t dot = key.rfind('.');
    if (dot == std::string::npos) return;
    layer = design.layers.find(key.substr(0, dot));
    property = key.substr(dot + 1);
  }
  if (layer == design.layers.end()) return;
  json::value& properties = elements[layer->first];
  if (!properties.is_object()) properties = json::object{};
  properties.get_object()[property] = value;
}

const CataloguedFormat* format_of(const CataloguedDesign& design, std::string_view wanted) {
  const auto found = std::ranges::find_if(design.formats, [&](const CataloguedFormat& format) {
    return format.format.name == wanted || same_word(format.uid, wanted);
  });
  return found == design.formats.end() ? nullptr : &*found;
}

}  // namespace

HttpResponse DynamicImages::create(const CataloguedDesign& design, const std::string& body) {
  if (const auto error = wrong_body(body)) return envelope(*error);
  if (design.type != DesignType::static_)
    return envelope({400, "template_not_static", "Dynamic images are made of static designs only.", {}});
  const std::size_t number = catalogue_.index(design);
  const bool is_new = made_.insert(number).second;
  return json_answer(is_new ? 201 : 200, body_of(design, number));
}

std::string DynamicImages::body_of(const CataloguedDesign& design, std::size_t number) const {
  const std::string id = ids_.uuid(number);
  const std::string origin = asset_base_url_.substr(0, asset_base_url_.rfind('/'));
  json::array formats;
  for (const CataloguedFormat& each : design.formats) {
    formats.push_back(json::object{
        {"id", each.format.name},
        {"uid", each.uid},
        {"width", each.format.width},
        {"height", each.format.height},
        {"unit", each.format.unit},
        {"dynamic_image_url", std::string{origin}.append(folder).append(id).append("/").append(each.uid)}});
  }
  return json_text(json::object{
      {"id", id}, {"design_id", design.id}, {"formats", std::move(formats)}, {"version", api_version}});
}

std::optional<DynamicView> DynamicImages::open(const std::string& target) {
  const auto url = boost::urls::parse_origin_form(target);
  if (!url) return std::nullopt;
  std::vector<std::string> segments;
  for (const auto segment : url->segments()) segments.push_back(segment);
  if (segments.size() != 3 || segments.front() != "dynamic") return std::nullopt;
  const auto number = ids_.number(segments[1]);
  if (!number || !made_.contains(*number)) return std::nullopt;
  const CataloguedDesign& design = catalogue_.all()[*number];
  const CataloguedFormat* format = format_of(design, segments[2]);
  if (format == nullptr) return std::nullopt;
  json::object elements;
  for (const auto param : url->params()) set(elements, design, param.key, param.value);
  const Format& size = format->format;
  return DynamicView{{format->transparent ? "png" : "jpeg", design.name, size.name, size.width, size.height,
                      size.unit, json_text(elements)},
                     rendered_.insert(target).second};
}

}  // namespace pressrun::simulator
