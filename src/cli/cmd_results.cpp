#include "cli/command_table.hpp"
#include "pressrun/app/journal_notes.hpp"
#include "pressrun/app/status.hpp"
#include "pressrun/domain/text.hpp"
#include "wiring/failure.hpp"
#include "wiring/results_files.hpp"
#include "wiring/targets.hpp"

#include <iostream>

namespace pressrun::cli {

ExitCode cmd_results(Invocation& invocation) {
  const Options& options = invocation.options;
  const app::LoadedCampaign& one = invocation.manifests.front();
  const std::vector<std::string> targets = results_targets(options.results.files, one.results);
  refuse_precious_targets(options, targets, invocation.manifests, invocation.sources);
  app::warn_of_lost_journal(one, invocation.journals, invocation.person);
  app::LastRun last = app::last_run(one, invocation.journals);
  last.run.summary = last.seen.summary;
  const std::string problem = write_results_files(*last.journal, last.run, targets);
  if (!problem.empty()) throw CommandFailed(ExitCode::journal_or_results, problem);
  for (const std::string& target : targets) {
    if (target != "-" && !options.output.quiet) std::cerr << "results: " << printable(target) << "\n";
  }
  return ExitCode::success;
}

}  // namespace pressrun::cli
