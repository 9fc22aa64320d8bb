#pragma once

#include "pressrun/app/findings.hpp"
#include "pressrun/app/loaded_campaign.hpp"
#include "usage/options.hpp"
#include "wiring/disk_sources.hpp"

#include <string>
#include <vector>

namespace pressrun::wiring {

/// Reads every manifest that is named; a folder means all *.yaml and *.yml directly in it, "-" standard
/// input. What is wrong goes into `findings`; a manifest of which nothing can be made is left out. Throws
/// CommandFailed (2) where the only one cannot be read. `sources` must outlive the answer.
struct LoadedManifests {
  std::vector<app::LoadedCampaign> campaigns;
  std::size_t named = 0;  ///< how many there were, those among them that could not be read
};
LoadedManifests load_manifests(const usage::Options& options, DiskSources& sources,
                               app::FindingSet& findings);

/// The options that choose the account, for commands that are suggested: " --base-url …", or nothing.
std::string account_options_text(const usage::Options& options);

}  // namespace pressrun::wiring
