#include "authoring/schema_values.hpp"

#include "authoring/property_notes.hpp"

#include <boost/json.hpp>

#include <cmath>

namespace pressrun::authoring {
namespace {

namespace json = boost::json;

constexpr std::string_view reference = "\\$\\{";
constexpr std::string_view numeric =
    "^\\s*[-+]?(0x[0-9a-fA-F]+|0o[0-7]+|([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][-+]?[0-9]+)?)\\s*$|\\$\\{";
constexpr std::string_view truth =
    "^\\s*([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo]|0|1)\\s*$|\\$\\{";

json::array types(std::initializer_list<std::string_view> names) {
  json::array out;
  for (const std::string_view name : names) out.emplace_back(name);
  out.emplace_back("null");
  return out;
}

/// `pattern` speaks of strings only, `minimum` of numbers only: so one level is enough.
json::object number(const api::Limit& limit = {}) {
  json::object schema{{"type", types({"number", "string"})}, {"pattern", numeric}};
  if (!limit.verified) return schema;
  if (std::isfinite(limit.min)) schema[limit.above_min ? "exclusiveMinimum" : "minimum"] = limit.min;
  if (std::isfinite(limit.max)) schema["maximum"] = limit.max;
  if (limit.step > 0) schema["multipleOf"] = limit.step;
  return schema;
}

json::object boolean() {
  return {
      {"type", types({"boolean", "integer", "string"})}, {"minimum", 0}, {"maximum", 1}, {"pattern", truth}};
}

json::object number_or_corners(const api::Limit& limit) {
  json::object schema = number(limit);
  schema["type"] = types({"number", "string", "object"});
  schema["additionalProperties"] = number(limit);
  return schema;
}

json::object text(const api::Limit& limit) {
  if (limit.choices.empty() || !limit.verified) return any_text("");
  return one_of({limit.choices.begin(), limit.choices.end()}, "");
}

json::object of_kind(api::ValueKind kind, const api::Limit& limit) {
  switch (kind) {
    case api::ValueKind::number:
      return number(limit);
    case api::ValueKind::boolean:
      return boolean();
    case api::ValueKind::number_or_corners:
      return number_or_corners(limit);
    case api::ValueKind::object:
      return mapping_of({}, true, "");
    case api::ValueKind::text_list: {
      json::object schema = any_text("");
      schema["type"] = types({"array", "string", "number", "boolean"});
      schema["items"] = any_text("");
      return schema;
    }
    case api::ValueKind::text:
      return text(limit);
    case api::ValueKind::boolean_or_text:
      break;
  }
  return any_text("");
}

}  // namespace

json::object described(json::object schema, std::string description) {
  if (description.empty()) return schema;
  json::object out{{"description", std::move(description)}};
  for (auto& member : schema) out.emplace(member.key(), std::move(member.value()));
  return out;
}

json::object any_text(std::string description) {
  return described({{"type", types({"string", "number", "boolean"})}}, std::move(description));
}

json::object one_of(const std::vector<std::string>& texts, std::string description) {
  json::array choices;
  for (const std::string& text : texts) choices.emplace_back(text);
  json::array either{json::object{{"enum", std::move(choices)}}};
  either.push_back(json::object{{"type", types({"string"})}, {"pattern", reference}});
  return described({{"anyOf", std::move(either)}}, std::move(description));
}

json::object list_of(json::object item, std::string description) {
  return described({{"type", types({"array", "string"})}, {"pattern", reference}, {"items", std::move(item)}},
                   std::move(description));
}

json::object mapping_of(json::object members, bool open, std::string description) {
  json::object schema{{"type", types({"object", "string"})}, {"pattern", reference}};
  if (!members.empty()) schema["properties"] = std::move(members);
  if (!open) {
    schema["patternProperties"] = json::object{{"^<<$", json::object{}}};
    schema["additionalProperties"] = false;
  }
  return described(std::move(schema), std::move(description));
}

json::object map_to(json::object each, std::string description) {
  json::object schema = mapping_of({}, true, "");
  schema["additionalProperties"] = std::move(each);
  return described(std::move(schema), std::move(description));
}

json::object schema_of(const api::PropertyRule& rule) {
  return described(of_kind(rule.kind, rule.limit), note_of(rule.element, rule.property));
}

json::object schema_of(const api::FieldRule& rule) { return of_kind(rule.kind, rule.limit); }

}  // namespace pressrun::authoring
