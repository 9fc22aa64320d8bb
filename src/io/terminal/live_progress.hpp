#pragma once

#include "io/terminal/bar.hpp"
#include "pressrun/ports/progress.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace pressrun::io {

/// Where the lines go, and how wide they may be. The width is asked for each time: the user may pull at the
/// window.
struct Screen {
  std::function<void(const std::string&)> write;
  std::function<std::size_t()> width;
};

/// One line that is drawn over itself, at most ten times a second of the readings' `elapsed`. The cursor is
/// never hidden: a process that is killed could not bring it back.
class LiveProgress final : public Progress {
 public:
  LiveProgress(Screen screen, Look look) : screen_(std::move(screen)), look_(look) {}
  ~LiveProgress() override { clear(); }
  LiveProgress(const LiveProgress&) = delete;
  LiveProgress& operator=(const LiveProgress&) = delete;

  void show(const ProgressReading& reading) override;
  void say(const std::string& line) override;
  void finish() override { clear(); }

 private:
  void clear();
  [[nodiscard]] std::string drawn() const;

  Screen screen_;
  Look look_;
  std::optional<Duration> drawn_at_;
  ProgressReading latest_;
  bool on_screen_ = false;
};

}  // namespace pressrun::io
