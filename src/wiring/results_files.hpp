#pragma once

#include "pressrun/domain/results.hpp"
#include "pressrun/ports/journal.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace pressrun::wiring {

/// The targets of -o, or the default one. Throws CommandFailed (2) for an ending that is none of the four.
std::vector<std::string> results_targets(const std::vector<std::string>& asked,
                                         const std::filesystem::path& otherwise);

/// Nothing where every target can be written, else a sentence.
std::string unwritable(const std::vector<std::string>& targets);

/// Writes the results of the last run to every target; "-" is standard output. Answers what failed, or
/// nothing.
std::string write_results_files(JournalReader& journal, const RunRecord& run,
                                const std::vector<std::string>& targets);

}  // namespace pressrun::wiring
