#pragma once

#include "cli/job_source.hpp"
#include "cli/session.hpp"

namespace pressrun::cli {

/// What the checks before a run found out.
struct Checked {
  Designs designs;
  ApiCalls calls;
  std::optional<ExitCode> stopped;  ///< reading the designs was stopped: by a signal, a refused key, …
  std::string reason;
};

/// First all that needs no call; then each design once, and every job against it. Prints the findings, and
/// throws CommandFailed (2) where one is an error. `session` null, or --no-preflight: no design is read.
Checked check_everything(std::vector<Campaigned>& manifests, const Options& options, Session* session);

}  // namespace pressrun::cli
