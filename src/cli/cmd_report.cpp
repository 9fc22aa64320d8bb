#include "cli/command_table.hpp"
#include "pressrun/app/journal_notes.hpp"
#include "pressrun/app/status.hpp"
#include "pressrun/domain/text.hpp"
#include "wiring/failure.hpp"
#include "wiring/page_bundle.hpp"
#include "wiring/page_file.hpp"
#include "wiring/targets.hpp"

#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

namespace pressrun::cli {
namespace {

/// Where nobody says where: NAME.report.html beside the results.
std::filesystem::path target_of(const app::LoadedCampaign& one, const Options& options) {
  const std::filesystem::path said = page_target(one, options);
  return said.empty() ? one.results.parent_path() /
                            (std::filesystem::path{one.results}.stem().stem().string() + ".report.html")
                      : said;
}

/// What is to be written: a page, a bundle, or both.
struct Targets {
  std::filesystem::path page;  ///< empty: none
  std::filesystem::path bundle;

  [[nodiscard]] std::vector<std::filesystem::path> all() const {
    std::vector<std::filesystem::path> named;
    for (const auto* one : {&page, &bundle})
      if (!one->empty()) named.push_back(*one);
    return named;
  }
};

Targets targets_of(const app::LoadedCampaign& one, const Options& options) {
  const bool page_alone = options.results.bundle.empty();
  return {page_alone || !options.results.page.empty() ? target_of(one, options) : std::filesystem::path{},
          options.results.bundle};
}

void write_bundle(const app::LastRun& last, const app::LoadedCampaign& one,
                  const std::filesystem::path& target, bool quiet) {
  const PageBundle made = write_page_bundle(*last.journal, last.run, one, target);
  if (!made.problem.empty()) throw CommandFailed(ExitCode::journal_or_results, made.problem);
  if (quiet) return;
  std::cerr << "bundle: " << printable(target.string()) << ", with " << made.pictures
            << (made.pictures == 1 ? " picture" : " pictures");
  if (made.left_out > 0)
    std::cerr << "; left out, as no longer what was downloaded: " << made.left_out
              << " (pressrun download fetches again)";
  if (made.pictures + made.left_out == 0) std::cerr << ": none was downloaded (pressrun download)";
  std::cerr << "\n";
}

}  // namespace

ExitCode cmd_report(Invocation& invocation) {
  const Options& options = invocation.options;
  const app::LoadedCampaign& one = invocation.manifests.front();
  const Targets targets = targets_of(one, options);
  refuse_precious_targets(options, {}, targets.all(), invocation.manifests, invocation.sources);
  app::warn_of_lost_journal(one, invocation.journals, invocation.person);
  app::LastRun last = app::last_run(one, invocation.journals);
  last.run.summary = last.seen.summary;
  if (!targets.page.empty()) {
    const std::string problem = write_page_file(*last.journal, last.run, one, targets.page);
    if (!problem.empty()) throw CommandFailed(ExitCode::journal_or_results, problem);
    if (!options.output.quiet) std::cerr << "report: " << printable(targets.page.string()) << "\n";
  }
  if (!targets.bundle.empty()) write_bundle(last, one, targets.bundle, options.output.quiet);
  return ExitCode::success;
}

}  // namespace pressrun::cli
