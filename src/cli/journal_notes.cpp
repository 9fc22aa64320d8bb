#include "cli/journal_notes.hpp"

#include "pressrun/domain/text.hpp"
#include "pressrun/io/journal_care.hpp"
#include "pressrun/io/journal_mark.hpp"

#include <iostream>

namespace pressrun::cli {

bool warn_of_older_journal(const Campaigned& one) {
  if (!io::is_older_than_noted(one.journal)) return false;
  std::cerr << "warning: journal " << printable(one.journal.string())
            << " is older than when it was last used here: was a copy or a backup put in its place? What was "
               "submitted since is unknown to it, and a run would pay for that again\n";
  return true;
}

void bring_journal_up_to_date(const Campaigned& one) {
  io::bring_up_to_date(one.journal,
                       [](const std::string& line) { std::cerr << "note: " << printable(line) << "\n"; });
}

}  // namespace pressrun::cli
