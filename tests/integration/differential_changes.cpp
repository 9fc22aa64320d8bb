#include "integration/differential_changes.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace pressrun::test {
namespace {

std::string figure(double number) {
  std::string text = std::to_string(number);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
  return text;
}

}  // namespace

Member& Bench::layer() const {
  Mapping& all = layers();
  if (all.empty()) {
    const Element& chosen = element();
    const std::string& type = chosen.name == "root" ? chosen.name : chosen.type;
    const bool read_only = type == "group" || type == "code";
    set(all, chosen.name, read_only ? Value{Mapping{}} : Value{sound_layer(type, dice)});
  }
  return dice.pick(all);
}

Mapping& Bench::properties() const {
  Member& chosen = layer();
  if (chosen.value.mapping() == nullptr) chosen.value = Value{Mapping{}};
  return std::get<Mapping>(chosen.value.content);
}

Mapping* Bench::of_type(std::string_view types) const {
  std::vector<const Element*> fitting;
  for (const Element& each : elements_of(design, "")) {
    if (belongs(types, each.type)) fitting.push_back(&each);
  }
  if (fitting.empty()) return nullptr;
  Mapping& all = design.pages.empty() ? child(request, "elements")
                                      : child(child(request, "pages"), design.pages.front().first);
  return &child(all, dice.pick(fitting)->name);
}

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

void rename(Mapping& mapping, Dice& dice) {
  if (mapping.empty()) return;
  Member& member = dice.pick(mapping);
  std::string name = misspelt(member.key, dice);
  if (std::ranges::find(mapping, name, &Member::key) == mapping.end()) member.key = std::move(name);
}

void put_at(Mapping& into, std::string_view name, Value value) {
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return set(into, name, std::move(value));
  set(child(into, name.substr(0, dot)), name.substr(dot + 1), std::move(value));
}

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

}  // namespace pressrun::test
