#include "cli/journal_notes.hpp"

#include "cli/failure.hpp"
#include "pressrun/domain/results.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/journal_care.hpp"
#include "pressrun/io/journal_mark.hpp"
#include "pressrun/io/system_clock.hpp"

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

}  // namespace

bool warn_of_lost_journal(const Campaigned& one) {
  const io::Suspicion why = io::suspicion(one.journal);
  if (why == io::Suspicion::none) return false;
  std::cerr << "warning: journal " << printable(one.journal.string()) << words_for(why)
            << " What was submitted since is unknown to it, and a run would pay for that again\n";
  return true;
}

void ask_about_lost_journal(const Campaigned& one, bool yes) {
  if (!warn_of_lost_journal(one) || yes) return;
  if (::isatty(STDIN_FILENO) == 0)
    throw CommandFailed(ExitCode::usage,
                        "nothing was submitted: put the right journal back, or confirm with --yes that what "
                        "is unknown to this one may be paid for again");
  std::cerr << "Go on, and pay for it again? [y/N] ";
  std::string answer;
  std::getline(std::cin, answer);
  if (answer != "y" && answer != "yes") throw CommandFailed(ExitCode::usage, "nothing was submitted");
}

void warn_of_lapse(const Campaigned& one, std::optional<WallTime> since) {
  constexpr std::chrono::days soon{2};
  if (!since || io::wall_now() < *since + results_are_kept - soon) return;
  std::cerr << "warning: jobs of '" << printable(one.manifest->name()) << "' render since "
            << to_rfc3339(*since) << ", and the API keeps what they came to until "
            << to_rfc3339(*since + results_are_kept)
            << " at most; it is paid for. Fetch it with: pressrun run " << one.suggested << "\n";
}

void bring_journal_up_to_date(const Campaigned& one) {
  io::bring_up_to_date(one.journal,
                       [](const std::string& line) { std::cerr << "note: " << printable(line) << "\n"; });
}

}  // namespace pressrun::cli
