#pragma once

#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/domain/time.hpp"
#include "pressrun/ports/journal_files.hpp"

#include <optional>
#include <string>

namespace pressrun::cli {

/// Says on standard error, where it is so, that this journal is not, or no longer, what was last used here.
/// Throws JournalError.
bool warn_of_lost_journal(const app::LoadedCampaign& one);

/// Says on standard error, where it is so, that results lie there of a run that the manifest's journal does
/// not know: it was lost, or an older copy of it was put back. Throws JournalError.
bool warn_of_unknown_results(const app::LoadedCampaign& one, JournalFiles& files);

/// Says on standard error, where it is so, that what jobs came to will soon lapse at the API.
void warn_of_lapse(const app::LoadedCampaign& one, std::optional<WallTime> rendering_since);

/// The same, for who would submit what such a journal does not know of: needs the user's word. Results of a
/// run that the journal does not know are such a loss too; `results`: whether those are looked for. Throws
/// Refused (not_confirmed).
void ask_about_lost_journal(const app::LoadedCampaign& one, bool results, bool yes, JournalFiles& files);

/// Asks on the terminal, and throws Refused (not_confirmed) unless the answer is yes; off a terminal always,
/// saying `otherwise`, which names --yes.
void confirm(const std::string& question, const std::string& otherwise);

/// Takes in what a run could not record, and says so. The caller holds the lock. Throws JournalError.
void take_in_rescue(const app::LoadedCampaign& one);

/// Brings a journal of an earlier version up to date, and says where its backup is. The caller holds the
/// lock. Throws JournalError.
void bring_journal_up_to_date(const app::LoadedCampaign& one);

}  // namespace pressrun::cli
