#include "io/terminal/live_progress.hpp"

namespace pressrun::io {
namespace {

constexpr Duration redraw_every = std::chrono::milliseconds{100};
constexpr const char* erase_line = "\r\x1B[K";
constexpr const char* keep_place =
    "\x1B"
    "7";  // where the line begins; terminals that wrap it anew move it along
constexpr const char* erase_from_place =
    "\x1B"
    "8\x1B[J";  // and whatever is below: the line is the last one

}  // namespace

std::string LiveProgress::erased() const {
  if (!on_screen_) return "";
  return screen_.width() == *on_screen_ ? erase_line : erase_from_place;
}

/// One column is left free: a terminal that has filled the last one may have gone on to the next line.
std::string LiveProgress::drawn() {
  const std::size_t width = screen_.width();
  on_screen_ = width;
  return keep_place + render_bar(latest_, width > 1 ? width - 1 : 1, look_);
}

std::string LiveProgress::above(const std::string& lines) {
  const std::string before = erased();
  return before + lines + drawn();
}

void LiveProgress::show(const ProgressReading& reading) {
  latest_ = reading;
  const bool backwards = drawn_at_ && reading.elapsed < *drawn_at_;  // another run
  if (drawn_at_ && !backwards && reading.elapsed - *drawn_at_ < redraw_every) return;
  drawn_at_ = reading.elapsed;
  const bool is_new = !on_screen_;
  const std::string before = is_new ? erase_line : erased();
  screen_.write(before + signs_.show(reading) + drawn());
  if (is_new && screen_.watch_others)
    screen_.watch_others([this](const std::string& lines) { return above(lines); });
}

void LiveProgress::say(const std::string& line) {
  const std::string text = shown(line, look_.unicode) + "\n";
  screen_.write(on_screen_ ? above(text) : text);
}

void LiveProgress::clear() {
  if (on_screen_) {
    screen_.write(erased() + signs_.end());
    if (screen_.watch_others) screen_.watch_others({});
  }
  on_screen_.reset();
  drawn_at_.reset();
}

}  // namespace pressrun::io
