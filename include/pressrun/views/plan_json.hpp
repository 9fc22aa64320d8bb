#pragma once

#include "pressrun/app/plan_campaigns.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string>

namespace pressrun::views {

/// The table for programs: the counts of all, then of each design, what it costs, and `estimate`:
/// {low_seconds, likely_seconds, high_seconds, learned}.
boost::json::object plan_json(const app::PlanTable& table);

/// What several manifests come to together: the same without names and designs, and their number.
boost::json::object sum_json(const app::PlanReport& report);

/// Adds `shown` ([{design, to_submit, jobs: [{key, reason, formats, credits, texts: [{layer, property,
/// text}], changes: [{path, old, new}]}], not_shown}]), `changes` ([{design, jobs, first, path, old, new}])
/// and `changed_from_unknown`. A value that was not there, or is not, is null.
void add_details(boost::json::object& plan, const app::PlanDetails& details);

/// A text of JSON as the value that it is; nothing: null.
boost::json::value json_value(const std::optional<std::string>& text);

}  // namespace pressrun::views
