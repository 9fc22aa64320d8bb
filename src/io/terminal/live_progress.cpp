#include "io/terminal/live_progress.hpp"

namespace pressrun::io {
namespace {

constexpr Duration redraw_every = std::chrono::milliseconds{100};
constexpr const char* erase_line = "\r\x1B[K";

}  // namespace

/// One column is left free: a terminal that has filled the last one may have gone on to the next line.
std::string LiveProgress::drawn() const {
  const std::size_t width = screen_.width();
  return render_bar(latest_, width > 1 ? width - 1 : 1, look_);
}

void LiveProgress::show(const ProgressReading& reading) {
  latest_ = reading;
  const bool backwards = drawn_at_ && reading.elapsed < *drawn_at_;  // another run
  if (drawn_at_ && !backwards && reading.elapsed - *drawn_at_ < redraw_every) return;
  drawn_at_ = reading.elapsed;
  on_screen_ = true;
  screen_.write(erase_line + drawn());
}

void LiveProgress::say(const std::string& line) {
  const std::string text = shown(line, look_.unicode) + "\n";
  screen_.write(on_screen_ ? erase_line + text + drawn() : text);
}

void LiveProgress::clear() {
  if (on_screen_) screen_.write(erase_line);
  on_screen_ = false;
  drawn_at_.reset();
}

}  // namespace pressrun::io
