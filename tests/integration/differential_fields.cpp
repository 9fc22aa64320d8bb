#include "integration/differential_changes.hpp"

#include <algorithm>
#include <array>

// Fields of the request beside the layers: options, file types, formats, versions, the wrong kind of design.

namespace pressrun::test {
namespace {

void add_odd_field(const Bench& b) {
  const Sample& sample = b.dice.pick(field_samples());
  put_at(b.request, sample.name, odd_value(sample, b.dice));
}

void add_border_field(const Bench& b) {
  const auto& rule = b.dice.pick(api::field_rules());
  put_at(b.request, rule.field,
         b.dice.one_in(3) ? any_value(b.dice) : near_limit(rule.kind, rule.limit, b.dice));
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

}  // namespace

std::span<const Change> changes_of_fields() {
  static constexpr auto all =
      std::to_array<Change>({add_odd_field, add_border_field, add_foreign_option, set_file_type, set_formats,
                             make_version, mix_up_designs});
  return all;
}

}  // namespace pressrun::test
