#pragma once

#include "pressrun/domain/design.hpp"

#include <string>
#include <string_view>

namespace pressrun::authoring {

/// The file that the editor line of a new manifest names: the schema, beside the manifest.
inline constexpr std::string_view schema_file = "pressrun.schema.json";

/// A commented manifest (YAML) for a live design that runs as it is and changes nothing of the design: every
/// format, every layer with its type, every property that can be written with its present value. Texts,
/// pictures and colours are settings, everything else is a comment; with `all`, that is set too. A property
/// that differs between formats, or that the API would refuse as the design has it, is always a comment.
/// Names and values of the server are quoted; none can leave its place.
std::string starter_manifest(const Design& design, bool all = false);

}  // namespace pressrun::authoring
