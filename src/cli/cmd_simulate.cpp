#include "cli/command_table.hpp"
#include "wiring/failure.hpp"
#include "wiring/local_simulator.hpp"

#include <cerrno>
#include <iostream>
#include <unistd.h>

namespace pressrun::cli {

/// Becomes the simulator: signals and exit code are its own.
ExitCode cmd_simulate(Invocation& invocation) {
  const Options& options = invocation.options;
  std::vector<std::string> words{find_simulator(), "--port", std::to_string(options.connection.port)};
  if (!options.connection.scenario.empty())
    words.insert(words.end(), {"--scenario", options.connection.scenario});
  if (options.output.quiet) words.emplace_back("--quiet");
  std::cout.flush();
  std::cerr.flush();
  std::vector<std::string> variables = environment_without_key();
  ::execve(words.front().c_str(), null_terminated(words).data(), null_terminated(variables).data());
  throw CommandFailed(ExitCode::other_error, "the simulator '" + words.front() + "' cannot be started: " +
                                                 std::generic_category().message(errno));
}

}  // namespace pressrun::cli
