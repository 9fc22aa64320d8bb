#include "simulator/model/value_checks.hpp"

#include "simulator/model/json_text.hpp"
#include "simulator/model/uuids.hpp"

#include <boost/json.hpp>
#include <boost/url.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace pressrun::simulator {
namespace {

namespace json = boost::json;

/// The value for `received`, unless it is so large that echoing it would help nobody.
std::optional<json::value> echo(const json::value& value) {
  if (value.is_string() && value.get_string().size() > 200) return std::nullopt;
  if (value.is_structured() && json_text(value).size() > 200) return std::nullopt;
  return json::value(value, json::storage_ptr{});
}

json::value bounds(const Rule& rule) {
  json::object out;
  if (std::isfinite(rule.min)) out["min"] = rule.min;
  if (std::isfinite(rule.max)) out["max"] = rule.max;
  return out;
}

std::string number_text(double value) { return std::to_string(static_cast<std::int64_t>(value)); }

std::string range_text(const Rule& rule) {
  const auto plain = [](double v) {
    return std::trunc(v) == v ? number_text(v) : std::to_string(v).substr(0, 4);
  };
  if (!std::isfinite(rule.max)) return "must be at least " + plain(rule.min) + ".";
  return "must be between " + plain(rule.min) + " and " + plain(rule.max) + ".";
}

bool in_range(const Rule& rule, double value) {
  const bool enough = rule.above_min ? value > rule.min : value >= rule.min;
  return enough && value <= rule.max;
}

std::size_t words(std::string_view text) {
  std::size_t count = 0;
  bool inside = false;
  for (const char c : text) {
    const bool space = c == ' ' || (c >= '\t' && c <= '\r');
    count += !space && !inside ? 1 : 0;
    inside = !space;
  }
  return count;
}

/// `prompt`, or `prompt,url1[,url2]`: the addresses at the end are no part of the prompt.
std::string_view prompt_of(std::string_view shorthand) {
  for (;;) {
    const std::size_t comma = shorthand.rfind(',');
    if (comma == std::string_view::npos) return shorthand;
    const std::size_t begin = shorthand.find_first_not_of(' ', comma + 1);
    if (begin == std::string_view::npos || !is_web_address(shorthand.substr(begin))) return shorthand;
    shorthand = shorthand.substr(0, comma);
  }
}

/// API reference §11: a choice that is nothing without a member of an object beside it.
struct NeededMember {
  std::string_view name;
  std::string_view choice;
  std::string_view object;
  std::string_view member;
};
constexpr std::array needed_members{NeededMember{"mask_name", "rounded_corners", "mask_properties", "radius"},
                                    NeededMember{"filter_name", "duotone", "filter_properties", "name"}};

bool is_figure(std::string_view text) {
  const bool digits = text.find_first_of("0123456789") != std::string_view::npos;
  return digits && text.find_first_not_of("0123456789.") == std::string_view::npos &&
         std::ranges::count(text, '.') < 2;
}

bool is_padding(std::string_view text) {
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return is_figure(text);
  return is_figure(text.substr(0, space)) && is_figure(text.substr(space + 1));
}

bool is_base64(std::string_view text) {
  const auto is_digit = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
  };
  for (int i = 0; i < 2 && text.ends_with('='); ++i) text.remove_suffix(1);
  return !text.empty() && std::ranges::all_of(text, is_digit);
}

/// What stands behind "data:…;base64,"; all of it where that is missing.
std::string_view media_data(std::string_view text) {
  constexpr std::string_view mark = ";base64,";
  const std::size_t at = text.starts_with("data:") ? text.find(mark) : std::string_view::npos;
  return at == std::string_view::npos ? text : text.substr(at + mark.size());
}

bool is_media_data(std::string_view text) { return is_base64(media_data(text)); }

bool is_click_tag(std::string_view text) {
  return text.find("://") != std::string_view::npos || text.find_first_of("%[{$") != std::string_view::npos;
}

bool is_prompt(std::string_view text) { return words(prompt_of(text)) >= 3; }

/// Texts that are right or wrong as a whole.
struct Grammar {
  Kind kind;
  bool (*fits)(std::string_view);
  const char* complaint;
};
constexpr std::array grammars{Grammar{Kind::uuid, is_uuid, "Not a valid UUID."},
                              Grammar{Kind::url, is_web_address, "Not a valid URL."},
                              Grammar{Kind::padding, is_padding, "Must be one or two numbers."},
                              Grammar{Kind::base64, is_base64, "Not valid base64."},
                              Grammar{Kind::media_data, is_media_data, "Not valid base64."},
                              Grammar{Kind::click_tag, is_click_tag, "Not a valid click tag."},
                              Grammar{Kind::prompt, is_prompt, "The prompt needs at least 3 words."},
                              Grammar{Kind::generative, is_prompt, "The prompt needs at least 3 words."}};

constexpr Rule corner{.name = "radius", .kind = Kind::number, .min = 0};

}  // namespace

bool is_web_address(std::string_view text) {
  const auto parsed = boost::urls::parse_uri({text.data(), text.size()});
  if (!parsed || parsed->host().empty()) return false;
  // Boost 1.81 reads "https://host:word" as a host with an empty port and the path "word".
  const std::string_view path = parsed->encoded_path();
  if (!path.empty() && path.front() != '/') return false;
  return parsed->scheme_id() == boost::urls::scheme::http ||
         parsed->scheme_id() == boost::urls::scheme::https;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void ValueChecks::wrong_type(const std::string& path, std::string_view expected,
                             const json::value& received) {
  add({"wrong_type", path, "Must be of type " + std::string{expected} + ".", json::string{expected},
       echo(received)});
}

void ValueChecks::malformed(const std::string& path, const std::string& message,
                            const json::value& received) {
  add({"invalid_payload", path, message, nullptr, echo(received)});
}

void ValueChecks::ignore(const std::string& path) {
  constexpr std::size_t most = 32;
  constexpr std::size_t longest = 200;
  if (ignored_.size() < most) ignored_.push_back(path.substr(0, longest));
}

void ValueChecks::elements(const json::value& elements, const Layers& layers,
                           const std::set<std::string, std::less<>>* variables_of_design,
                           const std::string& path) {
  if (!elements.is_object()) return wrong_type(path, "object", elements);
  for (const auto& member : elements.get_object()) {
    const std::string place = path + "." + std::string{member.key()};
    if (member.key() == "vars") {
      variables(member.value(), variables_of_design, place);
      continue;
    }
    const bool strict = circumstances_.immediate && !member.value().is_object();
    if (strict) {
      malformed(place, "Must be an object.", member.value());
      continue;
    }
    const auto known = layers.find(std::string_view{member.key()});
    if (known == layers.end()) {
      ignore(place);
    } else {
      layer(member.value(), known->second, member.key() == "root", place);
    }
  }
}

void ValueChecks::variables(const json::value& value, const std::set<std::string, std::less<>>* known,
                            const std::string& path) {
  if (!value.is_object()) return wrong_type(path, "object", value);
  for (const auto& member : value.get_object()) {
    const std::string place = path + "." + std::string{member.key()};
    if (!member.value().is_string()) wrong_type(place, "string", member.value());
    if (known != nullptr && !known->contains(std::string_view{member.key()})) ignore(place);
  }
}

void ValueChecks::layer(const json::value& value, const Layer& known, bool is_root, const std::string& path) {
  // group, container, code: nothing to write
  if (!is_root && rules_of(known.type).empty()) ignore(path);
  if (value.is_string()) return;  // lenient; what it means is not documented
  if (!value.is_object()) return wrong_type(path, "object", value);
  if (is_root) return fields(value.get_object(), root_rules(), path);
  properties(value.get_object(), known, path);
}

void ValueChecks::properties(const json::object& layer, const Layer& known, const std::string& path) {
  const Rules own = rules_of(known.type);
  if (own.empty()) return;
  for (const auto& member : layer) {
    const std::string place = path + "." + std::string{member.key()};
    const Rule* rule = find_rule(own, member.key());
    if (rule == nullptr) rule = find_rule(shared_rules(), member.key());
    if (rule != nullptr) {
      value(*rule, member.value(), place);
    } else if (!known.listed.contains(std::string_view{member.key()})) {
      ignore(place);
    }
  }
  missing(layer, own, path + ".");
  dependencies(layer, known.type, path);
}

void ValueChecks::dependencies(const json::object& layer, const std::string& type, const std::string& path) {
  const json::value* resize = layer.if_contains("auto_resize");
  const bool resizes = (type == "text" || type == "button") && resize != nullptr && *resize == true;
  if (resizes && !layer.contains("min_font_size")) {
    add({"conditional_dependency_missing",
         path + ".min_font_size",
         "Required when auto_resize is true.",
         nullptr,
         {}});
  }
  if (type != "image") return;
  for (const auto& [name, choice, object, member] : needed_members) {
    const json::value* chosen = layer.if_contains(name);
    if (chosen == nullptr || !chosen->is_string()) continue;
    const std::string_view said = chosen->get_string();
    if (said != choice) continue;
    const json::value* inside = layer.if_contains(object);
    if (inside != nullptr && inside->is_object() && inside->get_object().contains(member)) continue;
    add({"conditional_dependency_missing",
         path + "." + std::string{object} + "." + std::string{member},
         "Required when " + std::string{name} + " is " + std::string{choice} + ".",
         nullptr,
         {}});
  }
  if (!circumstances_.immediate) return;
  for (const std::string_view name : {"text_to_image", "text_to_image_properties"}) {
    const json::value* asked = layer.if_contains(name);
    if (asked != nullptr) malformed(path + "." + std::string{name}, "Only available asynchronously.", *asked);
  }
}

void ValueChecks::fields(const json::object& object, Rules rules, const std::string& path) {
  const std::string prefix = path.empty() ? "" : path + ".";
  for (const auto& member : object) {
    const Rule* rule = find_rule(rules, member.key());
    const std::string place = prefix + std::string{member.key()};
    if (rule != nullptr) value(*rule, member.value(), place);
    if (rule == nullptr) ignore(place);
  }
  missing(object, rules, prefix);
}

void ValueChecks::missing(const json::object& object, Rules rules, const std::string& prefix) {
  for (const Rule& rule : rules) {
    if (!rule.required || object.contains(rule.name)) continue;
    add({"missing_required", prefix + std::string{rule.name}, "Required.", nullptr, {}});
  }
}

void ValueChecks::value(const Rule& rule, const json::value& value, const std::string& path) {
  if (rule.nullable && value.is_null()) return;
  switch (rule.kind) {
    case Kind::boolean:
      if (!value.is_bool()) wrong_type(path, "boolean", value);
      return;
    case Kind::number:
    case Kind::integer_choice:
      return number_value(rule, value, path);
    case Kind::muted:
      if (value.is_bool()) return malformed(path, "Must be a number between 0 and 1.", value);
      return number_value(rule, value, path);
    case Kind::object:
      if (!value.is_object()) return wrong_type(path, "object", value);
      return fields(value.get_object(), rule.members, path);
    case Kind::text_list:
    case Kind::url_list:
      return list_value(rule, value, path);
    case Kind::padding:
      if (value.is_number()) return;
      return string_value(rule, value, path);
    case Kind::elsewhere:
      return;
    case Kind::radius:
      return radius_value(value, path);
    case Kind::generative:
      if (value.is_bool()) return;
      return string_value(rule, value, path);
    default:
      return string_value(rule, value, path);
  }
}

void ValueChecks::number_value(const Rule& rule, const json::value& value, const std::string& path) {
  if (!value.is_number()) return wrong_type(path, "number", value);
  const double number = value.to_number<double>();
  if (rule.kind == Kind::integer_choice) {
    const bool listed = in_range(rule, number) && std::fmod(number, 100) == 0;
    json::array weights;
    for (int weight = 100; weight <= 900; weight += 100)
      weights.push_back(json::string{std::to_string(weight)});
    if (!listed) add({"unknown_enum_value", path, "Unknown value.", std::move(weights), echo(value)});
    return;
  }
  if (!in_range(rule, number))
    add({"out_of_range", path, "Value " + range_text(rule), bounds(rule), echo(value)});
}

void ValueChecks::string_value(const Rule& rule, const json::value& value, const std::string& path) {
  if (!value.is_string()) return wrong_type(path, "string", value);
  const std::string_view text = value.get_string();
  switch (rule.kind) {
    case Kind::choice:
      if (std::ranges::find(rule.choices, text) == rule.choices.end()) {
        json::array known;
        for (const std::string_view each : rule.choices) known.push_back(json::string{each});
        add({"unknown_enum_value", path, "Unknown value.", std::move(known), echo(value)});
      }
      return;
    case Kind::text:
      if (!in_range(rule, static_cast<double>(characters(text)))) {
        add({"out_of_range", path, "Length " + range_text(rule), bounds(rule), echo(value)});
      }
      return;
    case Kind::colour:
      if (!is_colour(text, rule.colours, circumstances_.print)) malformed(path, "Not a valid colour.", value);
      return;
    default:
      for (const Grammar& each : grammars) {
        if (each.kind == rule.kind && !each.fits(text)) malformed(path, each.complaint, value);
      }
  }
}

void ValueChecks::list_value(const Rule& rule, const json::value& value, const std::string& path) {
  if (!value.is_array()) return wrong_type(path, "array", value);
  const Rule item{.name = rule.name, .kind = rule.kind == Kind::url_list ? Kind::url : Kind::text};
  std::size_t index = 0;
  for (const json::value& each : value.get_array()) {
    string_value(item, each, path + "[" + std::to_string(index++) + "]");
  }
}

void ValueChecks::radius_value(const json::value& value, const std::string& path) {
  if (!value.is_object()) return number_value(corner, value, path);
  for (const auto& member : value.get_object()) {
    const bool known =
        member.key() == "tl" || member.key() == "tr" || member.key() == "br" || member.key() == "bl";
    const std::string place = path + "." + std::string{member.key()};
    if (known) number_value(corner, member.value(), place);
    if (!known) ignore(place);
  }
}

}  // namespace pressrun::simulator
