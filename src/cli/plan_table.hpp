#pragma once

#include "pressrun/core/plan.hpp"
#include "pressrun/core/policy.hpp"
#include "pressrun/domain/job.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace pressrun::cli {

/// What a run would do, counted for one design's entry, or in all.
struct PlanRow {
  std::string design;
  std::size_t jobs = 0;
  std::map<Reason, std::size_t> reasons;
  std::size_t to_submit = 0;
  std::size_t to_poll = 0;
  std::uint64_t credits = 0;
  bool credits_exact = true;
};

struct PlanTable {
  std::vector<PlanRow> rows;  ///< in the manifest's order
  PlanRow all;

  void count(const Job& job, const Decision& decision);
};

/// API calls of a run: a submission and about two polls for each, a read for each design.
std::uint64_t expected_calls(const PlanTable& table, std::size_t design_reads);
Duration expected_duration(std::uint64_t calls, const Policy& policy);

std::string plan_text(const std::string& name, const PlanTable& table, std::size_t design_reads,
                      const Policy& policy);
std::string plan_json(const std::string& name, const PlanTable& table, std::size_t design_reads,
                      const Policy& policy);

}  // namespace pressrun::cli
