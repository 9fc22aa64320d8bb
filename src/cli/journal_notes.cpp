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

/// Results of an earlier run, as far as they tell whether anything was bought that a journal should know.
struct EarlierResults {
  std::string run_id;
  std::string started_at;
  bool has_assets = false;
};

std::string member_in(const std::string& line, const std::string& name) {
  const std::string begin = "\"" + name + "\": \"";
  const auto at = line.find(begin);
  if (at == std::string::npos) return {};
  const auto from = at + begin.size();
  return line.substr(from, line.find('"', from) - from);
}

/// Nothing is found in a file that does not begin as results do.
EarlierResults look_at(const std::filesystem::path& results) {
  EarlierResults seen;
  std::error_code error;
  if (!std::filesystem::is_regular_file(results, error)) return seen;  // a pipe would wait for somebody
  std::ifstream in(results, std::ios::binary);
  std::string line;
  for (bool first = true; std::getline(in, line) && !seen.has_assets; first = false) {
    if (first && !line.starts_with("{\"pressrun\"")) return {};
    if (seen.run_id.empty()) seen.run_id = member_in(line, "run_id");
    if (seen.started_at.empty()) seen.started_at = member_in(line, "started_at");
    seen.has_assets = line.find("\"assets\": [{") != std::string::npos;
  }
  return seen;
}

/// Whether the journal has that run, or a later one of this manifest: by seconds, as the results have it.
bool knows_run(const Campaigned& one, const EarlierResults& results) {
  const auto journal = io::open_journal(one.journal);
  if (!journal) return true;  // it cannot be read, which is said elsewhere
  for (const CampaignRecord& campaign : journal->campaigns()) {
    const auto last = journal->last_run(campaign.number);
    if (!last) continue;
    const bool is_its = campaign.path == one.path && campaign.name == one.manifest->name();
    if (last->id.text == results.run_id) return true;
    if (is_its && results.started_at <= to_rfc3339(last->started_at)) return true;
  }
  return false;
}

}  // namespace

bool warn_of_unknown_results(const Campaigned& one) {
  const EarlierResults results = look_at(one.results);
  if (!results.has_assets) return false;
  const std::string file = "warning: '" + printable(one.results.string()) + "' ";
  const std::string journal = printable(one.journal.string());
  std::error_code error;
  if (!std::filesystem::exists(one.journal, error)) {
    std::cerr << file << "lists what an earlier run bought, and its journal " << journal
              << " is not there: was it moved or deleted? A run would pay for all of it again\n";
    return true;
  }
  if (knows_run(one, results)) return false;
  std::cerr
      << file << "is of a run that the journal " << journal
      << " knows nothing of: is it another one than before, or was an older copy of its folder put back? A "
         "run would pay again for what that one bought\n";
  return true;
}

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

void ask_about_lost_journal(const Campaigned& one, bool yes) {
  const bool lost = warn_of_lost_journal(one) || warn_of_unknown_results(one);
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
