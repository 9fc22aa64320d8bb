#pragma once

#include "pressrun/app/plan_table.hpp"
#include "pressrun/core/policy.hpp"

#include <boost/json/object.hpp>

#include <string>

namespace pressrun::cli {

std::string plan_text(const app::PlanTable& table, const Policy& policy);
boost::json::object plan_json(const app::PlanTable& table, const Policy& policy);

}  // namespace pressrun::cli
