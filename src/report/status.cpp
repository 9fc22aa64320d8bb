#include "pressrun/report/json_text.hpp"
#include "pressrun/report/results_writer.hpp"
#include "report/results_values.hpp"
#include "report/terminal_text.hpp"

#include <boost/json.hpp>

#include <algorithm>

namespace pressrun::report {
namespace {

namespace json = boost::json;

std::string run_line(const RunRecord& run) {
  if (run.id.empty()) return "no run yet";
  std::string text = "last run " + printable(run.id.text) + " started " + to_rfc3339(run.started_at);
  if (!run.finished_at)
    return text + ", " + (run.ending.empty() ? "still going on or killed" : printable(run.ending));
  return text + ", ended " + to_rfc3339(*run.finished_at) +
         (run.ending.empty() ? "" : ": " + printable(run.ending));
}

/// Jobs that failed, came out partial or are in doubt, beyond those that are named.
std::size_t unnamed(const Summary& now, std::size_t named) {
  const std::size_t all = now.failed + now.partial + now.in_doubt;
  return all - std::min(all, named);
}

json::value run_value(const RunRecord& run) {
  if (run.id.empty()) return {};
  return json::object{
      {"run_id", run.id.text},
      {"started_at", to_rfc3339(run.started_at)},
      {"finished_at", run.finished_at ? json::value(to_rfc3339(*run.finished_at)) : json::value()},
      {"ending", run.ending}};
}

}  // namespace

std::string status_text(const StatusView& view, bool color) {
  const Paint paint{color};
  const Summary& now = view.now;
  std::string text = paint.bold(printable(view.last_run.name) + ": " + counted(now.jobs, "job")) + ": " +
                     counts_text(now, paint) + "\n  " + run_line(view.last_run) + "\n";
  text += "  " + credit_book_text(now.credit_book) + "\n";
  text += orphans_text(view.orphans, view.manifest) + rendering_text(now);
  return text + jobs_text(view.worth_naming, unnamed(now, view.worth_naming.size()), view.manifest, paint);
}

std::string status_json(const StatusView& view) {
  json::object summary = summary_value(view.now);
  summary["credits_exact"] = view.now.credits_exact;
  json::array jobs;
  constexpr std::size_t most = 10;
  for (const JobView& job : view.worth_naming)
    if (jobs.size() < most) jobs.emplace_back(job_value(job));
  json::object status{{"pressrun", 1},
                      {"name", view.last_run.name},
                      {"last_run", run_value(view.last_run)},
                      {"summary", std::move(summary)},
                      {"orphans", json::object{{"rendering", view.orphans.open},
                                               {"in_doubt", view.orphans.in_doubt},
                                               {"fetched", view.orphans.fetched}}},
                      {"jobs", std::move(jobs)}};
  for (auto& member : tail_value(view.last_run)) status.emplace(member.key(), std::move(member.value()));
  std::string text;
  append_json(text, status);
  return text + "\n";
}

}  // namespace pressrun::report
