#pragma once

#include "pressrun/domain/results.hpp"
#include "pressrun/ports/journal.hpp"
#include "pressrun/report/results_writer.hpp"

#include <cstddef>
#include <ostream>
#include <vector>

namespace pressrun::app {

/// Counts of what the journal holds, and the jobs that a person should hear of.
struct Overview {
  Summary summary;                    ///< counts, assets; calls and credits are the run's
  std::vector<JobView> worth_naming;  ///< failed, partial, in doubt
  std::size_t more = 0;               ///< of those, beyond the first some thousand
  std::size_t in_doubt_or_failed = 0;
  std::size_t submitting = 0;  ///< sent or about to be, and no answer recorded
  report::OrphanCounts orphans;
};

/// Of the campaign that the run was of. `Summary::credit_book` keeps the run's limit. Throws JournalError.
Overview overview(JournalReader& journal, const RunRecord& run);

/// Every job of the run's campaign as it now stands, and what was bought and is no longer asked for. Throws
/// JournalError.
void write_results(JournalReader& journal, const RunRecord& run, report::ResultsFormat format,
                   std::ostream& out);
void write_results(JournalReader& journal, const RunRecord& run, report::ResultsWriter& writer);

}  // namespace pressrun::app
