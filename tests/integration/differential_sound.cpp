#include "integration/differential_sound.hpp"

#include <algorithm>

namespace pressrun::test {
namespace {

bool is_writable(const Element& element) {
  return element.name == "root" || std::ranges::any_of(property_samples(), [&](const Sample& sample) {
           return sample.types != "*" && sample.types != "root" && belongs(sample.types, element.type);
         });
}

std::string_view written_type(const Element& element) {
  return element.name == "root" ? std::string_view{"root"} : std::string_view{element.type};
}

std::vector<const Sample*> samples_of(std::string_view type) {
  std::vector<const Sample*> found;
  for (const Sample& sample : property_samples()) {
    const bool shared = sample.types == "*" && type != "root";
    if (shared || (sample.types != "*" && belongs(sample.types, type))) found.push_back(&sample);
  }
  return found;
}

/// "mask_properties.radius" goes into the object `mask_properties`.
void put(Mapping& into, const Sample& sample, Dice& dice) {
  const std::size_t dot = sample.name.find('.');
  if (dot == std::string_view::npos) return set(into, sample.name, good_value(sample, dice));
  set(child(into, sample.name.substr(0, dot)), sample.name.substr(dot + 1), good_value(sample, dice));
}

bool says(const Mapping& mapping, std::string_view key, std::string_view text) {
  const auto found = std::ranges::find(mapping, key, &Member::key);
  return found != mapping.end() && found->value.scalar() != nullptr && found->value.scalar()->text == text;
}

/// What must stand together (API reference §6.1, §6.3).
void complete(Mapping& layer) {
  if (says(layer, "auto_resize", "true")) set(layer, "min_font_size", Value::plain("8"));
  if (says(layer, "mask_name", "rounded_corners"))
    set(child(layer, "mask_properties"), "radius", Value::plain("4"));
  if (says(layer, "filter_name", "duotone"))
    set(child(layer, "filter_properties"), "name", Value::plain("blue_orange"));
  const auto painting = std::ranges::find(layer, "text_to_image_properties", &Member::key);
  if (painting == layer.end()) return;
  Mapping& inside = std::get<Mapping>(painting->value.content);
  if (std::ranges::find(inside, "prompt", &Member::key) == inside.end())
    set(inside, "prompt", Value::plain("a red kite"));
}

Mapping sound_layers(const std::vector<Element>& elements, Dice& dice) {
  Mapping layers;
  const std::size_t count = dice.below(4);
  for (std::size_t i = 0; i < count; ++i) {
    const Element& element = dice.pick(elements);
    if (is_writable(element)) set(layers, element.name, Value{sound_layer(written_type(element), dice)});
  }
  return layers;
}

void add_formats(Mapping& request, const Design& design, Dice& dice) {
  Sequence names;
  for (const Format& format : design.formats) {
    if (dice.one_in(2)) names.push_back(Value::plain(format.name));
  }
  if (names.size() == 1 && dice.one_in(2)) {
    set(request, "template_format_names", names.front());
  } else {
    set(request, "template_format_names", Value{std::move(names)});
  }
}

std::string_view file_type(const Design& design, Dice& dice) {
  constexpr std::string_view pictures[] = {"auto", "jpeg", "png", "webp", "avif", "pdf"};
  constexpr std::string_view moving[] = {"mp4", "gif", "html5"};
  constexpr std::string_view printed[] = {"auto", "pdf"};
  if (design.type == DesignType::static_) return dice.pick(pictures);
  return design.type == DesignType::animated ? dice.pick(moving) : dice.pick(printed);
}

void add_file_type(Mapping& request, const Design& design, Dice& dice) {
  const std::string_view type = file_type(design, dice);
  set(request, "image_file_type", Value::plain(std::string{type}));
  if (design.type != DesignType::animated || dice.one_in(2)) return;
  const std::string_view option = type == "mp4" ? std::string_view{"video"} : type;
  set(request, option, Value{sound_option(option, dice)});
}

void add_fields(Mapping& request, const Design& design, Dice& dice) {
  const bool print = design.type == DesignType::printer || design.type == DesignType::printer_multipage;
  if (!design.formats.empty() && dice.one_in(2)) add_formats(request, design, dice);
  if (dice.one_in(2)) add_file_type(request, design, dice);
  if (print && dice.one_in(4)) set(request, "print", Value{sound_option("print", dice)});
  for (const Sample& sample : field_samples()) {
    if (sample.types.empty() && dice.one_in(8)) put(request, sample, dice);
  }
}

}  // namespace

Mapping& child(Mapping& mapping, std::string_view key) {
  const auto found = std::ranges::find(mapping, key, &Member::key);
  if (found == mapping.end() || found->value.mapping() == nullptr) set(mapping, key, Value{Mapping{}});
  return std::get<Mapping>(std::ranges::find(mapping, key, &Member::key)->value.content);
}

Mapping sound_layer(std::string_view type, Dice& dice) {
  const auto samples = samples_of(type);
  Mapping layer;
  for (std::size_t i = 0, count = 1 + dice.below(4); i < count; ++i) put(layer, *dice.pick(samples), dice);
  complete(layer);
  return layer;
}

Mapping sound_option(std::string_view option, Dice& dice) {
  Mapping outer;
  for (const Sample& sample : field_samples()) {
    const bool inside = sample.name.starts_with(option) && sample.name.substr(option.size()).starts_with('.');
    if (inside && dice.one_in(2)) put(outer, sample, dice);
  }
  return outer.empty() ? Mapping{} : std::get<Mapping>(outer.front().value.content);
}

const std::vector<Element>& elements_of(const Design& design, std::string_view page) {
  if (design.pages.empty()) return design.elements;
  const auto found =
      std::ranges::find(design.pages, page, &std::pair<std::string, std::vector<Element>>::first);
  return found == design.pages.end() ? design.pages.front().second : found->second;
}

Mapping& layers_in(Mapping& request, const Design& design, Dice& dice) {
  if (design.type != DesignType::printer_multipage) return child(request, "elements");
  Mapping& pages = child(request, "pages");
  const std::string& page = pages.empty() ? dice.pick(design.pages).first : dice.pick(pages).key;
  return child(pages, std::string{page});
}

Mapping sound_request(const Design& design, Dice& dice) {
  Mapping request;
  if (design.type == DesignType::printer_multipage) {
    Mapping& pages = child(request, "pages");
    for (const auto& [id, elements] : design.pages) {
      if (dice.one_in(3)) set(pages, id, Value{sound_layers(elements, dice)});
    }
  } else if (!dice.one_in(8)) {
    set(request, "elements", Value{sound_layers(design.elements, dice)});
    if (dice.one_in(4) && !design.variables.empty())
      set(child(child(request, "elements"), "vars"), dice.pick(design.variables), Value::plain("12.50"));
  }
  add_fields(request, design, dice);
  return request;
}

}  // namespace pressrun::test
