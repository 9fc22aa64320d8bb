#pragma once

#include "usage/exit_code.hpp"

#include <stdexcept>
#include <string>

namespace pressrun::wiring {

/// A command cannot go on. The text is for the user; the code is how the program ends. Caught in one place
/// only.
class CommandFailed : public std::runtime_error {
 public:
  CommandFailed(usage::ExitCode why, const std::string& text) : std::runtime_error(text), code(why) {}
  usage::ExitCode code;
};

}  // namespace pressrun::wiring
