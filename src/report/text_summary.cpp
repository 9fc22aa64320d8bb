#include "pressrun/domain/text.hpp"
#include "pressrun/report/results_writer.hpp"
#include "report/terminal_text.hpp"

#include <array>
#include <cstdio>

namespace pressrun::report {
namespace {

std::string calls_line(const ApiCalls& calls, Duration took) {
  const std::uint64_t all = calls.submit + calls.poll + calls.read;
  const double seconds = std::chrono::duration<double>(took).count();
  std::array<char, 32> pace{};
  if (seconds >= 1)  // of a moment no pace can be told
    std::snprintf(pace.data(), pace.size(), " (%.1f a second)", static_cast<double>(all) / seconds);
  std::string text = counted(all, "API call") + pace.data() + ": " + counted(calls.submit, "submission") +
                     ", " + counted(calls.poll, "poll") + ", " + counted(calls.read, "read");
  if (calls.rate_limited > 0) text += ", " + std::to_string(calls.rate_limited) + " refused by a rate limit";
  return text;
}

std::string assets_line(const Summary& summary) {
  return counted(summary.assets, "asset") + " there, " + (summary.credits_exact ? "" : "≥ ") +
         counted(summary.credits, "credit") + " spent (estimated)";
}

std::string next_step(const Ending& ending) {
  const Summary& summary = ending.run.summary;
  const std::string run = "pressrun run " + ending.manifest + ending.run_options;
  if (summary.in_doubt > 0) return "settle the jobs in doubt as shown above, then run again: " + run;
  if (ending.orphans.in_doubt > 0)
    return "settle what is in doubt, though no job asks for it any more: pressrun resolve " + ending.manifest;
  if (summary.pending + ending.orphans.open > 0) return "continue where this run stopped: " + run;
  if (summary.failed + summary.partial > 0) {
    return "mend what failed, then run again (what succeeded is not paid for twice): " + run;
  }
  return "nothing left to do; another run submits only what you add or change";
}

}  // namespace

std::string printable(std::string_view text) { return pressrun::printable(text); }

std::string text_summary(const Ending& ending, bool color) {
  const Paint paint{color};
  const Summary& summary = ending.run.summary;
  std::string text = paint.bold(printable(ending.run.name) + ": " + counted(summary.jobs, "job") + " in " +
                                format_duration(ending.took)) +
                     ": " + counts_text(summary, paint) + "\n";
  if (!ending.reason.empty()) text += paint.warn("  stopped: " + printable(ending.reason)) + "\n";
  text += "  " + assets_line(summary) + "; " + calls_line(summary.api_calls, ending.took) + "\n";
  text += "  " + credit_book_text(summary.credit_book) + "\n";
  text += orphans_text(ending.orphans, ending.manifest);
  text += rendering_text(summary);
  text += jobs_text(ending.worth_naming, ending.more, ending.manifest, paint);
  for (const std::string& file : ending.results_files) text += "  results: " + printable(file) + "\n";
  if (!ending.page.empty()) text += "  report:  " + printable(ending.page) + "\n";
  return text + "  next:    " + next_step(ending) + "\n";
}

}  // namespace pressrun::report
