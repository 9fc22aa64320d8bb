#include "cli/command_table.hpp"
#include "pressrun/app/journal_notes.hpp"
#include "pressrun/app/status.hpp"
#include "pressrun/domain/text.hpp"
#include "wiring/failure.hpp"
#include "wiring/page_file.hpp"
#include "wiring/targets.hpp"

#include <iostream>

namespace pressrun::cli {
namespace {

/// Where nobody says where: NAME.report.html beside the results.
std::filesystem::path target_of(const app::LoadedCampaign& one, const Options& options) {
  const std::filesystem::path said = page_target(one, options);
  return said.empty() ? one.results.parent_path() /
                            (std::filesystem::path{one.results}.stem().stem().string() + ".report.html")
                      : said;
}

}  // namespace

ExitCode cmd_report(Invocation& invocation) {
  const Options& options = invocation.options;
  const app::LoadedCampaign& one = invocation.manifests.front();
  const std::filesystem::path target = target_of(one, options);
  refuse_precious_targets(options, {}, {target}, invocation.manifests, invocation.sources);
  app::warn_of_lost_journal(one, invocation.journals, invocation.person);
  app::LastRun last = app::last_run(one, invocation.journals);
  last.run.summary = last.seen.summary;
  const std::string problem = write_page_file(*last.journal, last.run, one, target);
  if (!problem.empty()) throw CommandFailed(ExitCode::journal_or_results, problem);
  if (!options.output.quiet) std::cerr << "report: " << printable(target.string()) << "\n";
  return ExitCode::success;
}

}  // namespace pressrun::cli
