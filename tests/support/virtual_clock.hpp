#pragma once

#include "pressrun/ports/clock.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>

namespace pressrun::test {

/// Time that stands still while anybody works, and jumps to the next deadline when nobody does: an hour of
/// polling runs in a millisecond. Starts at an arbitrary instant and at 2026-11-23T02:00:00Z on the calendar.
class VirtualClock final : public Clock {
 public:
  explicit VirtualClock(asio::io_context& context) : context_(context) {}
  /// Goes on from `from`: the next process after one that was killed.
  VirtualClock(asio::io_context& context, Instant from) : context_(context), now_(from) {}

  [[nodiscard]] Instant now() const override { return now_; }
  [[nodiscard]] WallTime wall_now() const override;
  asio::awaitable<void> sleep_until(Instant at) override;
  std::unique_ptr<Alarm> make_alarm() override;

  /// Does what is ready, jumps to the next deadline, until nobody sleeps, or `stop` says so (asked before
  /// each jump).
  void run(const std::function<bool()>& stop = {});

  [[nodiscard]] std::uint64_t jumps() const { return jumps_; }

 private:
  friend class VirtualAlarm;
  static constexpr Instant origin{std::chrono::hours{100}};
  using Timer = std::shared_ptr<asio::steady_timer>;
  using Sleepers = std::multimap<Instant, Timer>;

  asio::awaitable<void> wait(Instant at, Timer timer);

  asio::io_context& context_;
  Instant now_{origin};
  Sleepers sleepers_;
  std::uint64_t jumps_ = 0;
};

}  // namespace pressrun::test
