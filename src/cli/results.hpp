#pragma once

#include "pressrun/domain/results.hpp"
#include "pressrun/ports/journal.hpp"
#include "pressrun/report/results_writer.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace pressrun::cli {

/// Counts of what the journal holds, and the jobs that a person should hear of.
struct Overview {
  Summary summary;                      ///< counts, assets; calls and credits are the run's
  std::vector<JobResult> worth_naming;  ///< failed, partial, in doubt; at most ten
  std::size_t more = 0;
  std::size_t in_doubt_or_failed = 0;
  std::size_t submitting = 0;  ///< sent or about to be, and no answer recorded
  report::OrphanCounts orphans;
};
/// Of the campaign that the run was of. `Summary::credit_book` keeps the run's limit.
Overview overview(JournalReader& journal, const RunRecord& run);

/// The targets of -o, or the default one. Throws CommandFailed (2) for an ending that is none of the four.
std::vector<std::string> results_targets(const std::vector<std::string>& asked,
                                         const std::filesystem::path& otherwise);

/// Nothing where every target can be written, else a sentence.
std::string unwritable(const std::vector<std::string>& targets);

/// Writes the results of the last run to every target; "-" is standard output. Answers what failed, or
/// nothing.
std::string write_results(JournalReader& journal, const RunRecord& run,
                          const std::vector<std::string>& targets);

}  // namespace pressrun::cli
