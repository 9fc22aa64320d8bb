#pragma once

#include "usage/command.hpp"

#include <string>
#include <string_view>

namespace pressrun::usage {

/// The completion of pressrun for bash, zsh or fish, from the tables of commands and options. What only a
/// manifest knows (keys of jobs, environments) is asked of `pressrun completion` when it is wanted.
std::string completion_text(std::string_view shell, Commands commands);

}  // namespace pressrun::usage
