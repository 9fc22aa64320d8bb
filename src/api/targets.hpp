#pragma once

#include "pressrun/domain/job.hpp"

#include <string>

namespace pressrun::api {

/// Path that a job is posted to. Source: API reference §1.1, operations 7 and 8.
std::string submission_target(Endpoint endpoint, const DesignId& design);

}  // namespace pressrun::api
