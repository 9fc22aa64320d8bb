#pragma once

#include "cli/command_table.hpp"
#include "wiring/environment.hpp"

#include <string>
#include <vector>

namespace pressrun::cli {

/// What the words on the command line ask for: a command with its options, or text to print.
struct CommandLine {
  const Command* command = nullptr;
  Options options;
  std::string text;  ///< help or version, for standard output; then there is no command
};

/// Throws CommandFailed (2) with the nearest name for what is not known. Environment twins are read by the
/// parser.
CommandLine read_command_line(const std::vector<std::string>& words);

/// What is wrong with the variables whose names begin with PRESSRUN_, a sentence each: no option has such a
/// twin. What Kubernetes sets for a service of that name is passed over.
std::vector<std::string> unknown_twins(const Environment& environment);

}  // namespace pressrun::cli
