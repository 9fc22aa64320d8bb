#pragma once

#include "usage/command.hpp"

#include <string>

namespace pressrun::usage {

/// Text within a man page: what roff would act on is escaped.
std::string roff(std::string_view text);

/// pressrun-COMMAND(1), from the table of options.
std::string man_page(const Command& command);
/// pressrun(1): what it is, the commands, environment, exit codes.
std::string program_man_page(Commands commands);
/// pressrun-simulator(1).
std::string simulator_man_page();
/// pressrun-manifest(5), from the table of keys.
std::string manifest_man_page();

}  // namespace pressrun::usage
