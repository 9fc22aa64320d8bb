#pragma once

#include "pressrun/domain/time.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>

namespace pressrun {

namespace asio = boost::asio;

/// A sleep that others can cut short. One sleeper at a time.
class Alarm {
 public:
  virtual ~Alarm() = default;
  /// Returns at `at`, or as soon as `ring` is called; at once if it rang since the last wait.
  virtual asio::awaitable<void> wait_until(Instant at) = 0;
  virtual void ring() = 0;
};

/// Time, and nothing else reads it: the simulation tests plug in a clock that jumps.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
  [[nodiscard]] virtual WallTime wall_now() const = 0;
  virtual asio::awaitable<void> sleep_until(Instant at) = 0;
  virtual std::unique_ptr<Alarm> make_alarm() = 0;
};

}  // namespace pressrun
