#include "cli/program.hpp"

#include "cli/command_line.hpp"
#include "cli/failure.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/journal_lock.hpp"
#include "pressrun/ports/store.hpp"

#include <iostream>

namespace pressrun::cli {
namespace {

ExitCode dispatch(const CommandLine& line, const Environment& environment) {
  if (line.command == nullptr) {
    std::cout << line.text << std::flush;
    return std::cout ? ExitCode::success : ExitCode::other_error;
  }
  DiskSources sources{environment};
  Invocation invocation{line.options, environment, {}, {}};
  if (line.command->needs != Stage::options) {
    invocation.manifests = load_manifests(line.options.input, sources, invocation.findings);
    if (line.command->needs == Stage::manifests)
      invocation.findings.print_and_stop_on_errors(line.options.input.strict);
    if (!line.command->several && invocation.manifests.size() > 1) {
      throw CommandFailed(ExitCode::usage, std::string(line.command->name) + " takes one manifest");
    }
  }
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
  } catch (const CommandFailed& failure) {
    return complain(failure.code, failure.what());
  } catch (const io::LockHeld& held) {
    return complain(ExitCode::locked, printable(held.what()));
  } catch (const JournalError& error) {
    return complain(ExitCode::journal_or_results, printable(error.what()));
  } catch (const app::SourceChanged& error) {
    return complain(ExitCode::other_error, printable(error.what()));
  } catch (const std::exception& error) {
    return complain(ExitCode::other_error, "unexpected: " + printable(error.what()));
  }
}

}  // namespace pressrun::cli
