#pragma once

#include "cli/exit_code.hpp"

#include <stdexcept>
#include <string>

namespace pressrun::cli {

/// A command cannot go on. The text is for the user; the code is how the program ends. Caught in one place
/// only.
class CommandFailed : public std::runtime_error {
 public:
  CommandFailed(ExitCode why, const std::string& text) : std::runtime_error(text), code(why) {}
  ExitCode code;
};

}  // namespace pressrun::cli
