#include "pressrun/core/render_times.hpp"

#include <algorithm>
#include <limits>

namespace pressrun {
namespace {

constexpr double first_seconds = 0.05;
constexpr double ratio = 1.06;

/// Seconds of each cell.
const std::array<double, render_cells>& grid() {
  static const auto made = [] {
    std::array<double, render_cells> seconds{};
    double next = first_seconds;
    for (std::size_t cell = 1; cell < render_cells; ++cell, next *= ratio) seconds.at(cell) = next;
    return seconds;
  }();
  return made;
}

}  // namespace

Duration time_of(RenderCell cell) {
  return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(grid().at(cell)));
}

RenderCell cell_at(Duration elapsed) {
  const double seconds = std::chrono::duration<double>(elapsed).count();
  const auto above = std::ranges::upper_bound(grid(), seconds + 1e-9);
  return static_cast<RenderCell>(std::max<std::ptrdiff_t>(0, above - grid().begin() - 1));
}

PollSchedule schedule_polls(const RenderShares& shares, Duration price) {
  const auto& at = grid();
  const double poll = std::chrono::duration<double>(price).count();
  RenderShares area{};  // of the shares from 0: the expected lag of asking late
  for (std::size_t k = 1; k < render_cells; ++k)
    area.at(k) = area.at(k - 1) + (shares.at(k) + shares.at(k - 1)) / 2 * (at.at(k) - at.at(k - 1));
  PollSchedule next{};
  std::array<double, render_cells> cost{};
  next.back() = render_cells - 1;
  for (std::size_t i = render_cells - 1; i-- > 0;) {
    const double left = 1 - shares.at(i);
    std::size_t best = i + 1;
    double least = poll;
    if (left > 1e-9) {
      least = std::numeric_limits<double>::infinity();
      for (std::size_t k = i + 1; k < render_cells; ++k) {
        const double lag = (area.at(k) - area.at(i) - shares.at(i) * (at.at(k) - at.at(i))) / left;
        if (lag + poll > least) break;
        const double total = poll + lag + (1 - shares.at(k)) / left * cost.at(k);
        if (total < least) least = total, best = k;
      }
    }
    cost.at(i) = least;
    next.at(i) = static_cast<RenderCell>(best);
  }
  return next;
}

}  // namespace pressrun
