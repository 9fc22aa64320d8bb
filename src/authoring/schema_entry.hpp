#pragma once

#include "authoring/definitions.hpp"
#include "pressrun/domain/design.hpp"

#include <boost/json/object.hpp>

#include <string_view>

namespace pressrun::authoring {

/// A key of the manifest as it stands in the schema, with the words of the table of keys.
boost::json::object with_help(boost::json::object schema, std::string_view help);
/// `outdated`, at the top and in an entry. Null is refused as the loader does: what is bought is said, or
/// not.
boost::json::object outdated_schema();

/// One entry of `designs`, one of `variants`, and `defaults`. `design`: narrows them to it; null: any.
/// What they have in common goes into the definitions.
struct EntrySchemas {
  boost::json::object entry;
  boost::json::object variant;
  boost::json::object defaults;
};
EntrySchemas entry_schemas(const Design* design, Definitions& definitions);

}  // namespace pressrun::authoring
