#include "authoring/settings.hpp"

#include "authoring/yaml_text.hpp"
#include "pressrun/api/check_request.hpp"
#include "pressrun/api/design_rules.hpp"
#include "pressrun/api/encode_request.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace pressrun::authoring {
namespace {

namespace json = boost::json;

Value value_of(const json::value& from, const SourcePos& at) {
  if (const json::object* members = from.if_object()) {
    Mapping mapping;
    for (const auto& member : *members)
      mapping.push_back({std::string{member.key()}, value_of(member.value(), at), at});
    return Value(std::move(mapping), at);
  }
  if (const json::array* items = from.if_array()) {
    Sequence sequence;
    for (const json::value& item : *items) sequence.push_back(value_of(item, at));
    return Value(std::move(sequence), at);
  }
  if (const json::string* text = from.if_string()) return Value::string(std::string{*text}, at);
  return Value::plain(yaml_value(from), at);
}

bool holds_odd_keys(const json::value& value) {
  if (const json::array* items = value.if_array()) return std::ranges::any_of(*items, holds_odd_keys);
  const json::object* members = value.if_object();
  return members != nullptr && std::ranges::any_of(*members, [](const auto& member) {
           return !stands_as_key(member.key()) || holds_odd_keys(member.value());
         });
}

/// "instagram-post 84, leaderboard 28": the values that differ from the first.
std::string others_of(const Attribute& attribute) {
  std::string text;
  for (const auto& [format, value] : attribute.values) {
    if (value == attribute.values.front().second) continue;
    text += (text.empty() ? "" : ", ") + format + " ";
    text += value;
  }
  return text;
}

/// A value in the manifest goes to every format: where the formats differ, none may stand for all.
std::string reason_to_sleep(const Attribute& attribute, std::size_t formats) {
  if (attribute.values.empty()) return "the present value is too long to stand here, or not set";
  const std::string others = others_of(attribute);
  if (!others.empty()) return "one value would go to every format; now also: " + comment_text(others);
  if (attribute.values.size() < formats) return "set in some formats only; a value here goes to all";
  return {};
}

/// Texts, pictures and colours: what a campaign says. The rest is how the design says it.
bool shows_content(std::string_view property) {
  constexpr std::array named{"payload",          "color",        "background_color",
                             "foreground_color", "star_color",   "pattern_color",
                             "icon_color",       "rating_score", "illustration_file"};
  return property.ends_with("_url") || std::ranges::find(named, property) != named.end();
}

Setting setting_of(const Attribute& attribute, std::size_t formats, const SourcePos& at) {
  Setting setting{attribute.id, {}, {}, attribute.help, reason_to_sleep(attribute, formats), false};
  if (attribute.values.empty()) return setting;
  boost::system::error_code error;
  const json::value now = json::parse(attribute.values.front().second, error);
  if (error || now.is_null()) {
    setting.dormant = "not set in the design";
    return setting;
  }
  if (setting.dormant.empty() && (!stands_as_key(attribute.id) || holds_odd_keys(now)))
    setting.dormant = "its name, or one inside it, cannot stand in a manifest";
  if (setting.dormant.empty() && now.is_string() && now.get_string().empty())
    setting.dormant = "empty in the design; an empty text is refused (API reference §6.1)";
  setting.yaml = yaml_value(now);
  setting.value = value_of(now, at);
  return setting;
}

/// The request that sets what is active.
JobSpec request_of(const Design& design, const std::string& page, const std::string& layer,
                   const std::vector<Setting>& settings, const FileName& mark) {
  Mapping properties;  // settings know their number as the line that they stand on
  for (std::size_t i = 0; i < settings.size(); ++i) {
    const SourcePos at{mark, static_cast<std::uint32_t>(i + 1), 1};
    if (settings[i].is_active()) properties.push_back({settings[i].property, settings[i].value, at});
  }
  Value layers(Mapping{{layer, Value(std::move(properties)), {}}});
  JobSpec spec;
  spec.key = JobKey{"starter"};
  spec.design_name = design.name;
  spec.design_id = design.id;
  if (page.empty()) {
    spec.request = {{"elements", std::move(layers), {}}};
  } else {
    spec.request = {{"pages", Value(Mapping{{page, std::move(layers), {}}}), {}}};
  }
  return spec;
}

Diagnostics findings_of(const JobSpec& spec, const Design& design) {
  Diagnostics findings = api::RequestCheck{&design}.check(spec);
  const auto encoded = api::encode(spec, &design);
  if (const auto* refused = std::get_if<Diagnostics>(&encoded))
    findings.items.insert(findings.items.end(), refused->items.begin(), refused->items.end());
  return findings;
}

/// Puts to sleep what the checks of a run find fault with, until they are content: one property may need
/// another that was refused.
void put_refused_to_sleep(const Design& design, const std::string& page, const std::string& layer,
                          std::vector<Setting>& settings, const FileName& mark) {
  for (bool changed = true; changed;) {
    changed = false;
    const JobSpec spec = request_of(design, page, layer, settings, mark);
    for (const Diagnostic& finding : findings_of(spec, design).items) {
      if (finding.at.file != mark || finding.at.line == 0 || finding.at.line > settings.size()) continue;
      Setting& setting = settings[finding.at.line - 1];
      changed = changed || setting.is_active();
      if (setting.dormant.empty()) setting.dormant = comment_text(finding.message);
    }
  }
}

}  // namespace

std::string type_of(const Element& element) { return element.name == "root" ? "root" : element.type; }

std::vector<Setting> settings_of(const Design& design, const std::string& page, const Element& element,
                                 Extent extent) {
  const auto known = api::properties_of(type_of(element));
  if (known && known->empty()) return {};  // takes nothing, whatever it lists
  std::size_t formats = 0;                 // that this layer is part of
  for (const Attribute& attribute : element.attributes) formats = std::max(formats, attribute.values.size());
  const auto mark = std::make_shared<const std::string>("starter");
  std::vector<Setting> settings;
  for (const Attribute& attribute : element.attributes) {
    const bool twice = std::ranges::find(settings, attribute.id, &Setting::property) != settings.end();
    if (twice) continue;
    settings.push_back(
        setting_of(attribute, formats, {mark, static_cast<std::uint32_t>(settings.size() + 1), 1}));
    if (known && std::ranges::find(*known, std::string_view{attribute.id}) == known->end())
      settings.back().dormant = "the API names no such property for this type";
    settings.back().is_aside = extent == Extent::content && !shows_content(attribute.id);
  }
  put_refused_to_sleep(design, page, element.name, settings, mark);
  std::stable_partition(settings.begin(), settings.end(),
                        [](const Setting& one) { return shows_content(one.property); });
  return settings;
}

}  // namespace pressrun::authoring
