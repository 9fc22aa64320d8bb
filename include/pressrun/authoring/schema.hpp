#pragma once

#include "pressrun/domain/design.hpp"

#include <string>

namespace pressrun::authoring {

/// The JSON Schema (draft-07, which editors know) of a manifest, pretty-printed in a fixed order: its own
/// keys as strict as the loader is, the API's fields and properties from api/design_rules.hpp. A scalar may
/// be a reference ("${…}") wherever the loader replaces them, and a number or a truth may stand in quotes.
std::string manifest_schema();

/// The same, narrowed to one live design: its id, formats, pages, layers, and for each layer the properties
/// of its type and nothing else, so that an editor completes them and marks what the API would ignore.
std::string manifest_schema_of(const Design& design);

}  // namespace pressrun::authoring
