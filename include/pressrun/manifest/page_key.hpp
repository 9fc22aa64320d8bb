#pragma once

#include "pressrun/manifest/manifest.hpp"

#include <string>

namespace pressrun::manifest {

/// `report` of a loaded manifest: the page that its runs write, relative to it; empty: none.
const std::string& report_of(const Manifest& loaded);

}  // namespace pressrun::manifest
