#pragma once

#include "pressrun/domain/design.hpp"
#include "pressrun/manifest/key_table.hpp"

namespace pressrun::authoring {

/// Whether the key has an effect on the design. Of one that is not known, or of a type that came later: yes.
bool suits(const manifest::ManifestKey& key, const Design* design);

}  // namespace pressrun::authoring
