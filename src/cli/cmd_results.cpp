#include "cli/campaigns.hpp"
#include "cli/command_table.hpp"
#include "cli/failure.hpp"
#include "cli/journal_notes.hpp"
#include "cli/results.hpp"
#include "cli/targets.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/sqlite_journal.hpp"

#include <iostream>

namespace pressrun::cli {

ExitCode cmd_results(Invocation& invocation) {
  const Options& options = invocation.options;
  const Campaigned& one = invocation.manifests.front();
  const std::vector<std::string> targets = results_targets(options.results.files, one.results);
  refuse_precious_targets(options, targets, invocation.manifests, invocation.sources);
  const auto journal = io::open_journal(one.journal);
  warn_of_lost_journal(one);
  if (!journal) refuse_without_run(one);
  auto run = journal->last_run(campaign_of(*journal, one, options).number);
  if (!run) refuse_without_run(one);
  run->summary = overview(*journal, *run).summary;
  const std::string problem = write_results(*journal, *run, targets);
  if (!problem.empty()) throw CommandFailed(ExitCode::journal_or_results, problem);
  for (const std::string& target : targets) {
    if (target != "-" && !options.output.quiet) std::cerr << "results: " << printable(target) << "\n";
  }
  return ExitCode::success;
}

}  // namespace pressrun::cli
