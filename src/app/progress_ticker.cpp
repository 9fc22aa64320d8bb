#include "app/progress_ticker.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace pressrun::app {

std::optional<Duration> expected(const ProgressReading& reading) {
  const std::size_t finished = reading.done - std::min(reading.done, reading.unchanged);
  const std::size_t left = reading.waiting + reading.in_flight;
  if (finished == 0 || left == 0) return std::nullopt;
  const double per_job =
      std::chrono::duration<double>(reading.elapsed).count() / static_cast<double>(finished);
  return std::chrono::duration_cast<Duration>(
      std::chrono::duration<double>(per_job * static_cast<double>(left)));
}

ProgressTicker::ProgressTicker(const Deps& deps, Duration every, std::function<ProgressReading()> read)
    : deps_(deps),
      every_(every),
      read_(std::move(read)),
      started_(deps.clock.now()),
      alarm_(deps.clock.make_alarm()),
      ended_alarm_(deps.clock.make_alarm()) {}

void ProgressTicker::start() {
  if (every_ <= Duration{} || ticking_) return;
  ticking_ = true;
  ended_ = false;
  asio::co_spawn(deps_.executor, tick(), asio::detached);
}

asio::awaitable<void> ProgressTicker::tick() {
  while (ticking_) {
    show();
    co_await alarm_->wait_until(deps_.clock.now() + every_);
  }
  ended_ = true;
  ended_alarm_->ring();
}

asio::awaitable<void> ProgressTicker::stop() {
  ticking_ = false;
  alarm_->ring();
  while (!ended_) co_await ended_alarm_->wait_until(Instant::max());
}

void ProgressTicker::show() {
  ProgressReading reading = read_();
  reading.elapsed = deps_.clock.now() - started_;
  reading.remaining = expected(reading);
  deps_.progress.show(reading);
}

}  // namespace pressrun::app
