#pragma once

#include "pressrun/domain/design.hpp"
#include "pressrun/domain/diagnostic.hpp"
#include "pressrun/domain/job.hpp"

namespace pressrun::api {

/// The API takes misspelt names in silence and bills the wrong picture (API reference §5.7): formats, element
/// names and multipage pages of a job are compared with the live design. Findings point at the manifest.
Diagnostics check_names(const JobSpec& spec, const Design& design);

}  // namespace pressrun::api
