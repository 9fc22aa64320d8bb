#pragma once

#include "pressrun/app/plan_details.hpp"

#include <string>
#include <string_view>

namespace pressrun::views {

/// `title  "Kite sale"`, a line each, of the jobs that a plan shows; then in which fields those that have
/// changed differ. Empty where there is neither. Texts of users and servers are made printable.
std::string details_text(const app::PlanDetails& details);

/// "elements.title.payload: "Old" → "New"": what is long begins near the difference. `whole`: nothing is cut.
std::string change_text(const api::FieldChange& change, bool whole = false);

}  // namespace pressrun::views
