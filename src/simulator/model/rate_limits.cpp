#include "simulator/model/rate_limits.hpp"

#include "simulator/model/answers.hpp"

#include <algorithm>

namespace pressrun::simulator {
namespace {

constexpr std::chrono::seconds second{1};

}  // namespace

void ArrivalLog::add(ServerTime now) {
  while (!last_second_.empty() && last_second_.front() <= now - second) last_second_.pop_front();
  last_second_.push_back(now);
  most_ = std::max(most_, std::uint64_t{last_second_.size()});
}

bool Ceiling::admit(ServerTime now) {
  if (per_second_ <= 0) return true;
  const auto aligned = std::chrono::floor<std::chrono::seconds>(now);
  const auto outside = [&](ServerTime at) { return sliding_ ? at <= now - second : at < aligned; };
  while (!admitted_.empty() && outside(admitted_.front())) admitted_.pop_front();
  if (std::ssize(admitted_) >= per_second_) return false;
  admitted_.push_back(now);
  return true;
}

void TierBudget::Window::roll(std::int64_t now_s) {
  const std::int64_t start = now_s - now_s % span_s;
  if (start == start_s) return;
  start_s = start;
  used = 0;
}

std::optional<WindowState> TierBudget::closest() const {
  if (!minute_.limited() && !hour_.limited()) return std::nullopt;
  if (!minute_.limited()) return hour_.state();
  if (!hour_.limited()) return minute_.state();
  const WindowState minute = minute_.state();
  const WindowState hour = hour_.state();
  return hour.remaining <= minute.remaining ? hour : minute;
}

TierVerdict TierBudget::take(ServerTime now) {
  const std::int64_t now_s = unix_seconds(now);
  minute_.roll(now_s);
  hour_.roll(now_s);
  if (minute_.spent() || hour_.spent()) {
    const WindowState spent = hour_.spent() ? hour_.state() : minute_.state();
    const ServerTime reset{std::chrono::seconds{spent.reset_s}};
    const auto wait = std::chrono::ceil<std::chrono::seconds>(reset - now);
    return {false, spent, std::max<std::int64_t>(1, wait.count())};
  }
  ++minute_.used;
  ++hour_.used;
  return {true, closest(), 0};
}

}  // namespace pressrun::simulator
