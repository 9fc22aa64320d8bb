#pragma once

#include "pressrun/app/explain.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

namespace pressrun::views {

enum class Detail : std::uint8_t { verdict, usual, everything };

/// One job for people. `manifest`: as it stands in the commands that are suggested. `width`: of the terminal,
/// 0: not known; lines are folded to it. Twelve lines at most, unless everything is asked for.
std::string explanation_text(const app::Explanation& job, std::string_view manifest, Detail detail,
                             std::size_t width = 0);

/// The same for programs: {key, wanted, reason, formats, credits, content, fields: [{path, old, new, differs,
/// at, cell, column}], failures, history: [{submitted_at, state, formats, assets, credits,
/// generation_request_id, present}]}.
boost::json::object explanation_json(const app::Explanation& job);

}  // namespace pressrun::views
