#include "app/progress_ticker.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <chrono>
#include <utility>

namespace pressrun::app {
namespace {

constexpr Duration rate_window = std::chrono::seconds{10};

}  // namespace

double ByteRate::note(Instant now, std::uint64_t bytes) {
  seen_.emplace_back(now, bytes);
  while (seen_.size() > 2 && now - seen_[1].first >= rate_window) seen_.pop_front();
  const double passed = std::chrono::duration<double>(now - seen_.front().first).count();
  return passed > 0 ? static_cast<double>(bytes - seen_.front().second) / passed : 0;
}

ProgressTicker::ProgressTicker(const Deps& deps, Duration every, Sources sources)
    : deps_(deps),
      every_(every),
      sources_(std::move(sources)),
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
  const Instant now = deps_.clock.now();
  ProgressReading reading = sources_.read();
  reading.elapsed = now - started_;
  reading.remaining = time_left(reading);
  if (reading.files) reading.files->bytes_per_second = byte_rate_.note(now, reading.files->bytes);
  deps_.progress.show(reading);
}

std::optional<TimeLeft> ProgressTicker::time_left(const ProgressReading& reading) {
  if (reading.waiting + reading.in_flight == 0) {
    estimate_.forget();
    return std::nullopt;
  }
  if (estimate_.is_due(reading.elapsed)) {
    if (const auto told = sources_.foretell(reading)) estimate_.learn(reading.elapsed, *told);
  }
  const auto left = estimate_.left(reading.elapsed);
  if (!left) return std::nullopt;
  return TimeLeft{left->low, left->high};
}

}  // namespace pressrun::app
