#pragma once

#include "pressrun/simulator/model.hpp"

#include <string>
#include <vector>

namespace pressrun::simulator {

/// See Model::timeline_json.
std::string timeline_of(const std::vector<Generation>& ledger);

/// What was accepted, in order: `[{"id", "design_id", "formats", "body"}, …]`, the body null where the
/// scenario keeps none. For tests that count what was paid for twice.
std::string purchases_of(const std::vector<Generation>& ledger);

}  // namespace pressrun::simulator
