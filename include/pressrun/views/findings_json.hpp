#pragma once

#include "pressrun/app/findings.hpp"

#include <boost/json/array.hpp>

namespace pressrun::views {

/// Findings for programs: [{severity, file, line, column, path, message, hint, count, cells}], in the order
/// of the page. What has no place has no file, and 0 for line and column.
boost::json::array findings_json(const app::FindingSet& findings);

}  // namespace pressrun::views
