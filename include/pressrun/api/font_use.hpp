#pragma once

#include "pressrun/api/names.hpp"
#include "pressrun/domain/diagnostic.hpp"
#include "pressrun/domain/value.hpp"

namespace pressrun::api {

/// Whether some element's `font` is a name, or may be one once references are replaced.
bool names_fonts(const Mapping& request);

/// Finds the names of fonts that mean nothing, or too much.
void check_fonts(const Mapping& request, const FontNames& fonts, Diagnostics& findings);

}  // namespace pressrun::api
