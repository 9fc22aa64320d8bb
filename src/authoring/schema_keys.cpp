#include "authoring/schema_keys.hpp"

#include "authoring/schema_levels.hpp"
#include "authoring/schema_values.hpp"

#include <boost/json.hpp>

namespace pressrun::authoring {
namespace {

namespace json = boost::json;

using manifest::KeyLevel;
using manifest::KeyType;
using manifest::ManifestKey;

json::object parsed(std::string_view text) { return json::parse(text).as_object(); }

json::object id_schema(const Design* design) {
  if (design != nullptr) return {{"const", design->id.text}};
  return parsed(R"({"type": "string", "pattern":
      "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$|\\$\\{"})");
}

/// A name with blanks and no value is what YAML makes of the rest of an unquoted text with a comma in it:
/// {slogan: Fast, cheap and good}.
json::object no_cut_texts() { return parsed(R"({"\\s": {"not": {"type": "null"}}})"); }

json::object matrix_schema() {
  json::object axis = parsed(R"({"type": ["array", "string"], "pattern": "\\$\\{", "minItems": 1})");
  axis["items"] = json::object{{"patternProperties", no_cut_texts()}};
  json::object schema = map_to(std::move(axis), "");
  schema["properties"] = parsed(R"({"take": {"type": ["array", "string"], "minItems": 1,
      "pattern": "\\$\\{", "items": {"type": ["string", "number", "boolean"], "pattern": "\\S"},
      "uniqueItems": true, "description": "a picture for each, even where nothing else tells them apart"}})");
  // They have a meaning of their own in ${…}.
  schema["propertyNames"] =
      parsed(R"({"not": {"enum": ["row", "vars", "env", "variant", "exclude", "include", "only"]}})");
  return schema;
}

/// A list, or a reference to one.
json::object patterns_schema() {
  json::object schema = list_of(parsed(R"({"type": ["object", "string"], "pattern": "\\$\\{",
      "minProperties": 1, "additionalProperties": {"not": {"enum": [[], {}]}}})"),
                                "");
  schema["items"].get_object()["properties"] = parsed(R"({
      "row": {"type": "object", "minProperties": 1, "additionalProperties": {"not": {"enum": [[], {}]}}},
      "variant": {"type": ["string", "number", "boolean", "array"], "minItems": 1}})");
  schema["minItems"] = 1;
  return schema;
}

json::object rows_schema() {
  json::object schema = list_of(parsed(R"({"type": ["object", "string"], "pattern": "\\$\\{"})"), "");
  schema.erase("pattern");  // a file's name, or a reference
  schema["items"].get_object()["patternProperties"] = no_cut_texts();
  schema["type"] = json::array{"array", "string", "object", "null"};
  schema["properties"] = parsed(R"({"file": {"type": "string"}, "sheet": {"type": ["string", "number"]}})");
  schema["required"] = json::array{"file"};
  schema["additionalProperties"] = false;
  return schema;
}

/// A null takes away what the entry has; there it would say nothing, and what is bought is said, or not.
json::object take_schema(KeyLevel level) {
  json::object schema = parsed(R"({"type": ["string", "number", "boolean"], "pattern": "\\S"})");
  if (level == KeyLevel::variant) schema["type"].get_array().emplace_back("null");
  return schema;
}

json::object limits_schema(const Design* design, Definitions& definitions) {
  json::object schema = parsed(R"({"type": "object", "minProperties": 1, "additionalProperties": false})");
  schema["properties"] = members_of(KeyLevel::budget, design, definitions);
  return schema;
}

json::object downloads_schema(const Design* design, Definitions& definitions) {
  json::object schema = parsed(R"({"type": "object", "minProperties": 1, "additionalProperties": false})");
  schema["properties"] = members_of(KeyLevel::download, design, definitions);
  return schema;
}

json::object environments_schema(const Design* design, Definitions& definitions) {
  json::object one = parsed(R"({"type": ["object", "null"], "additionalProperties": false})");
  one["properties"] = members_of(KeyLevel::environment, design, definitions);
  json::object schema{{"type", json::array{"object", "null"}}};
  schema["propertyNames"] = parsed(R"({"pattern": "^[a-z0-9][a-z0-9._-]{0,63}$"})");
  schema["additionalProperties"] = std::move(one);
  return schema;
}

json::object sinks_schema(const Design* design, Definitions& definitions) {
  json::object one = parsed(R"({"type": "object", "additionalProperties": false, "oneOf": [
      {"required": ["ping"]}, {"required": ["command"]}, {"required": ["http"]}]})");
  one["properties"] = members_of(KeyLevel::sink, design, definitions);
  json::object schema = parsed(R"({"type": "array", "maxItems": 32})");
  schema["items"] = std::move(one);
  return schema;
}

json::object states_schema() {
  return parsed(R"({"type": ["array", "string"], "items": {"enum": ["start", "success", "partial", "failure",
      "doubt", "budget", "nothing", "recovered"]}})");
}

json::object of_type(KeyType type, KeyLevel level, const Design* design, Definitions& definitions) {
  switch (type) {
    case KeyType::version:
      return parsed(R"({"enum": [1, "1"]})");
    case KeyType::manifest_name:
      return parsed(R"({"type": ["string", "null"], "pattern": "^[a-z0-9][a-z0-9._-]{0,63}$"})");
    case KeyType::files:
      return parsed(R"({"type": ["string", "array", "null"], "items": {"type": "string"}})");
    case KeyType::variables:
      return json::object{{"type", json::array{"object", "null"}}, {"patternProperties", no_cut_texts()}};
    case KeyType::entry_keys:
      return parsed(R"({"$ref": "#/definitions/defaults"})");
    case KeyType::buy_or_keep:
      return parsed(R"({"anyOf": [{"enum": ["buy", "keep"]}, {"type": "string", "pattern": "\\$\\{"}]})");
    case KeyType::limits:
      return limits_schema(design, definitions);
    case KeyType::environments:
      return environments_schema(design, definitions);
    case KeyType::sinks:
      return sinks_schema(design, definitions);
    case KeyType::address:
      return parsed(R"({"type": "string", "pattern": "^https?://|\\$\\{"})");
    case KeyType::command:
      return parsed(
          R"({"type": "array", "items": {"type": ["string", "number", "boolean"]}, "minItems": 1})");
    case KeyType::states:
      return states_schema();
    case KeyType::patches:
      return parsed(R"({"type": ["object", "null"], "additionalProperties": {"type": "object"}})");
    case KeyType::entries:
      return parsed(R"({"type": ["array", "null"], "items": {"$ref": "#/definitions/design"}})");
    case KeyType::credits:  // digits, in quotes or not
      return parsed(R"({"type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]+$|\\$\\{"})");
    case KeyType::time_zone:
      return parsed(
          R"({"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$|\\$\\{"})");
    case KeyType::page_file:
      return parsed(R"({"type": "string", "pattern": "\\.html?$|\\$\\{"})");
    case KeyType::downloads:
      return downloads_schema(design, definitions);
    case KeyType::place:
      return parsed(R"({"type": "string", "minLength": 1})");
    case KeyType::latest_or_all:
      return parsed(R"({"anyOf": [{"enum": ["latest", "all"]}, {"type": "string", "pattern": "\\$\\{"}]})");
    case KeyType::design_id:
      return id_schema(design);
    case KeyType::design_text:
    case KeyType::text:
      return any_text("");
    case KeyType::key_part:
      return parsed(R"({"type": ["string", "number", "boolean", "null"], "pattern": "^[^/]+$|\\$\\{"})");
    case KeyType::matrix:
      return matrix_schema();
    case KeyType::patterns:
      return patterns_schema();
    case KeyType::rows:
      return rows_schema();
    case KeyType::variants:
      return parsed(R"({"type": ["array", "null"], "items": {"$ref": "#/definitions/variant"}})");
    case KeyType::take:
      return take_schema(level);
    default:  // the API's, and words that are set apart
      return {};
  }
}

}  // namespace

json::object schema_of_own(const ManifestKey& key, KeyLevel level, const Design* design,
                           Definitions& definitions) {
  json::object schema = of_type(key.type, level, design, definitions);
  if (schema.contains("$ref")) return schema;  // which hides what stands beside it
  if (!schema.contains("const")) schema["examples"] = json::array{json::parse(key.example)};
  return described(std::move(schema), std::string{key.help});
}

}  // namespace pressrun::authoring
