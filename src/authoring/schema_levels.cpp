#include "authoring/schema_levels.hpp"

#include "authoring/schema_fields.hpp"
#include "authoring/schema_keys.hpp"
#include "authoring/schema_values.hpp"
#include "authoring/suits.hpp"

#include <boost/json.hpp>

namespace pressrun::authoring {
namespace {

namespace json = boost::json;

using manifest::KeyLevel;
using manifest::ManifestKey;

bool takes_fields(KeyLevel level) {
  return level == KeyLevel::entry || level == KeyLevel::variant || level == KeyLevel::defaults;
}

json::object key_schema(const ManifestKey& key, KeyLevel level, const Design* design,
                        Definitions& definitions) {
  return key.owner == manifest::KeyOwner::api ? schema_of_field(key, design, definitions)
                                              : schema_of_own(key, level, design, definitions);
}

/// One design knows all its fields; a schema for any is open to those that the API may have one day.
json::object level_schema(KeyLevel level, const Design* design, std::string description,
                          Definitions& definitions) {
  json::object schema =
      mapping_of(members_of(level, design, definitions), design == nullptr, std::move(description));
  schema["type"] = "object";
  schema.erase("pattern");
  if (design == nullptr) schema["additionalProperties"] = true;
  return schema;
}

}  // namespace

json::object members_of(KeyLevel level, const Design* design, Definitions& definitions) {
  json::object members;
  for (const ManifestKey& key : manifest::key_table()) {
    if (key.levels.has(level)) {
      if (suits(key, design)) members.emplace(key.name, key_schema(key, level, design, definitions));
    } else if (takes_fields(level) && manifest::find_key(level, key.name) == nullptr) {
      members.emplace(key.name, false);
    }
  }
  return members;
}

EntrySchemas entry_schemas(const Design* design, Definitions& definitions) {
  EntrySchemas made;
  made.entry = level_schema(KeyLevel::entry, design, "one design, and the jobs that it gives", definitions);
  made.entry["anyOf"] = json::parse(R"([{"required": ["design_id"]}, {"required": ["design"]}])");
  made.variant =
      level_schema(KeyLevel::variant, design, "merged over the entry; a null takes away", definitions);
  made.defaults = level_schema(KeyLevel::defaults, design,
                               std::string{manifest::key_help(KeyLevel::top, "defaults")}, definitions);
  made.defaults["type"] = json::array{"object", "null"};
  return made;
}

}  // namespace pressrun::authoring
