#pragma once

#include "pressrun/domain/design.hpp"
#include "pressrun/manifest/key_table.hpp"

#include <string>
#include <string_view>

namespace pressrun::authoring {

/// Every key of the level that suits the design and that `written`, the rest of the manifest, does not have:
/// a comment line each, with its example and what it is for. `indent`: of the level's keys.
std::string further_keys(manifest::KeyLevel level, const Design& design, std::string_view written,
                         std::string_view indent);

}  // namespace pressrun::authoring
