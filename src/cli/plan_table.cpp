#include "cli/plan_table.hpp"

#include "pressrun/api/encode_request.hpp"
#include "pressrun/domain/text.hpp"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace pressrun::cli {
namespace {

namespace json = boost::json;

// With the fixed schedule a rendering of a few seconds is asked for about twice.
constexpr std::uint64_t jobs_per_wasted_poll = 20;

bool costs(const Decision& decision) {
  return decision.todo == Todo::submit || decision.todo == Todo::retry_formats;
}

void add(PlanRow& row, const Job& job, const Decision& decision, Bundler::Part part) {
  ++row.jobs;
  ++row.reasons[decision.reason];
  if (decision.todo == Todo::resume) ++row.to_poll;
  if (!costs(decision)) return;
  ++row.to_submit;
  row.with_ai += job.uses_ai ? 1 : 0;
  row.exact = row.exact && job.credits_exact;
  const auto assets = static_cast<std::uint64_t>(job.assets_expected);
  if (part == Bundler::Part::leads) {
    ++row.requests;
    if (job.endpoint == Endpoint::generate_sync) ++row.at_once;
  }
  const bool repeats = part == Bundler::Part::repeats;
  const auto credits = repeats ? 0 : static_cast<std::uint64_t>(job.credits_estimate);
  // Of a job that came out partial only some formats are asked for again.
  const std::uint64_t again = decision.todo == Todo::retry_formats ? decision.formats.size() : assets;
  row.assets += again;
  row.credits += credits * again / assets;
}

std::size_t of(const PlanRow& row, Reason reason) {
  const auto found = row.reasons.find(reason);
  return found == row.reasons.end() ? 0 : found->second;
}

std::size_t failed_before(const PlanRow& row) {
  return of(row, Reason::failed_before) + of(row, Reason::partial_before);
}
std::size_t unchanged(const PlanRow& row) { return of(row, Reason::unchanged) + of(row, Reason::dropped); }

std::string at_least(bool exact, std::uint64_t count) { return (exact ? "" : "≥ ") + std::to_string(count); }

constexpr const char* columns = "  {:<{}} {:>7} {:>7} {:>7} {:>13} {:>9} {:>9} {:>8} {:>8} {:>9}\n";

std::string line(const PlanRow& row, std::size_t width) {
  // fmt pads by code points, and ≥ is one.
  return fmt::format(fmt::runtime(columns), printable(row.design), width, row.jobs, of(row, Reason::is_new),
                     of(row, Reason::changed), failed_before(row), of(row, Reason::rendering), unchanged(row),
                     of(row, Reason::in_doubt), at_least(row.exact, row.assets),
                     at_least(row.exact, row.credits));
}

std::string spendable(const Balance& balance) {
  if (!balance.available) return "the plan is unlimited";
  const std::int64_t sum = *balance.available + balance.extra;
  return std::to_string(sum) + " available";
}

/// How many credits are wanting; 0 where there are enough, or where nobody knows.
std::uint64_t wanting(const PlanTable& table) {
  if (!table.balance || !table.balance->available) return 0;
  const std::int64_t sum = std::max<std::int64_t>(0, *table.balance->available + table.balance->extra);
  const auto there = static_cast<std::uint64_t>(sum);
  return table.all.credits > there ? table.all.credits - there : 0;
}

std::string credit_lines(const PlanTable& table) {
  std::string text = fmt::format("  credits: {} by the prices of {}",
                                 at_least(table.all.exact, table.all.credits), api::prices_as_of());
  if (table.balance) text += "; " + spendable(*table.balance);
  if (const std::uint64_t missing = wanting(table); missing > 0)
    text += fmt::format(": {} too few, the run would stop before its end", missing);
  text += "\n";
  if (table.all.with_ai > 0)
    text += fmt::format("  {} of them use{} AI credits too, which are counted apart\n", table.all.with_ai,
                        table.all.with_ai == 1 ? "s" : "");
  return text;
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
  made["requests"] = row.requests;
  made["assets"] = row.assets;
  made["credits"] = row.credits;
  made["credits_exact"] = row.exact;
  made["with_ai_credits"] = row.with_ai;
  return made;
}

std::string designs(std::size_t count) { return std::to_string(count) + " design" + (count == 1 ? "" : "s"); }

std::string basis_lines(const std::optional<KeptBasis>& basis) {
  std::string text;
  if (basis && basis->designs > 0)
    text += "  names and formats of " + designs(basis->designs) + " are as of " +
            to_rfc3339(basis->oldest).substr(0, 10) + ", when they were read last\n";
  if (basis && basis->missing > 0)
    text += "  names and formats of " + designs(basis->missing) +
            " were not compared: nothing is known of them offline\n";
  return text;
}

json::object to_json(const KeptBasis& basis) {
  json::object made{{"designs", basis.designs}, {"not_compared", basis.missing}, {"as_of", nullptr}};
  if (basis.designs > 0) made["as_of"] = to_rfc3339(basis.oldest);
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
  const auto part = decision.todo == Todo::submit ? bundler_.place(job).part : Bundler::Part::leads;
  add(*row, job, decision, part);
  add(all, job, decision, part);
}

std::uint64_t expected_calls(const PlanTable& table) {
  const std::uint64_t polls = table.all.requests - table.all.at_once + table.all.to_poll;
  return table.all.requests + polls + polls / jobs_per_wasted_poll + table.reads;
}

Duration expected_duration(std::uint64_t calls, const Policy& policy) {
  const double span = static_cast<double>(policy.rate_span.count()) * (1 + policy.rate_safety);
  return Duration{static_cast<Duration::rep>(span / policy.rate_calls * static_cast<double>(calls))};
}

std::string plan_text(const PlanTable& table, const Policy& policy) {
  std::size_t width = 6;
  for (const PlanRow& row : table.rows) width = std::max(width, std::min<std::size_t>(40, row.design.size()));
  std::string text = printable(table.name) + "\n";
  text += fmt::format(fmt::runtime(columns), "design", width, "jobs", "new", "changed", "failed before",
                      "rendering", "unchanged", "in doubt", "assets", "credits");
  for (const PlanRow& row : table.rows) text += line(row, width);
  PlanRow all = table.all;
  all.design = "all";
  if (table.rows.size() != 1) text += line(all, width);
  text += basis_lines(table.basis);
  if (table.all.to_submit > 0) text += credit_lines(table);
  if (table.all.to_submit + table.all.to_poll == 0) return text + "  nothing to submit\n";
  const std::uint64_t calls = expected_calls(table);
  const bool fewer = table.all.requests < table.all.to_submit;
  const std::string bundled =
      fewer ? fmt::format(" as {} request{}", table.all.requests, table.all.requests == 1 ? "" : "s") : "";
  text += fmt::format("  {} to submit{}; about {} API calls, {} or more at {} calls in {}\n",
                      table.all.to_submit, bundled, calls, format_duration(expected_duration(calls, policy)),
                      policy.rate_calls, format_duration(policy.rate_span));
  return text;
}

json::object plan_json(const PlanTable& table, const Policy& policy) {
  json::object made = to_json(table.all);
  made.erase("design");
  made["name"] = table.name;
  json::array designs;
  for (const PlanRow& row : table.rows) designs.emplace_back(to_json(row));
  made["designs"] = std::move(designs);
  if (table.basis) made["offline"] = to_json(*table.basis);
  made["prices_as_of"] = api::prices_as_of();
  if (table.balance) {
    const auto& available = table.balance->available;
    made["balance"] = {{"available", available ? json::value(*available) : json::value(nullptr)},
                       {"extra", table.balance->extra}};
    made["credits_wanting"] = wanting(table);
  }
  const std::uint64_t calls = expected_calls(table);
  made["api_calls"] = calls;
  made["expected_seconds"] = std::chrono::duration<double>(expected_duration(calls, policy)).count();
  return made;
}

}  // namespace pressrun::cli
