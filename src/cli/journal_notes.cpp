#include "cli/journal_notes.hpp"

#include "pressrun/app/earlier_results.hpp"
#include "pressrun/app/refused.hpp"
#include "pressrun/domain/results.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/journal_care.hpp"
#include "pressrun/io/journal_mark.hpp"
#include "pressrun/io/journal_rescue.hpp"
#include "pressrun/io/system_clock.hpp"

#include <fstream>
#include <iostream>
#include <string>
#include <unistd.h>

namespace pressrun::cli {

namespace {

const char* words_for(io::Suspicion why) {
  switch (why) {
    case io::Suspicion::missing:
      return " is not there, and was used here before: was it moved or deleted?";
    case io::Suspicion::empty:
      return " is empty, and was not when it was last used here: was it cut off, or put in another's place?";
    case io::Suspicion::another:
      return " is another than was last used here: was one put in its place?";
    default:
      return " is older than when it was last used here: was a copy or a backup put in its place, or was it "
             "cut off?";
  }
}

app::EarlierResults results_in(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return {};  // a pipe would wait for somebody
  std::ifstream in(file, std::ios::binary);
  return app::read_earlier_results(in);
}

}  // namespace

bool warn_of_unknown_results(const app::LoadedCampaign& one, JournalFiles& files) {
  const app::ResultsDoubt doubt = app::doubt_from_results(results_in(one.results), one, files);
  if (doubt == app::ResultsDoubt::none) return false;
  const std::string file = "warning: '" + printable(one.results.string()) + "' ";
  const std::string journal = printable(one.journal.string());
  if (doubt == app::ResultsDoubt::no_journal) {
    std::cerr << file << "lists what an earlier run bought, and its journal " << journal
              << " is not there: was it moved or deleted? A run would pay for all of it again\n";
  } else {
    std::cerr
        << file << "is of a run that the journal " << journal
        << " knows nothing of: was an older copy of its folder put back? A run would pay again for what that "
           "one bought\n";
  }
  return true;
}

bool warn_of_lost_journal(const app::LoadedCampaign& one) {
  const io::Suspicion why = io::suspicion(one.journal);
  if (why == io::Suspicion::none) return false;
  std::cerr << "warning: journal " << printable(one.journal.string()) << words_for(why)
            << " What was submitted since is unknown to it, and a run would pay for that again\n";
  return true;
}

void confirm(const std::string& question, const std::string& otherwise) {
  if (::isatty(STDIN_FILENO) == 0) throw app::Refused(app::Reason::not_confirmed, otherwise);
  std::cerr << question << " [y/N] ";
  std::string answer;
  std::getline(std::cin, answer);
  if (answer != "y" && answer != "yes")
    throw app::Refused(app::Reason::not_confirmed, "nothing was submitted");
}

void ask_about_lost_journal(const app::LoadedCampaign& one, bool results, bool yes, JournalFiles& files) {
  const bool lost = warn_of_lost_journal(one) || (results && warn_of_unknown_results(one, files));
  if (!lost || yes) return;
  confirm("Go on, and pay for it again?",
          "nothing was submitted: put the right journal back, or confirm with --yes that what is unknown to "
          "this one may be paid for again");
}

void take_in_rescue(const app::LoadedCampaign& one) {
  for (const std::string& line : io::take_in_rescue(one.journal))
    std::cerr << "note: " << printable(line) << "\n";
}

void warn_of_lapse(const app::LoadedCampaign& one, std::optional<WallTime> since) {
  if (!app::lapses_soon(since, io::wall_now())) return;
  std::cerr << "warning: jobs of '" << printable(one.manifest->name()) << "' render since "
            << to_rfc3339(*since) << ", and the API keeps what they came to until "
            << to_rfc3339(*since + results_are_kept)
            << " at most; it is paid for. Fetch it with: pressrun run " << one.suggested_run << "\n";
}

void bring_journal_up_to_date(const app::LoadedCampaign& one) {
  io::bring_up_to_date(one.journal,
                       [](const std::string& line) { std::cerr << "note: " << printable(line) << "\n"; });
}

}  // namespace pressrun::cli
