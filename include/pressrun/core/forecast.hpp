#pragma once

#include "pressrun/core/policy.hpp"
#include "pressrun/core/render_times.hpp"
#include "pressrun/domain/time.hpp"

#include <cstddef>
#include <vector>

namespace pressrun {

/// Requests that render alike.
struct ExpectedRenderings {
  std::size_t submitted = 0;  ///< sent, then polled to their end
  std::size_t delivered = 0;  ///< the answer to their submission is the file
  std::size_t open = 0;       ///< sent earlier: to be polled
  RenderTimes times;          ///< what is known of how long they take
};

/// How long a run is expected to take, from its first call to its last. Nine of ten runs end between `low`
/// and `high` where the API answers as it did before: failures, refusals and the network's troubles are not
/// foreseen.
struct Forecast {
  Duration low{};
  Duration likely{};
  Duration high{};
  bool learned = false;  ///< from rendering times that were seen; else what is typical of designs
};

/// `reads`: calls that are made before. Pure, and the same for the same question: it plays the run some
/// dozens of times with rendering times drawn from what is known. Costs some milliseconds, however much there
/// is to do.
Forecast forecast(const std::vector<ExpectedRenderings>& work, std::size_t reads, const Policy& policy);

}  // namespace pressrun
