#pragma once

#include "pressrun/app/doubts.hpp"

#include <string>

namespace pressrun::views {

/// What is needed to decide, and the commands that do.
std::string doubt_text(const app::Doubt& doubt, const std::string& campaign, const std::string& manifest);

/// The same in one line, without the commands: where there are many.
std::string doubt_line(const app::Doubt& doubt);

/// The commands that settle one, a line each: the one that may pay twice comes last. `job` as the shell takes
/// it.
std::string ways_to_settle(const std::string& manifest, const std::string& job);

}  // namespace pressrun::views
