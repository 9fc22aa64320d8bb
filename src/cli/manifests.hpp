#pragma once

#include "cli/disk_sources.hpp"
#include "cli/options.hpp"
#include "pressrun/app/findings.hpp"
#include "pressrun/app/loaded_campaign.hpp"

#include <string>
#include <vector>

namespace pressrun::cli {

/// Reads every manifest that is named; a folder means all *.yaml and *.yml directly in it, "-" standard
/// input. What is wrong goes into `findings`; a manifest of which nothing can be made is left out. Throws
/// CommandFailed (2) for files that cannot be read. `sources` must outlive the answer.
std::vector<app::LoadedCampaign> load_manifests(const Options& options, DiskSources& sources,
                                                app::FindingSet& findings);

/// The options that choose the account, for commands that are suggested: " --base-url …", or nothing.
std::string account_options_text(const Options& options);

}  // namespace pressrun::cli
