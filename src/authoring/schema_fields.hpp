#pragma once

#include "authoring/definitions.hpp"
#include "pressrun/domain/design.hpp"
#include "pressrun/manifest/key_table.hpp"

#include <boost/json/object.hpp>

namespace pressrun::authoring {

/// A field of the API's request. What it takes stands in api/design_rules.hpp; of formats, file types, layers
/// and pages the design knows it. Members of an option are strict with one design only, as all that is not
/// pressrun's own. `design`: null: any.
boost::json::object schema_of_field(const manifest::ManifestKey& key, const Design* design,
                                    Definitions& definitions);

}  // namespace pressrun::authoring
