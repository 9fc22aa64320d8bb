#include "authoring/schema_fields.hpp"

#include "authoring/schema_layers.hpp"
#include "authoring/schema_values.hpp"
#include "pressrun/api/design_rules.hpp"
#include "pressrun/api/file_types.hpp"

#include <boost/json.hpp>

#include <string>
#include <vector>

namespace pressrun::authoring {
namespace {

namespace json = boost::json;

using manifest::KeyType;
using manifest::ManifestKey;

json::object formats_schema(const Design* design, const std::string& words) {
  if (design == nullptr) return list_of(any_text(""), words);
  std::vector<std::string> names;
  for (const Format& format : design->formats) names.push_back(format.name);
  return list_of(one_of(names, ""), words);
}

json::object pages_schema(const Design* design, const std::string& words, Definitions& definitions) {
  if (design == nullptr) return map_to({{"$ref", "#/definitions/layers"}}, words);
  json::object pages;
  for (const auto& [page, elements] : design->pages)
    pages.emplace(page, definitions.refer("page " + page, layers_of(elements, nullptr, definitions)));
  return definitions.refer("pages", mapping_of(std::move(pages), false, words));
}

/// A design is made into some types only; one that is not known, into any of the API's.
json::object file_type_schema(const ManifestKey& key, const Design* design, const std::string& words) {
  auto choices = api::file_types_of(design == nullptr ? DesignType::unknown : design->type);
  if (choices.empty()) choices = api::rule_of_field(key.name)->limit.choices;
  return one_of({choices.begin(), choices.end()}, words);
}

json::object members_of_option(manifest::KeyLevel inside, std::string_view option) {
  json::object members;
  for (const ManifestKey& key : manifest::key_table()) {
    if (!key.levels.has(inside)) continue;
    const api::FieldRule* rule = api::rule_of_field(std::string{option} + "." + std::string{key.name});
    if (rule != nullptr) members.emplace(key.name, described(schema_of(*rule), std::string{key.help}));
  }
  return members;
}

json::object api_field_schema(const ManifestKey& key, const Design* design, const std::string& words) {
  const api::FieldRule* rule = api::rule_of_field(key.name);
  if (rule == nullptr) return described({}, words);
  json::object schema = described(schema_of(*rule), words);
  if (const manifest::KeyLevel* inside = manifest::members_of(key.name)) {
    schema["properties"] = members_of_option(*inside, key.name);
    if (design != nullptr) schema["additionalProperties"] = false;
  }
  return schema;
}

}  // namespace

json::object schema_of_field(const ManifestKey& key, const Design* design, Definitions& definitions) {
  const std::string words{key.help};
  switch (key.type) {
    case KeyType::formats:
      return formats_schema(design, words);
    case KeyType::layers:
      return {{"$ref", "#/definitions/layers"}};
    case KeyType::pages:
      return pages_schema(design, words, definitions);
    case KeyType::file_type:
      return file_type_schema(key, design, words);
    case KeyType::delivery:
      return one_of({"async", "sync"}, words);
    default:
      return api_field_schema(key, design, words);
  }
}

}  // namespace pressrun::authoring
