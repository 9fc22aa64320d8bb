#include "integration/differential_changes.hpp"

#include <algorithm>
#include <array>

// Names of layers, properties, pages and fields that are not what they should be, or where they should be.

namespace pressrun::test {
namespace {

void misspell_layer(const Bench& b) {
  b.layer();
  rename(b.layers(), b.dice);
}

void misspell_property(const Bench& b) { rename(b.properties(), b.dice); }

void misspell_page(const Bench& b) {
  if (b.design.pages.empty()) return;
  Mapping& pages = child(b.request, "pages");
  b.layers();
  if (b.dice.one_in(3)) return set(pages, b.dice.pick(pages).key, any_value(b.dice));
  rename(pages, b.dice);
}

void misspell_field(const Bench& b) {
  const auto& rule = b.dice.pick(api::field_rules());
  put_at(b.request, misspelt(std::string{rule.field}, b.dice), any_scalar(b.dice));
}

/// The dotted names of the tables as they stand: no such name is in the contract.
void write_flat(const Bench& b) {
  const auto& field = b.dice.pick(api::field_rules());
  const auto& property = b.dice.pick(api::property_rules());
  if (b.dice.one_in(2)) return set(b.request, field.field, near_limit(field.kind, field.limit, b.dice));
  set(b.properties(), property.property, near_limit(property.kind, property.limit, b.dice));
}

void add_foreign_property(const Bench& b) {
  const auto& rule = b.dice.pick(api::property_rules());
  put_at(b.properties(), rule.property, near_limit(rule.kind, rule.limit, b.dice));
}

void add_unknown_member(const Bench& b) {
  constexpr std::array<std::string_view, 6> objects{"mask_properties",          "filter_properties",
                                                    "auto_focus_properties",    "remove_bg_properties",
                                                    "text_to_image_properties", "illustration_properties"};
  Mapping* layer = b.of_type(b.dice.one_in(6) ? "illustration" : "image");
  if (layer == nullptr) return;
  Mapping& object = child(*layer, b.dice.pick(objects));
  constexpr std::array<std::string_view, 7> members{
      "radios", "names", "Model", "crop", "prompts", "primary", "far_from_all_names"};
  set(object, b.dice.pick(members), any_scalar(b.dice));
}

void replace_layer(const Bench& b) {
  const Element& element = b.element();
  if (b.dice.one_in(4)) return set(b.layers(), element.name, any_value(b.dice));
  set(b.layers(), element.name, any_scalar(b.dice));
}

void nest(const Bench& b) {
  Value deep = Value::plain("x");
  for (std::size_t i = 0, depth = b.dice.below(40); i < depth; ++i) deep = Value{Sequence{deep}};
  if (b.dice.one_in(2)) return set(b.request, "far_from_all_names", deep);
  set(b.properties(), "far_from_all_names", deep);
}

void write_read_only(const Bench& b) {
  if (Mapping* layer = b.of_type("group code")) set(*layer, "hidden", Value::plain("true"));
}

void misuse_root(const Bench& b) {
  Mapping* root = b.of_type("container");
  if (root == nullptr) return;
  constexpr std::array<std::string_view, 4> names{"hidden", "color", "image_url", "background_colour"};
  set(*root, b.dice.pick(names), any_value(b.dice));
}

void write_read_names(const Bench& b) {
  constexpr std::array<std::string_view, 3> names{"video_muted", "video_duration", "audio_muted"};
  if (Mapping* layer = b.of_type("video audio")) set(*layer, b.dice.pick(names), any_scalar(b.dice));
}

}  // namespace

std::span<const Change> changes_of_names() {
  static constexpr auto all = std::to_array<Change>(
      {misspell_layer, misspell_property, misspell_page, misspell_field, write_flat, add_foreign_property,
       add_unknown_member, replace_layer, nest, write_read_only, misuse_root, write_read_names});
  return all;
}

}  // namespace pressrun::test
