#pragma once

#include "pressrun/app/declined.hpp"
#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/ports/journal_files.hpp"
#include "pressrun/ports/journal_keeper.hpp"
#include "pressrun/ports/person.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace pressrun::app {

// What a person should hear about a journal. All may throw JournalError.

/// Warns where this journal is not, or no longer, what was last used here.
bool warn_of_lost_journal(const LoadedCampaign& one, JournalFiles& files, Person& person);

/// Warns where results lie there of a run that the manifest's journal does not know: it was lost, or an older
/// copy of it was put back.
bool warn_of_unknown_results(const LoadedCampaign& one, JournalFiles& files, Person& person);

/// Warns where what jobs came to will soon lapse at the API.
void warn_of_lapse(const LoadedCampaign& one, std::optional<WallTime> rendering_since, WallTime now,
                   Person& person);

/// The same as the first two, for who would submit what such a journal does not know of: needs the person's
/// word, or `yes`. Throws Declined (not_confirmed).
void ask_about_lost_journal(const LoadedCampaign& one, bool yes, JournalFiles& files, Person& person);

/// Throws Declined (not_confirmed) unless the answer is yes; `otherwise` is for who cannot be asked.
void require_yes(Person& person, const std::string& question, const std::string& otherwise);

/// Takes in what a run could not record. The caller holds the journal.
void take_in_rescue(const std::filesystem::path& journal, JournalKeeper& keeper, Person& person);
/// Brings a journal of an earlier version up to date, and says where its backup is. The caller holds it.
void bring_up_to_date(const std::filesystem::path& journal, JournalKeeper& keeper, Person& person);
/// Both.
void put_in_order(const std::filesystem::path& journal, JournalKeeper& keeper, Person& person);

}  // namespace pressrun::app
