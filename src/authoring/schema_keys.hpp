#pragma once

#include "authoring/definitions.hpp"
#include "pressrun/domain/design.hpp"
#include "pressrun/manifest/key_table.hpp"

#include <boost/json/object.hpp>

namespace pressrun::authoring {

/// A key that pressrun reads itself, as strict as the reader is, with the words and the example of its row.
/// `level`: where it stands; a variant may take away with a null what its entry has. `design`: null: any.
boost::json::object schema_of_own(const manifest::ManifestKey& key, manifest::KeyLevel level,
                                  const Design* design, Definitions& definitions);

}  // namespace pressrun::authoring
