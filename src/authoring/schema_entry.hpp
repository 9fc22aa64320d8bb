#pragma once

#include "authoring/definitions.hpp"
#include "pressrun/domain/design.hpp"

#include <boost/json/object.hpp>

namespace pressrun::authoring {

/// One entry of `designs`, one of `variants`, and `defaults`. `design`: narrows them to it; null: any.
/// What they have in common goes into the definitions.
struct EntrySchemas {
  boost::json::object entry;
  boost::json::object variant;
  boost::json::object defaults;
};
EntrySchemas entry_schemas(const Design* design, Definitions& definitions);

}  // namespace pressrun::authoring
