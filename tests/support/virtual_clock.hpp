#pragma once

#include "pressrun/ports/clock.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <random>

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
  /// The time of the world outside, which nobody steps; what servers go by.
  [[nodiscard]] WallTime calendar() const;
  asio::awaitable<void> sleep_until(Instant at) override;
  std::unique_ptr<Alarm> make_alarm() override;

  /// Does what is ready, jumps to the next deadline, until nobody sleeps, or `stop` says so (asked before
  /// each jump).
  void run(const std::function<bool()>& stop = {});
  /// As `run`, and `killed` is asked after every single handler too.
  void run(const std::function<bool()>& stop, const std::function<bool()>& killed);

  /// Of sleepers whose time comes within so much of each other any may wake first: as timers do on a busy
  /// machine.
  void shuffle(Duration within, std::uint64_t seed) {
    within_ = within;
    random_.seed(seed);
  }
  void step_wall(Duration by) {
    wall_step_ += by;
  }                                        ///< the calendar is set; the monotonic clock does not notice
  void stall(Duration by) { now_ += by; }  ///< the process was stopped, and goes on
  void suspend(Duration by) {
    suspended_ += by;
  }  ///< the machine slept: the monotonic clock stood still with it
  [[nodiscard]] Duration suspended() const { return suspended_; }

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
  Duration within_{};
  Duration wall_step_{};
  Duration suspended_{};
  std::mt19937_64 random_;

  [[nodiscard]] Sleepers::iterator next_to_wake();
};

}  // namespace pressrun::test
