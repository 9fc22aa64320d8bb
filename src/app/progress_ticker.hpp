#pragma once

#include "pressrun/app/run.hpp"

#include <functional>
#include <memory>

namespace pressrun::app {

/// How long the rest will take at the pace so far. Nothing: nothing has finished yet, or nothing is left.
std::optional<Duration> expected(const ProgressReading& reading);

/// Shows how far a run is, now and then, from when it is started until it is stopped.
class ProgressTicker {
 public:
  /// `read`: the figures of this moment, without `elapsed` and `remaining`. Nothing is shown by itself where
  /// `every` is 0.
  ProgressTicker(const Deps& deps, Duration every, std::function<ProgressReading()> read);

  void start();
  asio::awaitable<void> stop();
  void show();  ///< the last figures, too

 private:
  asio::awaitable<void> tick();

  const Deps& deps_;
  Duration every_;
  std::function<ProgressReading()> read_;
  Instant started_;
  std::unique_ptr<Alarm> alarm_;
  std::unique_ptr<Alarm> ended_alarm_;
  bool ticking_ = false;
  bool ended_ = true;
};

}  // namespace pressrun::app
