#pragma once

#include "pressrun/ports/progress.hpp"

#include <cstddef>
#include <string>

namespace pressrun::io {

struct Look {
  bool color = false;
  bool unicode = false;
};

/// The live line, in at most `width` columns, without a line end. Pure. Parts give way from the right as the
/// room shrinks: the figures matter more than the bar.
/// "[██████░░░░]  61% 98/160 done, 2 failed, 12 in flight · 9.8 calls/s · 0m 31s, about 20s left · rate
/// limited"
std::string render_bar(const ProgressReading& reading, std::size_t width, const Look& look);

/// The same figures as one plain line for a log file, without colours.
std::string render_line(const ProgressReading& reading);

/// Text from outside as this terminal can show it: on one line, harmless, ASCII where it knows nothing else.
std::string shown(const std::string& text, bool unicode);

}  // namespace pressrun::io
