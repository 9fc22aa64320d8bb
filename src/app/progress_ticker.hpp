#pragma once

#include "pressrun/app/run.hpp"
#include "pressrun/core/end_estimate.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace pressrun::app {

/// How fast bytes come, over the last seconds.
class ByteRate {
 public:
  double note(Instant now, std::uint64_t bytes);

 private:
  std::deque<std::pair<Instant, std::uint64_t>> seen_;
};

/// Shows how far a run is, now and then, from when it is started until it is stopped.
class ProgressTicker {
 public:
  struct Sources {
    std::function<ProgressReading()> read;  ///< the figures of this moment, without `elapsed`, `remaining`
                                            ///< and rates of bytes
    /// How long what is left will take, by what is known now; nothing: it cannot be told. Costs milliseconds.
    std::function<std::optional<Forecast>(const ProgressReading&)> foretell;
  };
  /// Nothing is shown by itself where `every` is 0.
  ProgressTicker(const Deps& deps, Duration every, Sources sources);

  void start();
  asio::awaitable<void> stop();
  void show();  ///< the last figures, too

 private:
  asio::awaitable<void> tick();
  [[nodiscard]] std::optional<TimeLeft> time_left(const ProgressReading& reading);

  const Deps& deps_;
  Duration every_;
  Sources sources_;
  Instant started_;
  std::unique_ptr<Alarm> alarm_;
  std::unique_ptr<Alarm> ended_alarm_;
  EndEstimate estimate_;
  ByteRate byte_rate_;
  bool ticking_ = false;
  bool ended_ = true;
};

}  // namespace pressrun::app
