#pragma once

#include "cli/command_table.hpp"
#include "pressrun/app/ground.hpp"
#include "pressrun/app/planner.hpp"
#include "usage/exit_code.hpp"

#include <optional>
#include <vector>

namespace pressrun::cli {

/// What commands that only look ahead stand on.
struct Outlook {
  app::Ground ground;
  std::vector<app::PlanBasis> bases;  ///< one a manifest
  std::optional<ExitCode> stopped;    ///< the API could not be asked: this was told, and the command ends
};

/// Reads the workspace (with --offline and --no-preflight what earlier runs kept of it) and the journals, and
/// says what a run would ask about. Throws as open_session; JournalError.
Outlook look_ahead(Invocation& invocation);

/// Keeps what was read for the next command; a journal that cannot be written is the run's to complain about.
void keep_answers(const Invocation& invocation, const app::Ground& ground);

}  // namespace pressrun::cli
