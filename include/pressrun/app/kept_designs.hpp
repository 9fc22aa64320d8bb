#pragma once

#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/app/workspace_reading.hpp"
#include "pressrun/ports/journal_files.hpp"

#include <vector>

namespace pressrun::app {

/// The designs that the journals of these manifests keep from earlier runs. One that cannot be read, or whose
/// journal cannot, is as good as not there.
std::vector<KeptDesign> kept_designs(const std::vector<LoadedCampaign>& manifests, WallTime now,
                                     JournalFiles& files);

/// What the API gave now, to be kept.
struct FreshAnswers {
  std::vector<KeptAnswer> designs;
  std::vector<DesignId> ids;  ///< of each design
  std::optional<std::vector<Font>> fonts;
  WallTime at{};
};
FreshAnswers fresh_answers(const WorkspaceReading& reading, WallTime now);

/// Keeps them in the journal of each manifest that needs them. Who holds no lock (`nobodys`) makes no
/// journal. Throws JournalError.
void keep_answers(const std::vector<LoadedCampaign>& manifests, const FreshAnswers& fresh, Holding holding,
                  JournalFiles& files);

}  // namespace pressrun::app
