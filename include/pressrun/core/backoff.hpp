#pragma once

#include "pressrun/core/policy.hpp"
#include "pressrun/domain/time.hpp"

namespace pressrun {

/// The wait after the `failures`-th failure in a row (1 or more) of something that is tried again.
Duration retry_wait(const Policy& policy, int failures);

/// The same between two looks whether the service is back.
Duration probe_wait(const Policy& policy, int failures);

/// The same between two submissions while each is lost.
Duration resubmission_backoff_wait(const Policy& policy, int failures);

}  // namespace pressrun
