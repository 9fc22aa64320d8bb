#include "pressrun/views/plan_text.hpp"

#include "pressrun/api/encode_request.hpp"
#include "pressrun/domain/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>
#include <vector>

namespace pressrun::views {
namespace {

constexpr std::size_t usual_width = 80;  // where nobody knows it: of a pipe, a file

app::PlanCount count_of(const app::PlanRow& row, app::PlanReason reason) {
  const auto found = row.reasons.find(reason);
  return found == row.reasons.end() ? app::PlanCount{} : found->second;
}

std::size_t of(const app::PlanRow& row, app::PlanReason reason) { return count_of(row, reason).jobs; }

std::string at_least(bool exact, std::uint64_t count) { return (exact ? "" : "≥ ") + std::to_string(count); }

/// A column of jobs by reason, which is left out where it says nothing.
struct ReasonColumn {
  const char* title;
  app::PlanReason reason;
  bool is_always_there = false;
};
constexpr std::array reason_columns{ReasonColumn{"new", app::PlanReason::is_new, true},
                                    ReasonColumn{"changed", app::PlanReason::changed, true},
                                    ReasonColumn{"unchanged", app::PlanReason::unchanged, true},
                                    ReasonColumn{"in doubt", app::PlanReason::in_doubt},
                                    ReasonColumn{"failed", app::PlanReason::failed_before},
                                    ReasonColumn{"rendering", app::PlanReason::rendering}};

using Columns = std::vector<const ReasonColumn*>;

std::vector<std::string> cells_of(const app::PlanRow& row, const std::string& name, const Columns& reasons) {
  std::vector<std::string> cells{name, std::to_string(row.jobs)};
  for (const ReasonColumn* column : reasons) cells.push_back(std::to_string(of(row, column->reason)));
  cells.push_back(at_least(row.exact, row.assets));
  cells.push_back(at_least(row.exact, row.credits));
  return cells;
}

report::Table table_with(const app::PlanTable& table, const Columns& reasons, const char* row_is) {
  std::vector<report::Table::Column> columns{{row_is, true, false}, {"jobs", false, true}};
  for (const ReasonColumn* column : reasons) columns.push_back({column->title, false, true});
  columns.push_back({"assets", false, true});
  columns.push_back({"credits", false, true});
  report::Table made{std::move(columns)};
  for (const app::PlanRow& row : table.rows) made.add(cells_of(row, row.design, reasons));
  if (table.rows.size() != 1) made.add(cells_of(table.all, "all", reasons));
  return made;
}

std::string indented(const std::string& lines) {
  std::string text;
  bool at_start = true;
  for (const char c : lines) {
    if (at_start) text += "  ";
    text += c;
    at_start = c == '\n';
  }
  return text;
}

/// Of the columns that are not always there, as many as the room has; the lines below tell all of them.
std::string table_text(const app::PlanTable& table, const report::TableRoom& room, const char* row_is) {
  constexpr std::size_t narrowest_name = 16;
  const std::size_t width = room.width.value_or(usual_width) - 2;
  Columns reasons;
  for (const ReasonColumn& column : reason_columns) {
    if (!column.is_always_there && of(table.all, column.reason) == 0) continue;
    reasons.push_back(&column);
    if (column.is_always_there) continue;
    app::PlanTable narrow = table;
    for (app::PlanRow& row : narrow.rows) row.design.resize(std::min(row.design.size(), narrowest_name));
    if (table_with(narrow, reasons, row_is).width() > width) reasons.pop_back();
  }
  return indented(table_with(table, reasons, row_is).text({width, room.unicode}));
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
  bought(app::PlanReason::failed_before, "failed before and tried again");
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
  kept(app::PlanReason::rendering, "rendering: polled, and not bought again");
  kept(app::PlanReason::in_doubt, "in doubt: perhaps paid for, held until 'pressrun resolve' settles it");
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

/// "2s to 9s", "about 40s": whole seconds, so that no more is said than is known.
std::string span_text(const Forecast& forecast) {
  const auto low = std::chrono::floor<std::chrono::seconds>(forecast.low);
  const auto high = std::chrono::ceil<std::chrono::seconds>(forecast.high);
  const std::string least = low.count() == 0 ? "less than 1s" : format_duration(low);
  return low == high ? least : least + " to " + format_duration(high);
}

std::string forecast_words(const Forecast& forecast) {
  const auto likely =
      std::max(std::chrono::round<std::chrono::seconds>(forecast.likely), std::chrono::seconds{1});
  return fmt::format(
      "  it takes {}, most likely {} ({})\n", span_text(forecast), format_duration(likely),
      forecast.learned ? "rendering times of earlier runs" : "usual rendering times, none seen yet");
}

std::string work_lines(const app::PlanTable& table, const Policy& policy) {
  const app::PlanRow& all = table.all;
  const bool fewer = all.requests < all.to_submit;
  const std::string bundled = fewer ? " as " + counted(all.requests, "request") : "";
  return fmt::format("  {} to submit{}; about {} at {} calls in {}\n", all.to_submit, bundled,
                     counted(app::expected_calls(table), "API call"), policy.rate_calls,
                     format_duration(policy.rate_span)) +
         forecast_words(table.forecast);
}

/// All that is said below a table.
std::string lines_of(const app::PlanTable& table, const Policy& policy) {
  std::string text = basis_lines(table.basis) + reason_lines(table.all);
  if (table.all.to_submit > 0) text += credit_lines(table);
  if (table.all.to_submit + table.all.to_poll == 0) return text + "  nothing to submit\n";
  return text + work_lines(table, policy);
}

}  // namespace

std::string plan_text(const app::PlanTable& table, const Policy& policy, const report::TableRoom& room) {
  return printable(table.name) + "\n" + table_text(table, room, "design") + lines_of(table, policy);
}

std::string sum_text(const app::PlanReport& report, const Policy& policy, const report::TableRoom& room) {
  app::PlanTable sum = report.in_all;
  for (const app::PlanTable& one : report.tables) {
    sum.rows.push_back(one.all);
    sum.rows.back().design = one.name;
  }
  return "all " + counted(report.tables.size(), "manifest") + "\n" + table_text(sum, room, "manifest") +
         lines_of(sum, policy);
}

}  // namespace pressrun::views
