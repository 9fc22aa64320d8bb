#include "pressrun/authoring/schema.hpp"

#include "authoring/pretty_json.hpp"
#include "authoring/schema_entry.hpp"
#include "authoring/schema_layers.hpp"
#include "authoring/yaml_text.hpp"

#include <boost/json.hpp>

namespace pressrun::authoring {
namespace {

namespace json = boost::json;

json::object top_members() {
  json::object members;
  members["pressrun"] = json::parse(R"({"enum": [1, "1"], "description": "version of the manifest"})");
  members["name"] = json::parse(R"({"type": ["string", "null"], "pattern": "^[a-z0-9][a-z0-9._-]{0,63}$",
      "description": "also names the journal and the results; default: the file's name",
      "examples": ["black-friday-2026"]})");
  members["include"] = json::parse(R"({"type": ["string", "array", "null"], "items": {"type": "string"},
      "description": "files whose vars, defaults and designs are brought in; paths are relative to this one"})");
  members["vars"] = json::parse(R"({"type": ["object", "null"],
      "description": "what ${vars.name} stands for; --set NAME=VALUE wins",
      "examples": [{"season": "Black Friday"}]})");
  members["defaults"] = json::parse(R"({"$ref": "#/definitions/defaults"})");
  members["designs"] = json::parse(R"({"type": ["array", "null"], "items": {"$ref": "#/definitions/design"},
      "description": "what is made, a design after the other"})");
  return members;
}

json::object schema_for(const Design* design) {
  Definitions shared;
  EntrySchemas schemas = entry_schemas(design, shared);
  json::object definitions;
  definitions["design"] = std::move(schemas.entry);
  definitions["variant"] = std::move(schemas.variant);
  definitions["defaults"] = std::move(schemas.defaults);
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
