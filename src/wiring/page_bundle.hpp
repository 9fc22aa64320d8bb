#pragma once

#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/domain/results.hpp"
#include "pressrun/ports/journal.hpp"

#include <cstddef>
#include <filesystem>
#include <string>

namespace pressrun::wiring {

/// What came of packing a page with its pictures.
struct PageBundle {
  std::string problem;       ///< empty: it is written
  std::size_t pictures = 0;  ///< that are in it
  std::size_t left_out = 0;  ///< fetched once, and no longer as they were verified
};

/// Writes the page of a run's campaign and the downloaded pictures as one ZIP: a folder that is called as the
/// archive is, `report.html` in it, and `pictures/…` below that. Written whole or not at all, for its owner.
/// Throws JournalError.
PageBundle write_page_bundle(JournalReader& journal, const RunRecord& run, const app::LoadedCampaign& one,
                             const std::filesystem::path& target);

}  // namespace pressrun::wiring
