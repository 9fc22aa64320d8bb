#include "pressrun/io/system_clock.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>
#include <utility>

namespace pressrun::io {
namespace {

/// The latch stays until a wait has seen it: a ring between two waits is not lost.
class SystemAlarm final : public Alarm {
 public:
  explicit SystemAlarm(const asio::any_io_executor& executor) : timer_(executor) {}

  asio::awaitable<void> wait_until(Instant at) override {
    if (!rung_) {
      timer_.expires_at(at);
      co_await timer_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    rung_ = false;
  }

  void ring() override {
    rung_ = true;
    timer_.cancel();
  }

 private:
  asio::steady_timer timer_;
  bool rung_ = false;
};

}  // namespace

SystemClock::SystemClock(asio::any_io_executor executor) : executor_(std::move(executor)) {}

Instant SystemClock::now() const { return std::chrono::steady_clock::now(); }

WallTime wall_now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

WallTime SystemClock::wall_now() const { return io::wall_now(); }

asio::awaitable<void> SystemClock::sleep_until(Instant at) {
  asio::steady_timer timer(executor_, at);
  co_await timer.async_wait(asio::as_tuple(asio::use_awaitable));
}

std::unique_ptr<Alarm> SystemClock::make_alarm() { return std::make_unique<SystemAlarm>(executor_); }

}  // namespace pressrun::io
