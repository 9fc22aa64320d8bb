#pragma once

#include "pressrun/domain/design.hpp"
#include "pressrun/domain/job.hpp"

namespace pressrun::api {

/// Fills in what the job is expected to cost. One credit for a static or printed format, one for each page of
/// a multipage document, one for each second begun of an animated format. What is not known counts as one,
/// and the estimate as "at least". The API documents no prices (API reference §3.4, §12): these are the
/// vendor's list as read in November 2026, AI features apart.
void estimate_credits(Job& job, const Design* design);

}  // namespace pressrun::api
