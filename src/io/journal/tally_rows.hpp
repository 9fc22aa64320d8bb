#pragma once

#include "io/journal/statements.hpp"
#include "pressrun/ports/journal.hpp"

namespace pressrun::io {

/// How a campaign stands, from the sums that are kept. Moments before which nothing counts; zero: not asked.
CampaignTally read_tally(Statements& statements, CampaignNumber campaign, WallTime day_began,
                         WallTime month_began);

}  // namespace pressrun::io
