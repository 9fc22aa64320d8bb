#pragma once

#include "cli/exit_code.hpp"

#include <string>

namespace pressrun::cli {

struct ToldException {
  ExitCode code = ExitCode::other_error;
  std::string text;  ///< for people, printable
};

/// What the exception that is being handled means to who called the program. To be called in a handler only.
ToldException told_exception();

}  // namespace pressrun::cli
