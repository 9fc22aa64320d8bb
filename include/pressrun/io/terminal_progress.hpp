#pragma once

#include "pressrun/ports/progress.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace pressrun::io {

enum class ProgressStyle { live, plain, none };

/// What a terminal takes beside text.
struct TerminalTakes {
  bool title = false;  ///< a title for its window
  bool share = false;  ///< OSC 9;4: how far it is, for its tab or the task bar
};

/// What the environment tells of the terminal: TERM, TERM_PROGRAM, VTE_VERSION, and whether WT_SESSION is
/// set.
struct TerminalNames {
  std::string term, term_program, vte_version;
  bool windows_terminal = false;
};
TerminalTakes terminal_takes(const TerminalNames& names);

struct TerminalOptions {
  ProgressStyle style = ProgressStyle::plain;
  bool color = false;
  bool unicode = false;  ///< the locale is UTF-8: a bar of blocks instead of `#`, other text than ASCII kept
  bool slowest = false;  ///< what renders longest is named in the line
  TerminalTakes takes = {};
};

/// On standard error: one live line with a bar (at most ten times a second), or a plain line at most once a
/// minute. Time is what the readings say (`elapsed`). Text is made printable; nothing here ever fails.
/// Whatever else is written to std::cerr meanwhile stands above the live line (StandardStreams).
std::unique_ptr<Progress> make_terminal_progress(const TerminalOptions& options);

/// `--progress auto`: live where standard error is a terminal that can move its cursor, else plain.
/// `term`: what TERM says; "dumb" cannot.
ProgressStyle automatic_style(std::string_view term = {});

}  // namespace pressrun::io
