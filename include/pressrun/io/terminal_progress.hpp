#pragma once

#include "pressrun/ports/progress.hpp"

#include <memory>
#include <string_view>

namespace pressrun::io {

enum class ProgressStyle { live, plain, none };

struct TerminalOptions {
  ProgressStyle style = ProgressStyle::plain;
  bool color = false;
  bool unicode = false;  ///< the locale is UTF-8: a bar of blocks instead of `#`, other text than ASCII kept
};

/// On standard error: one live line with a bar (at most ten times a second), or a plain line at most once a
/// minute. Time is what the readings say (`elapsed`). Text is made printable; nothing here ever fails.
std::unique_ptr<Progress> make_terminal_progress(const TerminalOptions& options);

/// `--progress auto`: live where standard error is a terminal that can move its cursor, else plain.
/// `term`: what TERM says; "dumb" cannot.
ProgressStyle automatic_style(std::string_view term = {});

}  // namespace pressrun::io
