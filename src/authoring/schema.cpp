#include "pressrun/authoring/schema.hpp"

#include "authoring/pretty_json.hpp"
#include "authoring/schema_layers.hpp"
#include "authoring/schema_levels.hpp"
#include "authoring/yaml_text.hpp"

#include <boost/json.hpp>

namespace pressrun::authoring {
namespace {

namespace json = boost::json;

std::string title_of(const Design* design) {
  return design == nullptr ? std::string{"pressrun manifest, version 1"}
                           : "pressrun manifest for the design \"" + comment_text(design->name) + "\"";
}

json::object definitions_of(const Design* design, Definitions& shared) {
  EntrySchemas schemas = entry_schemas(design, shared);
  json::object definitions;
  definitions["design"] = std::move(schemas.entry);
  definitions["variant"] = std::move(schemas.variant);
  definitions["defaults"] = std::move(schemas.defaults);
  const bool paged = design != nullptr && design->type == DesignType::printer_multipage;
  if (!paged)
    definitions["layers"] =
        design == nullptr ? any_layers() : layers_of(design->elements, &design->variables, shared);
  return definitions;
}

json::object schema_for(const Design* design) {
  Definitions shared;
  json::object definitions = definitions_of(design, shared);
  json::object root{{"$schema", "http://json-schema.org/draft-07/schema#"}};
  root["title"] = title_of(design);
  root["type"] = "object";
  root["required"] = json::array{"pressrun"};
  root["properties"] = members_of(manifest::KeyLevel::top, design, shared);
  root["patternProperties"] =
      json::parse(R"({"^x-": {"description": "a place for anchors; not read"}, "^<<$": {}})");
  root["additionalProperties"] = false;
  for (auto& member : shared.take()) definitions.emplace(member.key(), std::move(member.value()));
  root["definitions"] = std::move(definitions);
  return root;
}

}  // namespace

std::string manifest_schema() { return pretty_json(schema_for(nullptr)); }

std::string manifest_schema_of(const Design& design) { return pretty_json(schema_for(&design)); }

}  // namespace pressrun::authoring
