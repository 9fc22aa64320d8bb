#include "cli/plan_table.hpp"

#include "pressrun/domain/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace pressrun::cli {
namespace {

namespace json = boost::json;

// With the fixed schedule a rendering of a few seconds is asked for about twice.
constexpr std::uint64_t polls_per_job = 2;

void add(PlanRow& row, const Job& job, const Decision& decision) {
  ++row.jobs;
  ++row.reasons[decision.reason];
  if (decision.todo == Todo::resume) ++row.to_poll;
  if (decision.todo != Todo::submit && decision.todo != Todo::retry_formats) return;
  ++row.to_submit;
  row.credits += static_cast<std::uint64_t>(job.credits_estimate);
  row.credits_exact = row.credits_exact && job.credits_exact;
}

std::size_t of(const PlanRow& row, Reason reason) {
  const auto found = row.reasons.find(reason);
  return found == row.reasons.end() ? 0 : found->second;
}

std::size_t failed_before(const PlanRow& row) {
  return of(row, Reason::failed_before) + of(row, Reason::partial_before);
}
std::size_t unchanged(const PlanRow& row) { return of(row, Reason::unchanged) + of(row, Reason::dropped); }

std::string line(const PlanRow& row, std::size_t width) {
  const std::string credits = (row.credits_exact ? "" : "≥ ") + std::to_string(row.credits);
  // fmt pads by code points, and ≥ is one.
  return fmt::format("  {:<{}} {:>7} {:>7} {:>7} {:>9} {:>9} {:>9} {:>8} {:>9}\n", printable(row.design),
                     width, row.jobs, of(row, Reason::is_new), of(row, Reason::changed), failed_before(row),
                     of(row, Reason::rendering), unchanged(row), of(row, Reason::in_doubt), credits);
}

json::object to_json(const PlanRow& row) {
  json::object made;
  made["design"] = row.design;
  made["jobs"] = row.jobs;
  made["new"] = of(row, Reason::is_new);
  made["changed"] = of(row, Reason::changed);
  made["failed_before"] = failed_before(row);
  made["rendering"] = of(row, Reason::rendering);
  made["unchanged"] = unchanged(row);
  made["in_doubt"] = of(row, Reason::in_doubt);
  made["to_submit"] = row.to_submit;
  made["credits"] = row.credits;
  made["credits_exact"] = row.credits_exact;
  return made;
}

}  // namespace

void PlanTable::count(const Job& job, const Decision& decision) {
  auto row = std::ranges::find(rows, job.design_name, &PlanRow::design);
  if (row == rows.end()) {
    rows.emplace_back();
    row = rows.end() - 1;
    row->design = job.design_name;
  }
  add(*row, job, decision);
  add(all, job, decision);
}

std::uint64_t expected_calls(const PlanTable& table, std::size_t design_reads) {
  return table.all.to_submit * (1 + polls_per_job) + table.all.to_poll + design_reads;
}

Duration expected_duration(std::uint64_t calls, const Policy& policy) {
  const double span = static_cast<double>(policy.rate_span.count()) * (1 + policy.rate_safety);
  return Duration{static_cast<Duration::rep>(span / policy.rate_calls * static_cast<double>(calls))};
}

std::string plan_text(const std::string& name, const PlanTable& table, std::size_t design_reads,
                      const Policy& policy) {
  std::size_t width = 6;
  for (const PlanRow& row : table.rows) width = std::max(width, std::min<std::size_t>(40, row.design.size()));
  std::string text = printable(name) + "\n";
  text += fmt::format("  {:<{}} {:>7} {:>7} {:>7} {:>9} {:>9} {:>9} {:>8} {:>9}\n", "design", width, "jobs",
                      "new", "changed", "to retry", "rendering", "unchanged", "in doubt", "credits");
  for (const PlanRow& row : table.rows) text += line(row, width);
  PlanRow all = table.all;
  all.design = "all";
  text += line(all, width);
  const std::uint64_t calls = expected_calls(table, design_reads);
  text += fmt::format("  {} to submit; about {} API calls, {} or more at {} calls in {}\n",
                      table.all.to_submit, calls, format_duration(expected_duration(calls, policy)),
                      policy.rate_calls, format_duration(policy.rate_span));
  return text;
}

std::string plan_json(const std::string& name, const PlanTable& table, std::size_t design_reads,
                      const Policy& policy) {
  json::object made = to_json(table.all);
  made.erase("design");
  made["name"] = name;
  json::array designs;
  for (const PlanRow& row : table.rows) designs.emplace_back(to_json(row));
  made["designs"] = std::move(designs);
  const std::uint64_t calls = expected_calls(table, design_reads);
  made["api_calls"] = calls;
  made["expected_seconds"] = std::chrono::duration<double>(expected_duration(calls, policy)).count();
  return json::serialize(made) + "\n";
}

}  // namespace pressrun::cli
