#pragma once

#include <deque>
#include <string>

namespace pressrun::manifest {

/// What separates the cells of a table, judged by its first lines: what gives later records as many cells as
/// the first, which may go over several lines within quotes; then what gives most. A comma where nothing
/// does.
char guess_separator(const std::deque<std::string>& lines);

}  // namespace pressrun::manifest
