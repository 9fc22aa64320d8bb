#include "app/call_meter.hpp"

#include <algorithm>

namespace pressrun::app {
namespace {

constexpr Duration looked_back = std::chrono::seconds{5};
constexpr std::size_t most_kept =
    4096;  // at rates where this is too short, the figure is of a shorter stretch

}  // namespace

void CallMeter::count(Instant left) {
  if (!any_) first_ = left;
  any_ = true;
  recent_.push_back(left);
  if (recent_.size() > most_kept) recent_.pop_front();
}

double CallMeter::per_second(Instant now) const {
  while (!recent_.empty() && recent_.front() < now - looked_back) recent_.pop_front();
  if (recent_.empty()) return 0;
  const Instant since = recent_.size() == most_kept ? recent_.front() : std::max(first_, now - looked_back);
  const double seconds = std::chrono::duration<double>(now - since).count();
  return static_cast<double>(recent_.size()) / std::max(1.0, seconds);
}

}  // namespace pressrun::app
