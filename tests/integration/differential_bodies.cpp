#include "integration/differential_bodies.hpp"

#include "integration/differential_sound.hpp"
#include "pressrun/api/design_rules.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace pressrun::test {
namespace {

/// One change: what it needs to know, and the request that it is made to.
struct Bench {
  const Design& design;
  const std::string& visual;
  Mapping& request;
  Dice& dice;

  Mapping& layers() const { return layers_in(request, design, dice); }

  /// An element of the design, or of the first page; any type, groups included.
  const Element& element() const { return dice.pick(elements_of(design, "")); }

  /// A layer of the request; made with good values if there is none.
  Member& layer() const {
    Mapping& all = layers();
    if (all.empty()) {
      const Element& chosen = element();
      const std::string& type = chosen.name == "root" ? chosen.name : chosen.type;
      const bool text = type == "group" || type == "code";
      set(all, chosen.name, text ? Value{Mapping{}} : Value{sound_layer(type, dice)});
    }
    return dice.pick(all);
  }

  Mapping& properties() const {
    Member& chosen = layer();
    if (chosen.value.mapping() == nullptr) chosen.value = Value{Mapping{}};
    return std::get<Mapping>(chosen.value.content);
  }

  /// The properties of a layer of this type that the design has; null: it has none.
  Mapping* of_type(std::string_view types) const {
    std::vector<const Element*> fitting;
    for (const Element& each : elements_of(design, "")) {
      if (belongs(types, each.type)) fitting.push_back(&each);
    }
    if (fitting.empty()) return nullptr;
    Mapping& all = design.pages.empty() ? child(request, "elements")
                                        : child(child(request, "pages"), design.pages.front().first);
    return &child(all, dice.pick(fitting)->name);
  }
};

using Change = void (*)(const Bench&);

std::string misspelt(const std::string& name, Dice& dice) {
  if (name.empty()) return "x";
  std::string out = name;
  const std::size_t at = dice.below(name.size());
  switch (dice.below(5)) {
    case 0:
      return out.erase(at, 1);
    case 1:
      return out.insert(at, 1, 'x');
    case 2:
      std::swap(out[at], out[(at + 1) % out.size()]);
      return out;
    case 3:
      out[0] = static_cast<char>(out[0] ^ 0x20);
      return out;
    default:
      return dice.one_in(2) ? out + " " : "far_from_all_names";
  }
}

/// The object that holds a dotted name, and its last part.
void put_at(Mapping& into, std::string_view name, Value value) {
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return set(into, name, std::move(value));
  set(child(into, name.substr(0, dot)), name.substr(dot + 1), std::move(value));
}

void rename(Mapping& mapping, Dice& dice) {
  if (mapping.empty()) return;
  Member& member = dice.pick(mapping);
  std::string name = misspelt(member.key, dice);
  if (std::ranges::find(mapping, name, &Member::key) == mapping.end()) member.key = std::move(name);
}

std::string figure(double number) {
  std::string text = std::to_string(number);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

/// Just inside, at, and just outside of what the client's own table allows.
Value near_limit(api::ValueKind kind, const api::Limit& limit, Dice& dice) {
  if (!limit.choices.empty()) {
    std::string choice{dice.pick(limit.choices)};
    if (dice.one_in(2) && !choice.empty()) choice[0] = static_cast<char>(choice[0] ^ 0x20);
    return Value::plain(choice);
  }
  const bool at_min = std::isfinite(limit.min) && (!std::isfinite(limit.max) || dice.one_in(2));
  const double edge = at_min ? limit.min : limit.max;
  if (!std::isfinite(edge)) return any_value(dice);
  constexpr std::array steps{-100.0, -1.0, -0.5, -0.01, 0.0, 0.01, 0.5, 1.0, 100.0};
  const double number = edge + dice.pick(steps);
  if (kind != api::ValueKind::text) return Value::plain(figure(number));
  return Value::string(std::string(static_cast<std::size_t>(std::max(0.0, number)), 'y'));
}

// clang-format off
void misspell_layer(const Bench& b) { b.layer(); rename(b.layers(), b.dice); }
void misspell_property(const Bench& b) { rename(b.properties(), b.dice); }
// clang-format on

void add_foreign_property(const Bench& b) {
  const auto& rule = b.dice.pick(api::property_rules());
  put_at(b.properties(), rule.property, near_limit(rule.kind, rule.limit, b.dice));
}

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

void add_odd_field(const Bench& b) {
  const Sample& sample = b.dice.pick(field_samples());
  put_at(b.request, sample.name, odd_value(sample, b.dice));
}

void add_border_field(const Bench& b) {
  const auto& rule = b.dice.pick(api::field_rules());
  put_at(b.request, rule.field,
         b.dice.one_in(3) ? any_value(b.dice) : near_limit(rule.kind, rule.limit, b.dice));
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

void add_foreign_option(const Bench& b) {
  constexpr std::array<std::string_view, 4> options{"html5", "gif", "video", "print"};
  const std::string_view option = b.dice.pick(options);
  if (b.dice.one_in(4)) return set(b.request, option, any_value(b.dice));
  set(b.request, option, Value{sound_option(option, b.dice)});
}

void set_file_type(const Bench& b) {
  constexpr std::array<std::string_view, 15> types{"png", "jpeg",  "webp", "avif", "gif",
                                                   "pdf", "html5", "mp4",  "auto", "JPEG",
                                                   "jpg", "webm",  "zip",  " png", "~"};
  set(b.request, "image_file_type", Value::plain(std::string{b.dice.pick(types)}));
}

Value any_format(const Bench& b) {
  if (b.design.formats.empty() || b.dice.one_in(6)) return any_scalar(b.dice);
  const Format& format = b.dice.pick(b.design.formats);
  if (b.dice.one_in(3)) return Value::plain(misspelt(format.name, b.dice));
  return Value::plain(b.dice.one_in(6) ? format.uid : format.name);
}

void set_formats(const Bench& b) {
  if (b.dice.one_in(6)) return set(b.request, "template_format_names", any_value(b.dice));
  Sequence names;
  for (std::size_t i = 0, count = b.dice.below(4); i < count; ++i) names.push_back(any_format(b));
  set(b.request, "template_format_names", Value{std::move(names)});
}

void make_version(const Bench& b) {
  constexpr std::array<std::string_view, 5> odd{"00000000-0000-4000-8000-000000000000", "b0000000", "~", "@0",
                                                "B0000000-0000-4000-8000-00000000000G"};
  const bool known = !b.dice.one_in(4);
  set(b.request, "original_visual_id", known ? Value::plain(b.visual) : value_of(b.dice.pick(odd)));
  if (b.design.formats.empty() || b.dice.one_in(4)) return;
  const Value first = Value::plain(b.design.formats.front().name);
  const Value other = Value::plain(b.design.formats.back().name);
  const std::array<Value, 5> choices{first, Value{Sequence{first}}, Value{Sequence{first, other}},
                                     Value{Sequence{first, first}}, other};
  set(b.request, "template_format_names", b.dice.pick(choices));
}

void mix_up_designs(const Bench& b) {
  switch (b.dice.below(4)) {
    case 0:
      return set(b.request, "pages", Value{Mapping{Member{"page_1", Value{Mapping{}}, {}}}});
    case 1:
      return set(b.request, "elements", Value{Mapping{}});
    case 2:
      std::erase_if(b.request, [](const Member& member) { return member.key == "pages"; });
      return;
    default:
      return set(b.request, b.dice.one_in(2) ? "elements" : "pages", any_value(b.dice));
  }
}

void replace_layer(const Bench& b) {
  const Element& element = b.element();
  if (b.dice.one_in(4)) return set(b.layers(), element.name, any_value(b.dice));
  set(b.layers(), element.name, any_scalar(b.dice));
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

void set_variables(const Bench& b) {
  if (b.dice.one_in(4)) return set(b.layers(), "vars", any_value(b.dice));
  const std::string name = b.design.variables.empty() ? "city" : b.design.variables.front();
  Mapping& variables = child(b.layers(), "vars");
  set(variables, b.dice.one_in(2) ? misspelt(name, b.dice) : name,
      b.dice.one_in(4) ? any_value(b.dice) : any_scalar(b.dice));
}

void misspell_page(const Bench& b) {
  if (b.design.pages.empty()) return;
  Mapping& pages = child(b.request, "pages");
  b.layers();
  if (b.dice.one_in(3)) return set(pages, b.dice.pick(pages).key, any_value(b.dice));
  rename(pages, b.dice);
}

void write_read_names(const Bench& b) {
  constexpr std::array<std::string_view, 3> names{"video_muted", "video_duration", "audio_muted"};
  if (Mapping* layer = b.of_type("video audio")) set(*layer, b.dice.pick(names), any_scalar(b.dice));
}

void nest(const Bench& b) {
  Value deep = Value::plain("x");
  for (std::size_t i = 0, depth = b.dice.below(40); i < depth; ++i) deep = Value{Sequence{deep}};
  if (b.dice.one_in(2)) return set(b.request, "far_from_all_names", deep);
  set(b.properties(), "far_from_all_names", deep);
}

/// Adding good values changes a sound request too: another layer beside those that are wrong.
void add_good_value(const Bench& b) {
  const Sample& sample = b.dice.pick(property_samples());
  Mapping* layer = b.of_type(sample.types == "root" ? "container" : sample.types);
  if (layer != nullptr) put_at(*layer, sample.name, good_value(sample, b.dice));
}

constexpr std::array<Change, 26> changes{
    misspell_layer,   misspell_property,  add_foreign_property, add_odd_value,      add_odd_value,
    add_border_value, add_any_value,      add_colour,           add_address,        add_odd_field,
    add_border_field, misspell_field,     write_flat,           add_unknown_member, set_corners,
    drop_dependency,  add_foreign_option, set_file_type,        set_formats,        make_version,
    mix_up_designs,   replace_layer,      set_variables,        misspell_page,      nest,
    add_good_value};
constexpr std::array<Change, 3> rare{write_read_only, misuse_root, write_read_names};

}  // namespace

Mapping BodyMaker::request(std::uint64_t number) const {
  Dice dice{number};
  Mapping made = sound_request(design_, dice);
  const Bench bench{design_, visual_, made, dice};
  for (std::size_t i = 0, count = dice.below(4); i < count; ++i) {
    const Change change = dice.one_in(12) ? dice.pick(rare) : dice.pick(changes);
    change(bench);
  }
  return made;
}

}  // namespace pressrun::test
