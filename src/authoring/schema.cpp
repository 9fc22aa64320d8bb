#include "pressrun/authoring/schema.hpp"

#include "authoring/pretty_json.hpp"
#include "authoring/schema_entry.hpp"
#include "authoring/schema_layers.hpp"
#include "authoring/yaml_text.hpp"
#include "pressrun/manifest/key_table.hpp"

#include <boost/json.hpp>

namespace pressrun::authoring {
namespace {

namespace json = boost::json;

json::object budget_schema() {
  return json::parse(R"({"type": "object", "minProperties": 1, "additionalProperties": false, "properties": {
      "run": {"$ref": "#/definitions/credits", "description": "in one run"},
      "day": {"$ref": "#/definitions/credits", "description": "since midnight"},
      "month": {"$ref": "#/definitions/credits", "description": "since the first of the month"},
      "zone": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*$|\\$\\{",
               "description": "the time zone of day and month; default: the machine's",
               "examples": ["Europe/Paris", "UTC"]}},
      "examples": [{"run": 500, "month": 20000, "zone": "Europe/Paris"}]})")
      .as_object();
}

/// A limit: digits, in quotes or not.
json::object credits_schema() {
  return json::parse(R"({"type": ["integer", "string"], "minimum": 0, "pattern": "^[0-9]+$|\\$\\{"})")
      .as_object();
}

json::object top_members() {
  json::object members;
  const auto add = [&](std::string_view key, json::value schema) {
    members[key] = with_help(std::move(schema.as_object()), manifest::top_key_help(key));
  };
  add("pressrun", json::parse(R"({"enum": [1, "1"]})"));
  add("name", json::parse(R"({"type": ["string", "null"], "pattern": "^[a-z0-9][a-z0-9._-]{0,63}$",
      "examples": ["black-friday-2026"]})"));
  add("include", json::parse(R"({"type": ["string", "array", "null"], "items": {"type": "string"}})"));
  add("vars", json::parse(R"({"type": ["object", "null"], "examples": [{"season": "Black Friday"}]})"));
  members["defaults"] = json::parse(R"({"$ref": "#/definitions/defaults"})");
  add("outdated", outdated_schema());
  add("budget", budget_schema());
  add("designs", json::parse(R"({"type": ["array", "null"], "items": {"$ref": "#/definitions/design"}})"));
  return members;
}

json::object schema_for(const Design* design) {
  Definitions shared;
  EntrySchemas schemas = entry_schemas(design, shared);
  json::object definitions;
  definitions["design"] = std::move(schemas.entry);
  definitions["variant"] = std::move(schemas.variant);
  definitions["defaults"] = std::move(schemas.defaults);
  definitions["credits"] = credits_schema();
  const bool paged = design != nullptr && design->type == DesignType::printer_multipage;
  if (!paged)
    definitions["layers"] =
        design == nullptr ? any_layers() : layers_of(design->elements, &design->variables, shared);
  for (auto& member : shared.take()) definitions.emplace(member.key(), std::move(member.value()));
  json::object root{{"$schema", "http://json-schema.org/draft-07/schema#"}};
  root["title"] = design == nullptr
                      ? std::string{"pressrun manifest, version 1"}
                      : "pressrun manifest for the design \"" + comment_text(design->name) + "\"";
  root["type"] = "object";
  root["required"] = json::array{"pressrun"};
  root["properties"] = top_members();
  root["patternProperties"] =
      json::parse(R"({"^x-": {"description": "a place for anchors; not read"}, "^<<$": {}})");
  root["additionalProperties"] = false;
  root["definitions"] = std::move(definitions);
  return root;
}

}  // namespace

std::string manifest_schema() { return pretty_json(schema_for(nullptr)); }

std::string manifest_schema_of(const Design& design) { return pretty_json(schema_for(&design)); }

}  // namespace pressrun::authoring
