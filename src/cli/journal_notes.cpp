#include "cli/journal_notes.hpp"

#include "cli/failure.hpp"
#include "pressrun/domain/results.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/journal_care.hpp"
#include "pressrun/io/journal_mark.hpp"
#include "pressrun/io/sqlite_journal.hpp"
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

/// Whether the file begins as results do, and somewhere lists an asset.
bool has_assets(const std::filesystem::path& results) {
  std::ifstream in(results, std::ios::binary);
  std::string line;
  bool ours = false;
  for (int lines = 0; std::getline(in, line); ++lines) {
    if (lines == 0) ours = line.starts_with("{\"pressrun\"");
    if (!ours) return false;
    if (line.find("\"assets\": [{") != std::string::npos) return true;
  }
  return false;
}

bool warn_of_results_without_journal(const Campaigned& one) {
  std::error_code error;
  if (std::filesystem::exists(one.journal, error) || !has_assets(one.results)) return false;
  std::cerr << "warning: '" << printable(one.results.string())
            << "' lists what an earlier run bought, and its journal " << printable(one.journal.string())
            << " is not there: was it moved or deleted? A run would pay for all of it again\n";
  return true;
}

}  // namespace

bool warn_of_lost_journal(const Campaigned& one) {
  const io::Suspicion why = io::suspicion(one.journal);
  if (why == io::Suspicion::none) return false;
  std::cerr << "warning: journal " << printable(one.journal.string()) << words_for(why)
            << " What was submitted since is unknown to it, and a run would pay for that again\n";
  return true;
}

void confirm(const std::string& question, const std::string& otherwise) {
  if (::isatty(STDIN_FILENO) == 0) throw CommandFailed(ExitCode::usage, otherwise);
  std::cerr << question << " [y/N] ";
  std::string answer;
  std::getline(std::cin, answer);
  if (answer != "y" && answer != "yes") throw CommandFailed(ExitCode::usage, "nothing was submitted");
}

void ask_about_lost_journal(const Campaigned& one, bool results, bool yes) {
  const bool lost = warn_of_lost_journal(one) || (results && warn_of_results_without_journal(one));
  if (!lost || yes) return;
  confirm("Go on, and pay for it again?",
          "nothing was submitted: put the right journal back, or confirm with --yes that what is unknown to "
          "this one may be paid for again");
}

void take_in_rescue(const Campaigned& one) {
  for (const std::string& line : io::take_in_rescue(one.journal))
    std::cerr << "note: " << printable(line) << "\n";
}

void warn_of_lapse(const Campaigned& one, std::optional<WallTime> since) {
  constexpr std::chrono::days soon{2};
  if (!since || io::wall_now() < *since + results_are_kept - soon) return;
  std::cerr << "warning: jobs of '" << printable(one.manifest->name()) << "' render since "
            << to_rfc3339(*since) << ", and the API keeps what they came to until "
            << to_rfc3339(*since + results_are_kept)
            << " at most; it is paid for. Fetch it with: pressrun run " << one.suggested_run << "\n";
}

void bring_journal_up_to_date(const Campaigned& one) {
  io::bring_up_to_date(one.journal,
                       [](const std::string& line) { std::cerr << "note: " << printable(line) << "\n"; });
}

}  // namespace pressrun::cli
