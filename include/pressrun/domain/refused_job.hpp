#pragma once

#include "pressrun/domain/failure.hpp"
#include "pressrun/domain/ids.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace pressrun {

/// A job that the manifest asks for and that cannot be made, because of its row (`--on-error skip`): nothing
/// is bought for it, and it stands as failed among the others.
struct RefusedJob {
  JobKey key;  ///< its own, so that what an earlier run made under it is known; else one that names its line
  std::size_t position = 0;  ///< among all jobs of the manifest; one that no job has
  std::string design_name;
  DesignId design_id;
  std::string variables_json = "{}";
  std::vector<Failure> failures;  ///< why: the first few
};

}  // namespace pressrun
