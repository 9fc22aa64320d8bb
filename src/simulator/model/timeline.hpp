#pragma once

#include "pressrun/simulator/model.hpp"

#include <string>
#include <vector>

namespace pressrun::simulator {

/// See Model::timeline_json.
std::string timeline_of(const std::vector<Generation>& ledger);

}  // namespace pressrun::simulator
