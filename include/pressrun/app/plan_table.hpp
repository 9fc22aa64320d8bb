#pragma once

#include "pressrun/app/budget_left.hpp"
#include "pressrun/app/plan.hpp"
#include "pressrun/app/run.hpp"
#include "pressrun/core/forecast.hpp"
#include "pressrun/core/policy.hpp"
#include "pressrun/domain/design.hpp"
#include "pressrun/domain/job.hpp"
#include "pressrun/domain/time.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::app {

/// What jobs of one reason come to.
struct PlanCount {
  std::size_t jobs = 0;
  std::uint64_t assets = 0;  ///< that are bought for it
  std::uint64_t credits = 0;
};

/// What a run would do, counted for one design's entry, or in all.
struct PlanRow {
  std::string design;
  std::size_t jobs = 0;
  std::map<PlanReason, PlanCount> reasons;
  std::size_t to_submit = 0;
  std::size_t requests = 0;  ///< that those go out as: fewer, where jobs share content
  std::size_t to_poll = 0;   ///< besides what those requests will need
  std::size_t at_once = 0;   ///< requests that the answer delivers: there is nothing to poll
  std::uint64_t assets = 0;  ///< of what would be submitted
  std::uint64_t credits = 0;
  bool exact = true;        ///< false: at least that many assets and credits
  std::size_t with_ai = 0;  ///< jobs that use AI credits too, which `credits` leaves out
  // What failed and is tried again later, by itself.
  std::uint64_t waiting = 0;  ///< renditions
  std::uint64_t waiting_credits = 0;
  WallTime waits_until{};       ///< when the first of them is
  std::size_t need_design = 0;  ///< jobs of which it cannot be said before the design is read
  std::size_t not_called = 0;   ///< jobs whose callback_url is not called, as an equal one is first
};

/// Requests that render alike, and are waited for.
struct PlannedRenderings {
  std::size_t submitted = 0;  ///< and polled
  std::size_t delivered = 0;  ///< by the answer to their submission
  std::size_t open = 0;       ///< out already
};

/// What an offline plan was compared with.
struct KeptBasis {
  std::size_t designs = 0;  ///< that an earlier run read
  std::size_t missing = 0;  ///< that nobody did
  WallTime oldest{};        ///< when the first of them was read
};

struct PlanTable {
  std::string name;           ///< the manifest's
  std::vector<PlanRow> rows;  ///< in the manifest's order
  PlanRow all;
  std::size_t refused = 0;  ///< jobs that cannot be made, and fail by themselves
  std::size_t reads = 0;    ///< what a run reads before it starts
  std::optional<Balance> balance;
  std::vector<BudgetLeft> budgets;                      ///< that hold for a run
  std::optional<KeptBasis> basis;                       ///< nothing: the designs are the API's own
  std::map<std::string, PlannedRenderings> renderings;  ///< by what RenderMemory has them under
  Forecast forecast;                                    ///< zero: nothing to wait for, or not made yet

  void count(const Job& job, const PlanDecision& decision);
};

/// API calls of a run: a submission and a little more than one poll for each that is polled, and what is read
/// before.
std::uint64_t expected_calls(const PlanTable& table);

/// How long a run would take that does this alone. `learned`: from earlier runs.
Forecast forecast_of(const PlanTable& table, const RenderMemory& learned, const Policy& policy);

/// What the runs of several manifests come to together, in one process: what is read is read once. Without
/// rows.
PlanTable sum_of(const std::vector<PlanTable>& tables);

/// How many credits are wanting; 0 where there are enough, or where nobody knows.
std::uint64_t credits_wanting(const PlanTable& table);

}  // namespace pressrun::app
