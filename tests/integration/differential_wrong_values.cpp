#include "integration/differential_changes.hpp"

#include <algorithm>
#include <array>

// Values of properties: of the hand-written samples, about the limits of the table, and anything at all.

namespace pressrun::test {
namespace {

void add_odd_value(const Bench& b) {
  const Sample& sample = b.dice.pick(property_samples());
  Mapping* layer = b.of_type(sample.types == "root" ? "container" : sample.types);
  if (layer != nullptr) put_at(*layer, sample.name, odd_value(sample, b.dice));
}

void add_border_value(const Bench& b) {
  const auto& rule = b.dice.pick(api::property_rules());
  Mapping* layer = b.of_type(rule.element == "root" ? "container" : rule.element);
  if (layer != nullptr) put_at(*layer, rule.property, near_limit(rule.kind, rule.limit, b.dice));
}

void add_any_value(const Bench& b) {
  const Sample& sample = b.dice.pick(property_samples());
  Mapping* layer = b.of_type(sample.types);
  if (layer != nullptr) put_at(*layer, sample.name, any_value(b.dice));
}

/// Adding good values changes a sound request too: another layer beside those that are wrong.
void add_good_value(const Bench& b) {
  const Sample& sample = b.dice.pick(property_samples());
  Mapping* layer = b.of_type(sample.types == "root" ? "container" : sample.types);
  if (layer != nullptr) put_at(*layer, sample.name, good_value(sample, b.dice));
}

void add_colour(const Bench& b) {
  constexpr std::array<std::array<std::string_view, 2>, 10> places{{{"text", "color"},
                                                                    {"button", "background_color"},
                                                                    {"text", "stroke_color"},
                                                                    {"text", "side_border_color"},
                                                                    {"shape", "background_color"},
                                                                    {"shape", "pattern_color"},
                                                                    {"image", "overlay_color_1"},
                                                                    {"qrcode", "foreground_color"},
                                                                    {"rating", "background_color"},
                                                                    {"container", "background_color"}}};
  const auto& [type, name] = b.dice.pick(places);
  Mapping* layer = b.of_type(type);
  if (layer != nullptr) set(*layer, name, any_colour(b.dice));
}

void add_address(const Bench& b) {
  constexpr std::array<std::array<std::string_view, 2>, 4> places{
      {{"image logo", "image_url"}, {"qrcode", "image_url"}, {"video", "video_url"}, {"audio", "audio_url"}}};
  if (b.dice.one_in(4)) return set(b.request, "callback_url", any_address(b.dice));
  const auto& [types, name] = b.dice.pick(places);
  if (Mapping* layer = b.of_type(types)) set(*layer, name, any_address(b.dice));
}

void set_corners(const Bench& b) {
  constexpr std::array<std::string_view, 7> corners{"tl", "tr", "br", "bl", "top", "TL", "t"};
  Mapping* layer = b.of_type("image");
  if (layer == nullptr) return;
  Mapping& radius = child(child(*layer, "mask_properties"), "radius");
  for (std::size_t i = 0; i < 3; ++i)
    set(radius, b.dice.pick(corners), b.dice.one_in(4) ? any_scalar(b.dice) : Value::plain("4"));
}

void drop_dependency(const Bench& b) {
  constexpr std::array<std::string_view, 6> words{"true", "yes", "1", " true ", "YES", "TRUE"};
  Mapping* text = b.of_type("text button");
  if (text != nullptr && b.dice.one_in(2))
    return set(*text, "auto_resize", Value::plain(std::string{b.dice.pick(words)}));
  Mapping* image = b.of_type("image");
  if (image == nullptr) return;
  if (b.dice.one_in(2)) return set(*image, "mask_name", Value::plain("rounded_corners"));
  set(child(*image, "text_to_image_properties"), "model", Value::plain("nano-banana"));
}

void set_variables(const Bench& b) {
  if (b.dice.one_in(4)) return set(b.layers(), "vars", any_value(b.dice));
  const std::string name = b.design.variables.empty() ? "city" : b.design.variables.front();
  Mapping& variables = child(b.layers(), "vars");
  set(variables, b.dice.one_in(2) ? misspelt(name, b.dice) : name,
      b.dice.one_in(4) ? any_value(b.dice) : any_scalar(b.dice));
}

}  // namespace

std::span<const Change> changes_of_values() {
  static constexpr auto all =
      std::to_array<Change>({add_odd_value, add_border_value, add_any_value, add_good_value, add_colour,
                             add_address, set_corners, drop_dependency, set_variables});
  return all;
}

}  // namespace pressrun::test
