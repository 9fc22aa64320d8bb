#pragma once

#include "io/journal/statements.hpp"
#include "pressrun/ports/journal.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace pressrun::io {

/// 0: none.
RunNumber last_run_number(Statements& statements, CampaignNumber campaign);
std::optional<RunRecord> read_last_run(Statements& statements, CampaignNumber campaign);
/// The newest first; `most` below 0: all of them.
std::vector<RunRecord> read_runs(Statements& statements, CampaignNumber campaign, std::int64_t most = -1);
/// By day and design; what counts for nothing is left out.
std::vector<DaySpending> read_spending(Statements& statements, CampaignNumber campaign);

/// The account of the campaign's last run: what it has elsewhere, as after a rehearsal against another
/// server, is neither there nor paid for here.
AccountNumber account_in_force(Statements& statements, CampaignNumber campaign);

/// Of the process that made the run: what its campaigns share, each has produced.
RunNumber first_run(Statements& statements, RunNumber run);

}  // namespace pressrun::io
