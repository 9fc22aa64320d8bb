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

/// All that needs no call. Prints the findings, and throws CommandFailed (2) where one is an error.
void check_offline(std::vector<Campaigned>& manifests, const Options& options);

/// Reads each design once, and checks every job against it. Prints and throws as above. `session` null, or
/// --no-preflight: no design is read.
Checked check_designs(std::vector<Campaigned>& manifests, const Options& options, Session* session);

}  // namespace pressrun::cli
