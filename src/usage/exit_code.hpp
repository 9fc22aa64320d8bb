#pragma once

#include "pressrun/app/declined.hpp"
#include "pressrun/app/run_campaigns.hpp"
#include "pressrun/app/status.hpp"

#include <vector>

namespace pressrun::usage {

/// How the program ends. Numbers and meanings: README "Exit codes"; here they stand once.
enum class ExitCode : int {
  success = 0,
  other_error = 1,
  usage = 2,  ///< usage, manifest or preflight error: nothing was submitted
  some_failed = 3,
  not_found = 4,
  service_away = 5,
  journal_or_results = 6,
  account = 7,
  max_credits = 8,
  deadline = 10,
  locked = 11,
  key = 12,
  in_doubt = 13,
  hung_up = 129,
  interrupted = 130,
  terminated = 143,
};

/// Of several that apply, the one a script must act on first: 6, 13, 12, 7, 8, 10, 129/130/143, 5, 11, 3, 4,
/// 2, 1; success only where nothing else applies.
ExitCode most_urgent(const std::vector<ExitCode>& codes);

/// `signal`: the one that was received, where the run was stopped by one.
ExitCode code_of(app::Stop stop, int signal);

/// All that apply to a run, before its results are written.
std::vector<ExitCode> codes_of(const app::RunReport& report, int signal);

ExitCode code_of(app::Reason reason);
ExitCode code_of(app::JobsOutcome outcome);

}  // namespace pressrun::usage
