#pragma once

#include "pressrun/domain/ids.hpp"
#include "pressrun/domain/time.hpp"

#include <vector>

namespace pressrun {

/// An attempt, as far as it tells whose a generation request is.
struct Claim {
  JobKey key;
  DesignId design;
  int attempt = 0;
  WallTime sent_at{};          ///< when its intent was recorded
  bool found_by_user = false;  ///< it has the id by the user's word; else the API gave it
};

/// The claim, of those that have an id already, that keeps `wanted`, an attempt in doubt, from getting it
/// too: a generation is one request's, and a job with another's would show its pictures. Null: none does.
/// Jobs that went out as one request share it. The journal does not say which did: those are taken for it
/// that are of one design, were sent at the very same moment, and have lost their answer as well.
const Claim* rival(const Claim& wanted, const std::vector<Claim>& holders);

}  // namespace pressrun
