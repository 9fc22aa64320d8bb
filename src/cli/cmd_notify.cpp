#include "cli/command_table.hpp"
#include "wiring/failure.hpp"
#include "wiring/run_notices.hpp"

#include <iostream>

namespace pressrun::cli {

/// By the very way that a run takes, so that what holds here holds at night.
ExitCode cmd_notify(Invocation& invocation) {
  bool has_sinks = !invocation.options.output.ping.empty();
  bool is_heeded = has_sinks;
  for (const app::LoadedCampaign& one : invocation.manifests) {
    const bool names_some = static_cast<bool>(one.manifest->sinks());
    has_sinks = has_sinks || names_some;
    is_heeded = is_heeded || (names_some && notify_refusal(one.named).empty());
  }
  if (!has_sinks)
    throw CommandFailed(ExitCode::usage,
                        "nobody is told of anything: the manifest has no 'notify', and there is no --ping");
  RunNotices notices{invocation};
  const std::size_t failed = notices.test();
  std::cout.flush();
  if (!is_heeded) return ExitCode::usage;
  if (failed > 0) return ExitCode::service_away;
  return std::cout ? ExitCode::success : ExitCode::journal_or_results;
}

}  // namespace pressrun::cli
