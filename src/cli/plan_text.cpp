#include "cli/plan_text.hpp"

#include "pressrun/api/encode_request.hpp"
#include "pressrun/domain/text.hpp"

#include <boost/json/array.hpp>
#include <fmt/format.h>

#include <algorithm>

namespace pressrun::cli {
namespace {

namespace json = boost::json;

app::PlanCount count_of(const app::PlanRow& row, app::PlanReason reason) {
  const auto found = row.reasons.find(reason);
  return found == row.reasons.end() ? app::PlanCount{} : found->second;
}

std::size_t of(const app::PlanRow& row, app::PlanReason reason) { return count_of(row, reason).jobs; }

std::size_t failed_before(const app::PlanRow& row) {
  return of(row, app::PlanReason::failed_before) + of(row, app::PlanReason::missing);
}

std::string at_least(bool exact, std::uint64_t count) { return (exact ? "" : "≥ ") + std::to_string(count); }

constexpr const char* columns = "  {:<{}} {:>7} {:>7} {:>7} {:>13} {:>9} {:>9} {:>8} {:>8} {:>9}\n";

std::string line(const app::PlanRow& row, std::size_t width) {
  // fmt pads by code points, and ≥ is one.
  return fmt::format(fmt::runtime(columns), printable(row.design), width, row.jobs,
                     of(row, app::PlanReason::is_new), of(row, app::PlanReason::changed), failed_before(row),
                     of(row, app::PlanReason::rendering), of(row, app::PlanReason::unchanged),
                     of(row, app::PlanReason::in_doubt), at_least(row.exact, row.assets),
                     at_least(row.exact, row.credits));
}

std::string spendable(const Balance& balance) {
  if (!balance.available) return "the plan is unlimited";
  const std::int64_t sum = *balance.available + balance.extra;
  return std::to_string(sum) + " available";
}

std::string credit_lines(const app::PlanTable& table) {
  std::string text = fmt::format("  credits: {} by the prices of {}",
                                 at_least(table.all.exact, table.all.credits), api::prices_as_of());
  if (table.balance) text += "; " + spendable(*table.balance);
  if (const std::uint64_t missing = app::credits_wanting(table); missing > 0)
    text += fmt::format(": {} too few, the run would stop before its end", missing);
  text += "\n";
  if (table.all.with_ai > 0)
    text += fmt::format("  {} of them use{} AI credits too, which are counted apart\n", table.all.with_ai,
                        table.all.with_ai == 1 ? "s" : "");
  return text;
}

json::object to_json(const app::PlanRow& row) {
  json::object made;
  made["design"] = row.design;
  made["jobs"] = row.jobs;
  made["new"] = of(row, app::PlanReason::is_new);
  made["changed"] = of(row, app::PlanReason::changed);
  made["failed_before"] = failed_before(row);
  made["rendering"] = of(row, app::PlanReason::rendering);
  made["unchanged"] = of(row, app::PlanReason::unchanged);
  for (const app::PlanReason reason :
       {app::PlanReason::outdated, app::PlanReason::missing, app::PlanReason::resubmitted,
        app::PlanReason::forced, app::PlanReason::held, app::PlanReason::given_up, app::PlanReason::dropped})
    made[app::to_string(reason)] = of(row, reason);
  made["in_doubt"] = of(row, app::PlanReason::in_doubt);
  made["to_submit"] = row.to_submit;
  made["requests"] = row.requests;
  made["assets"] = row.assets;
  made["credits"] = row.credits;
  made["credits_exact"] = row.exact;
  made["with_ai_credits"] = row.with_ai;
  json::object waiting{
      {"renditions", row.waiting}, {"credits", row.waiting_credits}, {"not_before", nullptr}};
  if (row.waiting > 0) waiting["not_before"] = to_rfc3339(row.waits_until);
  made["waiting"] = std::move(waiting);
  return made;
}

std::string counted(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

/// What the columns do not show: causes that are rarer, and what is not bought by itself.
std::string reason_lines(const app::PlanRow& all) {
  std::string text;
  const auto bought = [&](app::PlanReason reason, std::string_view words) {
    const app::PlanCount count = count_of(all, reason);
    if (count.jobs == 0) return;
    text += fmt::format("  {} {}: {}, {}\n", counted(count.jobs, "job"), words,
                        counted(count.assets, "asset"), counted(count.credits, "credit"));
  };
  bought(app::PlanReason::outdated, "outdated, as the design was edited since");
  bought(app::PlanReason::missing, "of which something was paid for and never came, asked for once more");
  bought(app::PlanReason::resubmitted, "in doubt before, submitted again on your word");
  bought(app::PlanReason::forced, "bought anew, as ordered with --force");
  if (all.waiting > 0)
    text += fmt::format("  {} that failed {} until {} and would cost {}\n", counted(all.waiting, "rendition"),
                        all.waiting == 1 ? "waits" : "wait", to_rfc3339(all.waits_until),
                        counted(all.waiting_credits, "credit"));
  const auto kept = [&](app::PlanReason reason, std::string_view words) {
    if (const std::size_t jobs = of(all, reason); jobs > 0)
      text += fmt::format("  {} {}\n", counted(jobs, "job"), words);
  };
  kept(app::PlanReason::given_up,
       "failed or missing, not tried again by itself: mend it, or say --select status:failed");
  kept(app::PlanReason::dropped, "dropped, not bought until you say so");
  if (all.need_design > 0)
    text += fmt::format("  {} of which it cannot be said what is wanting before the design is read\n",
                        counted(all.need_design, "job"));
  if (all.not_called > 0)
    text += fmt::format(
        "  {} whose callback_url is not called: an equal job before it is bought for both, and has another\n",
        counted(all.not_called, "job"));
  return text;
}

std::string designs(std::size_t count) { return std::to_string(count) + " design" + (count == 1 ? "" : "s"); }

std::string basis_lines(const std::optional<app::KeptBasis>& basis) {
  std::string text;
  if (basis && basis->designs > 0)
    text += "  names and formats of " + designs(basis->designs) + " are as of " +
            to_rfc3339(basis->oldest).substr(0, 10) + ", when they were read last\n";
  if (basis && basis->missing > 0)
    text += "  names and formats of " + designs(basis->missing) +
            " were not compared: nothing is known of them offline\n";
  return text;
}

json::object to_json(const app::KeptBasis& basis) {
  json::object made{{"designs", basis.designs}, {"not_compared", basis.missing}, {"as_of", nullptr}};
  if (basis.designs > 0) made["as_of"] = to_rfc3339(basis.oldest);
  return made;
}

}  // namespace

std::string plan_text(const app::PlanTable& table, const Policy& policy) {
  std::size_t width = 6;
  for (const app::PlanRow& row : table.rows)
    width = std::max(width, std::min<std::size_t>(40, row.design.size()));
  std::string text = printable(table.name) + "\n";
  text += fmt::format(fmt::runtime(columns), "design", width, "jobs", "new", "changed", "failed before",
                      "rendering", "unchanged", "in doubt", "assets", "credits");
  for (const app::PlanRow& row : table.rows) text += line(row, width);
  app::PlanRow all = table.all;
  all.design = "all";
  if (table.rows.size() != 1) text += line(all, width);
  text += basis_lines(table.basis) + reason_lines(table.all);
  if (table.all.to_submit > 0) text += credit_lines(table);
  if (table.all.to_submit + table.all.to_poll == 0) return text + "  nothing to submit\n";
  const std::uint64_t calls = app::expected_calls(table);
  const bool fewer = table.all.requests < table.all.to_submit;
  const std::string bundled =
      fewer ? fmt::format(" as {} request{}", table.all.requests, table.all.requests == 1 ? "" : "s") : "";
  text +=
      fmt::format("  {} to submit{}; about {} API calls, {} or more at {} calls in {}\n", table.all.to_submit,
                  bundled, calls, format_duration(app::expected_duration(calls, policy)), policy.rate_calls,
                  format_duration(policy.rate_span));
  return text;
}

json::object plan_json(const app::PlanTable& table, const Policy& policy) {
  json::object made = to_json(table.all);
  made.erase("design");
  made["name"] = table.name;
  json::array designs;
  for (const app::PlanRow& row : table.rows) designs.emplace_back(to_json(row));
  made["designs"] = std::move(designs);
  if (table.basis) made["offline"] = to_json(*table.basis);
  made["prices_as_of"] = api::prices_as_of();
  if (table.balance) {
    const auto& available = table.balance->available;
    made["balance"] = {{"available", available ? json::value(*available) : json::value(nullptr)},
                       {"extra", table.balance->extra}};
    made["credits_wanting"] = app::credits_wanting(table);
  }
  const std::uint64_t calls = app::expected_calls(table);
  made["api_calls"] = calls;
  made["expected_seconds"] = std::chrono::duration<double>(app::expected_duration(calls, policy)).count();
  return made;
}

}  // namespace pressrun::cli
