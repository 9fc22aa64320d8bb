#pragma once

#include "usage/exit_code.hpp"

#include <string>

namespace pressrun::wiring {

struct ToldException {
  usage::ExitCode code = usage::ExitCode::other_error;
  std::string text;  ///< for people, printable
};

/// What the exception that is being handled means to who called the program. To be called in a handler only.
ToldException told_exception();

}  // namespace pressrun::wiring
