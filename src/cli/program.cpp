#include "cli/program.hpp"

#include "cli/command_line.hpp"
#include "cli/show_findings.hpp"
#include "pressrun/io/disk_journals.hpp"
#include "wiring/failure.hpp"
#include "wiring/review_files.hpp"
#include "wiring/run_notices.hpp"
#include "wiring/saved_plan.hpp"
#include "wiring/session.hpp"
#include "wiring/terminal_person.hpp"
#include "wiring/told_exception.hpp"

#include <iostream>
#include <optional>
#include <system_error>

namespace pressrun::cli {
namespace {

/// Of several manifests, those with mistakes are told beside what comes of the others.
ExitCode run_with_sound_manifests(const Command& command, Invocation& invocation) {
  const bool strict = invocation.options.input.strict;
  std::erase_if(invocation.manifests, [](const app::LoadedCampaign& one) { return !one.refused.empty(); });
  if (invocation.manifests.empty() || invocation.named == 1)
    print_and_stop_on_errors(invocation);
  else
    print_findings(invocation);
  const bool all_sound = !invocation.findings.must_stop(strict);
  const ExitCode code = command.run(invocation);
  return all_sound ? code : most_urgent({code, ExitCode::usage});
}

LoadedManifests manifests_of(Invocation& invocation, const Options& options, DiskSources& sources) {
  try {
    return load_manifests(options, sources, invocation.findings);
  } catch (const std::exception&) {
    tell_of_failed_start(invocation);
    throw;
  }
}

ExitCode dispatch(const CommandLine& line, const Environment& environment) {
  if (line.command == nullptr) {
    std::cout << line.text << std::flush;
    return std::cout ? ExitCode::success : ExitCode::other_error;
  }
  for (const std::string& complaint : unknown_twins(environment))
    std::cerr << "warning: " << complaint << "\n";
  DiskSources sources{environment};
  io::DiskJournals journals;
  Options options = line.options;
  TerminalPerson person{wants_color(options.output, environment)};
  std::optional<app::SavedPlan> plan;
  if (!options.run.plan.empty()) {
    plan = read_plan(options.run.plan);
    apply_plan(*plan, options);
  }
  read_reviews(options, sources);
  Invocation invocation{options, environment, {}, sources, journals, person, plan ? &*plan : nullptr, {}, 0};
  if (line.command->needs == Stage::options) return line.command->run(invocation);
  LoadedManifests loaded = manifests_of(invocation, options, sources);
  invocation.manifests = std::move(loaded.campaigns);
  invocation.named = loaded.named;
  if (!line.command->several && invocation.named > 1)
    throw CommandFailed(ExitCode::usage, std::string(line.command->name) + " takes one manifest");
  if (line.command->needs == Stage::manifests) return run_with_sound_manifests(*line.command, invocation);
  return line.command->run(invocation);
}

int complain(ExitCode code, const std::string& text) {
  std::cerr << "pressrun: " << text << "\n";
  return static_cast<int>(code);
}

}  // namespace

int run_program(const std::vector<std::string>& words, const Environment& environment) {
  try {
    return static_cast<int>(dispatch(read_command_line(words), environment));
  } catch (const std::exception&) {
    const ToldException told = told_exception();
    return complain(told.code, told.text);
  }
}

int code_with_output(int code, int error) {
  if (error == 0) return code;
  std::cerr << "pressrun: standard output could not be written: " << std::generic_category().message(error)
            << "\n";
  return static_cast<int>(most_urgent({static_cast<ExitCode>(code), ExitCode::journal_or_results}));
}

}  // namespace pressrun::cli
