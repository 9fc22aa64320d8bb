#pragma once

#include "pressrun/domain/ids.hpp"
#include "pressrun/domain/time.hpp"

#include <cstdint>

namespace pressrun {

/// What a campaign's generation requests of one design count for, by the day (UTC) they were made.
struct DaySpending {
  DesignId design;
  WallTime day{};
  std::uint64_t settled = 0;   ///< credits paid for
  std::uint64_t out = 0;       ///< reserved for what is on its way
  std::uint64_t in_doubt = 0;  ///< reserved for what may have been paid for
};

}  // namespace pressrun
