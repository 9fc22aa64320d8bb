#pragma once

#include "usage/command.hpp"
#include "usage/exit_code.hpp"
#include "wiring/invocation.hpp"

#include <string_view>

namespace pressrun::cli {

// Commands are made of what may be typed and of what is wired for them.
using namespace usage;
using namespace wiring;

/// Every command of this version, in the order of the help.
Commands commands();
const Command* find_command(std::string_view name);

ExitCode cmd_run(Invocation& invocation);
ExitCode cmd_plan(Invocation& invocation);
ExitCode cmd_explain(Invocation& invocation);
ExitCode cmd_status(Invocation& invocation);
ExitCode cmd_results(Invocation& invocation);
ExitCode cmd_report(Invocation& invocation);
ExitCode cmd_runs(Invocation& invocation);
ExitCode cmd_diff(Invocation& invocation);
ExitCode cmd_download(Invocation& invocation);
ExitCode cmd_resolve(Invocation& invocation);
ExitCode cmd_journal(Invocation& invocation);
ExitCode cmd_init(Invocation& invocation);
ExitCode cmd_designs(Invocation& invocation);
ExitCode cmd_fonts(Invocation& invocation);
ExitCode cmd_projects(Invocation& invocation);
ExitCode cmd_urls(Invocation& invocation);
ExitCode cmd_schema(Invocation& invocation);
ExitCode cmd_doctor(Invocation& invocation);
ExitCode cmd_env(Invocation& invocation);
ExitCode cmd_notify(Invocation& invocation);
ExitCode cmd_completion(Invocation& invocation);
ExitCode cmd_simulate(Invocation& invocation);

}  // namespace pressrun::cli
