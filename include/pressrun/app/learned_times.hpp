#pragma once

#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/app/run.hpp"
#include "pressrun/ports/journal_files.hpp"

namespace pressrun::app {

// What runs learn about rendering times stays in the journal. It makes the next run faster and nothing else:
// where it cannot be read or written, nobody needs to know.

RenderMemory learned_times(const LoadedCampaign& one, JournalFiles& files);
void keep_learned_times(const LoadedCampaign& one, const RenderMemory& learned, WallTime now,
                        JournalFiles& files);

}  // namespace pressrun::app
