#include "support/virtual_clock.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace pressrun::test {
namespace {

constexpr WallTime started_on{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} +
                              std::chrono::hours{2}};

}  // namespace

/// A latched bell, as the real one: a ring before the wait is not lost.
class VirtualAlarm final : public Alarm {
 public:
  explicit VirtualAlarm(VirtualClock& clock) : clock_(clock) {}

  asio::awaitable<void> wait_until(Instant at) override {
    if (!rung_) {
      timer_ = std::make_shared<asio::steady_timer>(clock_.context_, asio::steady_timer::time_point::max());
      VirtualClock::Timer timer = timer_;
      co_await clock_.wait(at, std::move(timer));
      timer_.reset();
    }
    rung_ = false;
  }

  void ring() override {
    rung_ = true;
    if (timer_) timer_->cancel();
  }

 private:
  VirtualClock& clock_;
  std::shared_ptr<asio::steady_timer> timer_;
  bool rung_ = false;
};

WallTime VirtualClock::calendar() const {
  return started_on + std::chrono::floor<std::chrono::milliseconds>(now_ - origin + suspended_);
}

WallTime VirtualClock::wall_now() const {
  return calendar() + std::chrono::floor<std::chrono::milliseconds>(wall_step_);
}

/// Removes its entry whichever way it wakes, so that time never jumps for somebody who no longer sleeps.
asio::awaitable<void> VirtualClock::wait(Instant at, Timer timer) {
  const asio::steady_timer* mine = timer.get();
  if (at != Instant::max()) sleepers_.emplace(at, timer);
  co_await timer->async_wait(asio::as_tuple(asio::use_awaitable));
  const auto [first, last] = sleepers_.equal_range(at);
  const auto found =
      std::find_if(first, last, [mine](const auto& entry) { return entry.second.get() == mine; });
  if (found != last) sleepers_.erase(found);
}

asio::awaitable<void> VirtualClock::sleep_until(Instant at) {
  if (at <= now_) co_return;
  auto timer = std::make_shared<asio::steady_timer>(context_, asio::steady_timer::time_point::max());
  co_await wait(at, std::move(timer));
}

std::unique_ptr<Alarm> VirtualClock::make_alarm() { return std::make_unique<VirtualAlarm>(*this); }

VirtualClock::Sleepers::iterator VirtualClock::next_to_wake() {
  const auto first = sleepers_.begin();
  if (within_ == Duration{}) return first;
  const auto beyond = sleepers_.upper_bound(first->first + within_);
  const auto choices = static_cast<std::uint64_t>(std::distance(first, beyond));
  return std::next(first, static_cast<std::ptrdiff_t>(random_() % std::min<std::uint64_t>(choices, 4)));
}

void VirtualClock::run(const std::function<bool()>& stop) { run(stop, {}); }

void VirtualClock::run(const std::function<bool()>& stop, const std::function<bool()>& killed) {
  for (;;) {
    context_.restart();
    while (context_.poll_one() > 0) {
      if (killed && killed()) return;
    }
    if (sleepers_.empty() || (stop && stop())) return;
    ++jumps_;
    auto first = sleepers_.extract(next_to_wake());
    now_ = std::max(now_, first.key());
    first.mapped()->cancel();
  }
}

}  // namespace pressrun::test
