#pragma once

#include "pressrun/app/budget_left.hpp"
#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/app/planner.hpp"
#include "pressrun/core/ledger.hpp"
#include "pressrun/domain/time.hpp"
#include "pressrun/manifest/manifest.hpp"
#include "pressrun/ports/journal_files.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace pressrun::app {

/// What one campaign may spend, and when the day and the month began that its limits are for.
struct RunTerms {
  CreditLimits limits;
  WallTime day_began{};
  WallTime month_began{};
};

/// Nothing raises a limit: the lowest that hold, of the whole process and of the manifest.
CreditLimits limits_of(const manifest::Budget& budget, std::optional<std::uint64_t> process);
bool is_limited(const CreditLimits& limits);
std::optional<std::uint64_t> lowest(const CreditLimits& limits);

/// What a run that began now might still spend, by each limit. Of a journal that is not there nothing is
/// reserved. Throws JournalError.
std::vector<BudgetLeft> budgets_left(const LoadedCampaign& one, const RunTerms& terms, const PlanBasis& basis,
                                     JournalFiles& files);

}  // namespace pressrun::app
