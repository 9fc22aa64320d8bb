#pragma once

#include "pressrun/ports/progress.hpp"

#include <cstddef>
#include <string>

namespace pressrun::io {

struct Look {
  bool color = false;
  bool unicode = false;
  bool slowest = false;  ///< what renders longest is named, too
};

/// The live line, in at most `width` columns, without a line end. Pure. Figures have the room that they will
/// need at most, and what comes and goes stands behind what is always there, so that the line does not jump.
/// Parts give way as the room shrinks, the least important first.
/// "[######++....]  61%  98/160 there, 12 out |     31s, 20-40s left |   2 failed | 112 sent, 196 assets | …"
std::string render_bar(const ProgressReading& reading, std::size_t width, const Look& look);

/// The same figures as one plain line for a log file, without colours and blanks to fill up.
std::string render_line(const ProgressReading& reading);

/// "20-40s", "3-5m", "1.5-2.1h": two ends in one unit; one where they are the same.
std::string range_text(Duration low, Duration high, bool unicode);

/// Share of the jobs that are done with, of a hundred; never 100 before all are.
int percent_of(const ProgressReading& reading);

/// Text from outside as this terminal can show it: on one line, harmless, ASCII where it knows nothing else.
std::string shown(const std::string& text, bool unicode);

}  // namespace pressrun::io
