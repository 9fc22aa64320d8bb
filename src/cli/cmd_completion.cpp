#include "cli/command_table.hpp"
#include "pressrun/domain/text.hpp"
#include "usage/completion.hpp"
#include "wiring/failure.hpp"

#include <iostream>

namespace pressrun::cli {
namespace {

/// Nobody reads more of a list, and a shell waits for all of it.
constexpr std::size_t most_words = 2000;

void print_keys(app::LoadedCampaign& one) {
  const auto stream = one.manifest->jobs();
  for (std::size_t i = 0; i < most_words; ++i) {
    const auto job = stream->next();
    if (!job) return;
    std::cout << printable(job->key.text) << "\n";
  }
}

}  // namespace

ExitCode cmd_completion(Invocation& invocation) {
  const Options& options = invocation.options;
  const bool of_manifest = options.action == "jobs" || options.action == "environments";
  if (!of_manifest) {
    if (!options.input.manifests.empty())
      throw CommandFailed(ExitCode::usage, "the completion of a shell takes no manifest");
    std::cout << completion_text(options.action, commands());
  } else {
    if (options.input.manifests.size() != 1) throw CommandFailed(ExitCode::usage, "name one manifest");
    DiskSources sources{invocation.environment};
    LoadedManifests loaded =
        load_manifests(options, sources, invocation.findings);  // whose mistakes are not told here
    for (app::LoadedCampaign& one : loaded.campaigns) {
      if (options.action == "jobs")
        print_keys(one);
      else
        for (const std::string& name : one.manifest->environments()) std::cout << printable(name) << "\n";
    }
  }
  std::cout.flush();
  return std::cout ? ExitCode::success : ExitCode::journal_or_results;
}

}  // namespace pressrun::cli
