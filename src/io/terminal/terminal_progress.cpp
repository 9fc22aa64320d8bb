#include "pressrun/io/terminal_progress.hpp"

#include "io/terminal/live_progress.hpp"
#include "io/terminal/plain_progress.hpp"
#include "pressrun/io/standard_streams.hpp"

#include <iostream>
#include <string_view>
#include <sys/ioctl.h>
#include <unistd.h>
#include <utility>

namespace pressrun::io {
namespace {

/// A terminal that is gone is no reason to stop a run that costs money: errors are dropped.
void write_to_stderr(const std::string& text) { std::cerr << text; }

std::size_t stderr_width() {
  winsize size{};
  const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

}  // namespace

std::unique_ptr<Progress> make_terminal_progress(const TerminalOptions& options) {
  if (options.style == ProgressStyle::live) {
    Screen screen{write_past_watch, stderr_width, watch_standard_error};
    const Look look{options.color, options.unicode, options.slowest};
    return std::make_unique<LiveProgress>(std::move(screen), look, options.takes);
  }
  return std::make_unique<PlainProgress>(write_to_stderr, options.unicode,
                                         options.style == ProgressStyle::plain);
}

ProgressStyle automatic_style(std::string_view term) {
  return term != "dumb" && ::isatty(STDERR_FILENO) != 0 ? ProgressStyle::live : ProgressStyle::plain;
}

}  // namespace pressrun::io
