#pragma once

#include "pressrun/domain/design.hpp"
#include "usage/exit_code.hpp"
#include "wiring/invocation.hpp"

#include <string>

namespace pressrun::wiring {

/// Throws CommandFailed (2) where `-o` names a file that is there already, and -y was not given.
void refuse_overwriting(const usage::Options& options);

/// Reads the design that the command names from the API. By its id, or by its name where that is unique.
/// Throws CommandFailed: 2 for a name that several have, 4 where it is not there, else as a run that stops
/// for the same reason.
Design read_named_design(const Invocation& invocation);

/// To the file that -o names, else to standard output. Throws CommandFailed (1).
usage::ExitCode deliver(const usage::Options& options, const std::string& text);

}  // namespace pressrun::wiring
