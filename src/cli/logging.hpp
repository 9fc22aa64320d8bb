#pragma once

#include "cli/options.hpp"

#include <functional>
#include <string>

namespace pressrun::cli {

/// Where the lines about what happens go. Empty where nobody asked for them. Lines are made printable; the
/// API key never is part of one. Throws CommandFailed (2) where the log file cannot be written.
std::function<void(const std::string&)> make_log(const Options& options);

}  // namespace pressrun::cli
