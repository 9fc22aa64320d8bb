#pragma once

#include "pressrun/ports/progress.hpp"

#include <memory>
#include <string>

namespace pressrun::io {

enum class ProgressStyle { live, plain, none };

struct TerminalOptions {
  ProgressStyle style = ProgressStyle::plain;
  bool color = false;
};

/// On standard error: one live line with a bar (at most ten times a second), or a plain line at most once a minute.
std::unique_ptr<Progress> make_terminal_progress(const TerminalOptions& options);

/// `--progress auto`: live on a terminal that can (not TERM=dumb), else plain.
ProgressStyle automatic_style();

}  // namespace pressrun::io
