#pragma once

#include "pressrun/app/findings.hpp"
#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/app/run_terms.hpp"
#include "usage/options.hpp"

namespace pressrun::wiring {

/// What a manifest may spend by its budget and the options. A time zone that this machine does not know is a
/// finding. Call it before any thread is started.
app::RunTerms terms_of(const app::LoadedCampaign& one, const usage::Options& options,
                       app::FindingSet& findings);

}  // namespace pressrun::wiring
