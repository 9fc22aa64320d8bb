#pragma once

#include "cli/command_table.hpp"
#include "pressrun/domain/design.hpp"

#include <string>

namespace pressrun::cli {

/// Throws CommandFailed (2) where `-o` names a file that is there already, and -y was not given.
void refuse_overwriting(const Options& options);

/// Reads the design that the command names from the API. By its id, or by its name where that is unique.
/// Throws CommandFailed: 2 for a name that several have, 4 where it is not there, else as a run that stops
/// for the same reason.
Design read_named_design(const Invocation& invocation);

/// To the file that -o names, else to standard output. Throws CommandFailed (1).
ExitCode deliver(const Options& options, const std::string& text);

}  // namespace pressrun::cli
