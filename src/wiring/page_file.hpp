#pragma once

#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/domain/results.hpp"
#include "pressrun/ports/journal.hpp"
#include "usage/options.hpp"

#include <filesystem>
#include <string>

namespace pressrun::wiring {

/// Where the page of a manifest's runs goes: --report, else what its `report` says, beside it; empty:
/// nowhere. Environments and simulated runs have pages of their own, as they have results.
std::filesystem::path page_target(const app::LoadedCampaign& one, const usage::Options& options);

/// Says why a page cannot be written there; nothing where it can.
std::string unwritable_page(const std::filesystem::path& target);

/// By rename, so that a page that is open stays whole. Answers what is wrong, or nothing. Throws
/// JournalError.
std::string write_page_file(JournalReader& journal, const RunRecord& run, const app::LoadedCampaign& one,
                            const std::filesystem::path& target);

}  // namespace pressrun::wiring
