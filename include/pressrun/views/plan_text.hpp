#pragma once

#include "pressrun/app/plan_campaigns.hpp"
#include "pressrun/core/policy.hpp"
#include "pressrun/report/table.hpp"

#include <string>

namespace pressrun::views {

/// What a run of one manifest would do, in numbers: a table that fits the room (80 columns where its width is
/// not known), then what it costs, how long it takes, and what else there is to say.
std::string plan_text(const app::PlanTable& table, const Policy& policy, const report::TableRoom& room = {});

/// The same of several manifests together, a row each.
std::string sum_text(const app::PlanReport& report, const Policy& policy, const report::TableRoom& room = {});

}  // namespace pressrun::views
