#include "pressrun/app/plan_table.hpp"

#include <algorithm>

namespace pressrun::app {
namespace {

// With the fixed schedule a rendering of a few seconds is asked for about twice.
constexpr std::uint64_t jobs_per_wasted_poll = 20;

void count_waiting(PlanRow& row, const Job& job, const PlanDecision& decision) {
  if (decision.waits.empty()) return;
  row.waiting += renditions(job, decision.waits);
  row.waiting_credits += credits(job, decision.waits);
  row.waits_until =
      row.waits_until == WallTime{} ? decision.not_before : std::min(row.waits_until, decision.not_before);
}

void count_job(PlanRow& row, const Job& job, const PlanDecision& decision) {
  ++row.jobs;
  PlanCount& reason = row.reasons[decision.reason];
  ++reason.jobs;
  if (decision.reason == PlanReason::rendering) ++row.to_poll;
  count_waiting(row, job, decision);
  row.need_design += decision.needs_design ? 1 : 0;
  row.not_called += decision.other_call ? 1 : 0;
  if (decision.needs_design) row.exact = false;
  if (decision.buys.empty()) return;
  ++row.to_submit;
  row.with_ai += job.uses_ai ? 1 : 0;
  row.exact = row.exact && job.credits_exact;
  if (job.endpoint == Endpoint::generate_sync) {  // makes one format
    row.requests += decision.fresh.size();
    row.at_once += decision.fresh.size();
  } else if (decision.leads) {
    ++row.requests;
  }
  const std::uint64_t assets = renditions(job, decision.fresh);
  const std::uint64_t price = credits(job, decision.fresh);
  reason.assets += assets;
  reason.credits += price;
  row.assets += assets;
  row.credits += price;
}

void add(PlanCount& to, const PlanCount& more) {
  to.jobs += more.jobs;
  to.assets += more.assets;
  to.credits += more.credits;
}

void add(PlanRow& to, const PlanRow& more) {
  to.jobs += more.jobs;
  for (const auto& [reason, count] : more.reasons) add(to.reasons[reason], count);
  to.to_submit += more.to_submit;
  to.requests += more.requests;
  to.to_poll += more.to_poll;
  to.at_once += more.at_once;
  to.assets += more.assets;
  to.credits += more.credits;
  to.exact = to.exact && more.exact;
  to.with_ai += more.with_ai;
  if (more.waiting > 0)
    to.waits_until = to.waiting == 0 ? more.waits_until : std::min(to.waits_until, more.waits_until);
  to.waiting += more.waiting;
  to.waiting_credits += more.waiting_credits;
  to.need_design += more.need_design;
  to.not_called += more.not_called;
}

void count_renderings(PlannedRenderings& kind, const Job& job, const PlanDecision& decision) {
  if (decision.reason == PlanReason::rendering) ++kind.open;
  if (decision.buys.empty()) return;
  if (job.endpoint == Endpoint::generate_sync) {
    kind.delivered += decision.fresh.size();
  } else if (decision.leads) {
    ++kind.submitted;
  }
}

}  // namespace

void PlanTable::count(const Job& job, const PlanDecision& decision) {
  auto row = std::ranges::find(rows, job.design_name, &PlanRow::design);
  if (row == rows.end()) {
    rows.emplace_back();
    row = rows.end() - 1;
    row->design = job.design_name;
  }
  count_job(*row, job, decision);
  count_job(all, job, decision);
  if (!decision.buys.empty() || decision.reason == PlanReason::rendering)
    count_renderings(renderings[job.design_id.text + " " + job.output], job, decision);
}

std::uint64_t expected_calls(const PlanTable& table) {
  const std::uint64_t polls = table.all.requests - table.all.at_once + table.all.to_poll;
  return table.all.requests + polls + polls / jobs_per_wasted_poll + table.reads;
}

Forecast forecast_of(const PlanTable& table, const RenderMemory& learned, const Policy& policy) {
  std::vector<ExpectedRenderings> work;
  for (const auto& [name, planned] : table.renderings) {
    ExpectedRenderings& one = work.emplace_back();
    one.submitted = planned.submitted;
    one.delivered = planned.delivered;
    one.open = planned.open;
    if (const auto known = learned.find(name); known != learned.end()) one.times.recall(known->second);
  }
  return forecast(work, table.reads, policy);
}

PlanTable sum_of(const std::vector<PlanTable>& tables) {
  PlanTable sum;
  for (const PlanTable& table : tables) {
    add(sum.all, table.all);
    sum.refused += table.refused;
    sum.reads = std::max(sum.reads, table.reads);
    if (!sum.balance) sum.balance = table.balance;
    for (const auto& [name, planned] : table.renderings) {
      PlannedRenderings& kind = sum.renderings[name];
      kind.submitted += planned.submitted;
      kind.delivered += planned.delivered;
      kind.open += planned.open;
    }
  }
  return sum;
}

std::uint64_t credits_wanting(const PlanTable& table) {
  if (!table.balance || !table.balance->available) return 0;
  const std::int64_t sum = std::max<std::int64_t>(0, *table.balance->available + table.balance->extra);
  const auto there = static_cast<std::uint64_t>(sum);
  return table.all.credits > there ? table.all.credits - there : 0;
}

}  // namespace pressrun::app
