#include "pressrun/core/outcomes.hpp"
#include "pressrun/core/policy.hpp"
