#pragma once

#include "authoring/definitions.hpp"
#include "pressrun/domain/design.hpp"
#include "pressrun/manifest/key_table.hpp"

#include <boost/json/object.hpp>

namespace pressrun::authoring {

/// The properties of a mapping: every key that may stand on the level, from the table of keys. Where the
/// API's fields may stand too, those of other levels are refused by name. `design`: narrows them to it, keys
/// without effect on it left out; null: any. What several have in common goes into the definitions.
boost::json::object members_of(manifest::KeyLevel level, const Design* design, Definitions& definitions);

/// One entry of `designs`, one of `variants`, and `defaults`.
struct EntrySchemas {
  boost::json::object entry;
  boost::json::object variant;
  boost::json::object defaults;
};
EntrySchemas entry_schemas(const Design* design, Definitions& definitions);

}  // namespace pressrun::authoring
