#pragma once

#include "pressrun/domain/value.hpp"

namespace pressrun::api {

/// Whether some element's `font` is a name, or may be one once references are replaced.
bool names_fonts(const Mapping& request);

}  // namespace pressrun::api
