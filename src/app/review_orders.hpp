#pragma once

#include "pressrun/app/selection.hpp"
#include "pressrun/domain/ledger.hpp"

namespace pressrun::app {

/// Of what `--force` would order for a job that reviews alone select: the formats that were reviewed, and
/// where the picture that is there is still the one that was. So the same review buys nothing twice.
Formats reviewed_formats(const Selection& selection, const JobKey& key, const ContentRecord& record,
                         Formats ordered);

}  // namespace pressrun::app
