#pragma once

#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/domain/results.hpp"
#include "pressrun/domain/time.hpp"
#include "pressrun/ports/journal.hpp"

#include <functional>
#include <ostream>
#include <string>

namespace pressrun::app {

/// Who writes a page, and when.
struct PageWriting {
  std::string version;  ///< of this program
  WallTime at{};
  std::string folder;  ///< that the page lies in, absolute
  /// PageFacts::place; empty: by the folder.
  std::function<std::string(const FetchedFile&)> place = {};
};

/// The page of a run's campaign: every job as it now stands, the runs that the journal knows, what was spent.
/// Throws JournalError.
void write_page(JournalReader& journal, const RunRecord& run, const LoadedCampaign& one, PageWriting writing,
                std::ostream& out);

}  // namespace pressrun::app
