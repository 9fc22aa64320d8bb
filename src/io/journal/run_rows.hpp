#pragma once

#include "io/journal/statements.hpp"
#include "pressrun/ports/journal.hpp"

#include <optional>

namespace pressrun::io {

/// 0: none.
RunNumber last_run_number(Statements& statements, CampaignNumber campaign);
std::optional<RunRecord> read_last_run(Statements& statements, CampaignNumber campaign);

/// The account of the campaign's last run: what it has elsewhere, as after a rehearsal against another
/// server, is neither there nor paid for here.
AccountNumber account_in_force(Statements& statements, CampaignNumber campaign);

/// Of the process that made the run: what its campaigns share, each has produced.
RunNumber first_run(Statements& statements, RunNumber run);

}  // namespace pressrun::io
