#pragma once

#include "cli/environment.hpp"
#include "cli/exit_code.hpp"
#include "cli/manifests.hpp"
#include "cli/option_set.hpp"
#include "cli/options.hpp"
#include "pressrun/app/findings.hpp"
#include "pressrun/app/saved_plan.hpp"
#include "pressrun/ports/journal_files.hpp"
#include "pressrun/ports/person.hpp"

#include <span>
#include <string_view>

namespace pressrun::cli {

/// What has been prepared when a command's function is called.
enum class Stage {
  options,    ///< the command line was read
  manifests,  ///< the manifests too, without an error
  findings,   ///< the manifests too; what is wrong with them stands in the findings, and is the command's to
              ///< tell
};

struct Invocation {
  const Options& options;
  const Environment& environment;
  std::vector<app::LoadedCampaign> manifests;  ///< from Stage::manifests on
  const DiskSources& sources;                  ///< of the manifests: knows every file that was read
  JournalFiles& journals;
  Person& person;
  app::SavedPlan* saved_plan = nullptr;  ///< with --plan
  app::FindingSet findings = {};         ///< of the manifests, where the command has not told them yet
  std::size_t named = 0;                 ///< how many manifests there were, unreadable ones among them
};

struct Command {
  std::string_view name;
  std::string_view text;
  Stage needs = Stage::options;
  bool several = false;  ///< takes more than one manifest
  void (*declare)(OptionSet&) = nullptr;
  ExitCode (*run)(Invocation&) = nullptr;
};

/// Every command of this version, in the order of the help.
std::span<const Command> commands();
const Command* find_command(std::string_view name);

ExitCode cmd_run(Invocation& invocation);
ExitCode cmd_plan(Invocation& invocation);
ExitCode cmd_explain(Invocation& invocation);
ExitCode cmd_status(Invocation& invocation);
ExitCode cmd_results(Invocation& invocation);
ExitCode cmd_report(Invocation& invocation);
ExitCode cmd_runs(Invocation& invocation);
ExitCode cmd_download(Invocation& invocation);
ExitCode cmd_resolve(Invocation& invocation);
ExitCode cmd_journal(Invocation& invocation);
ExitCode cmd_init(Invocation& invocation);
ExitCode cmd_designs(Invocation& invocation);
ExitCode cmd_fonts(Invocation& invocation);
ExitCode cmd_projects(Invocation& invocation);
ExitCode cmd_schema(Invocation& invocation);
ExitCode cmd_doctor(Invocation& invocation);
ExitCode cmd_env(Invocation& invocation);
ExitCode cmd_notify(Invocation& invocation);
ExitCode cmd_completion(Invocation& invocation);
ExitCode cmd_simulate(Invocation& invocation);

}  // namespace pressrun::cli
