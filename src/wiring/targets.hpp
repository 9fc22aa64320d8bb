#pragma once

#include "usage/options.hpp"
#include "wiring/disk_sources.hpp"
#include "wiring/manifests.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace pressrun::wiring {

/// Throws CommandFailed (2) where something that would be written (`results`, --out, --log-file) is an input
/// of this command, a journal, a lock or a saved plan, whatever path or link leads there. To be called before
/// anything is opened for writing, and once more when all rows have been read: `sources` knows what was
/// opened.
void refuse_precious_targets(const usage::Options& options, const std::vector<std::string>& results,
                             const std::vector<app::LoadedCampaign>& manifests, const DiskSources& sources);
/// The same of `pages`, which are written as reports.
void refuse_precious_targets(const usage::Options& options, const std::vector<std::string>& results,
                             const std::vector<std::filesystem::path>& pages,
                             const std::vector<app::LoadedCampaign>& manifests, const DiskSources& sources);

/// Reads all rows of the manifests where the log would be appended to a file that is no log by its look: only
/// then is it known whether it is one of them.
void find_rows_before_logging(const usage::Options& options, std::vector<app::LoadedCampaign>& manifests);

}  // namespace pressrun::wiring
