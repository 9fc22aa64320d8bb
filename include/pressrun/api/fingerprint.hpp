#pragma once

#include "pressrun/domain/job.hpp"

#include <string_view>

namespace pressrun::api {

Fingerprint fingerprint(Endpoint endpoint, const DesignId& design, std::string_view body);

}  // namespace pressrun::api
