#pragma once

#include "io/terminal/bar.hpp"
#include "io/terminal/terminal_signs.hpp"
#include "pressrun/ports/progress.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace pressrun::io {

/// Where the lines go, and how wide they may be. The width is asked for each time: the user may pull at the
/// window.
struct Screen {
  std::function<void(const std::string&)> write;  ///< one write to the terminal each
  std::function<std::size_t()> width;
  /// From now on, what others want to write there as whole lines is asked what to write instead; empty: no
  /// more. May be empty: nobody else writes.
  std::function<void(std::function<std::string(const std::string&)>)> watch_others = {};
};

/// One line that is drawn over itself, at most ten times a second of the readings' `elapsed`. The cursor is
/// never hidden: a process that is killed could not bring it back. Where the window was made narrower, the
/// terminal may have wrapped the line that stood there: it is gone back to where the line began.
class LiveProgress final : public Progress {
 public:
  LiveProgress(Screen screen, Look look, TerminalTakes takes = {})
      : screen_(std::move(screen)), look_(look), signs_(takes) {}
  ~LiveProgress() override { clear(); }
  LiveProgress(const LiveProgress&) = delete;
  LiveProgress& operator=(const LiveProgress&) = delete;

  void show(const ProgressReading& reading) override;
  void say(const std::string& line) override;
  void finish() override { clear(); }

 private:
  void clear();
  [[nodiscard]] std::string erased() const;
  [[nodiscard]] std::string drawn();
  [[nodiscard]] std::string above(const std::string& lines);

  Screen screen_;
  Look look_;
  TerminalSigns signs_;
  std::optional<Duration> drawn_at_;
  ProgressReading latest_;
  std::optional<std::size_t> on_screen_;  // the window's width when it was drawn; nothing: it is not there
};

}  // namespace pressrun::io
