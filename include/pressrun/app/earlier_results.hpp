#pragma once

#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/ports/journal_files.hpp"

#include <cstdint>
#include <istream>
#include <optional>
#include <string>

namespace pressrun::app {

/// Results of an earlier run, as far as they tell whether anything was bought that a journal should know.
struct EarlierResults {
  std::string run_id;
  std::string started_at;  ///< RFC 3339, to the second
  bool has_assets = false;
};

/// Nothing is found in a text that does not begin as results in JSON do.
EarlierResults read_earlier_results(std::istream& in);

/// What such results say of the manifest's journal.
enum class ResultsDoubt : std::uint8_t {
  none,
  no_journal,   ///< they list what was bought, and the journal is not there
  unknown_run,  ///< they are of a run that the journal knows nothing of, later than all that it knows
};
/// Throws JournalError.
ResultsDoubt doubt_from_results(const EarlierResults& results, const LoadedCampaign& one,
                                JournalFiles& files);

/// Whether what jobs came to that render since then will lapse at the API within two days.
bool lapses_soon(std::optional<WallTime> rendering_since, WallTime now);

}  // namespace pressrun::app
