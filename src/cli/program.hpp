#pragma once

#include "wiring/environment.hpp"

#include <string>
#include <vector>

namespace pressrun::cli {

/// The whole program, less the process: words and environment in, exit code out. Every error ends here, as a
/// sentence on standard error and a number.
int run_program(const std::vector<std::string>& words, const wiring::Environment& environment);

/// Where standard output could not be written (`error`: errno; 0: it could), that is said, and the code is 6:
/// what was asked for is not there, whatever command it was. A code that was a trouble's own stays.
int code_with_output(int code, int error);

}  // namespace pressrun::cli
