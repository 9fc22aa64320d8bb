#pragma once

#include "pressrun/core/policy.hpp"
#include "pressrun/domain/time.hpp"

#include <cstdint>
#include <string_view>

namespace pressrun {

/// A number from 0 (in) to 1 (out) that depends on nothing but its input: jitter that a test can repeat.
double spread(std::string_view key, std::uint64_t step);

/// The wait before poll number `polls` + 1 of a job: 2 s, ×1.6 each time, 30 s at most, each ± 10 %, so that
/// jobs submitted together are not asked for together.
Duration poll_wait(const Policy& policy, std::string_view key, int polls);

/// The wait after the `failures`-th failure in a row (1 or more) of something that is tried again.
Duration retry_wait(const Policy& policy, int failures);

/// The same between two looks whether the service is back.
Duration probe_wait(const Policy& policy, int failures);

}  // namespace pressrun
