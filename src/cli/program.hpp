#pragma once

#include "cli/environment.hpp"

#include <string>
#include <vector>

namespace pressrun::cli {

/// The whole program, less the process: words and environment in, exit code out. Every error ends here, as a
/// sentence on standard error and a number.
int run_program(const std::vector<std::string>& words, const Environment& environment);

}  // namespace pressrun::cli
