#pragma once

#include "pressrun/app/run.hpp"
#include "usage/options.hpp"
#include "wiring/environment.hpp"

#include <functional>
#include <string>

namespace pressrun::wiring {

/// Where what happens is told. Both are empty where nobody asked for it.
struct Logs {
  std::function<void(const std::string&)> line;
  std::function<void(const app::LoggedEvent&)> event;  ///< with --log-format json: the fields apart
};

/// Lines are made printable; the API key never is part of one. `run_id` names the process in each JSON line,
/// beside what TRACEPARENT says. Throws CommandFailed (2) where the log file cannot be written.
Logs make_logs(const usage::Options& options, const Environment& environment, const std::string& run_id);

}  // namespace pressrun::wiring
