#include "cli/listing.hpp"
#include "cli/look_ahead.hpp"
#include "cli/show_findings.hpp"
#include "pressrun/app/explain.hpp"
#include "pressrun/report/json_text.hpp"
#include "pressrun/views/explain_text.hpp"
#include "wiring/failure.hpp"

namespace pressrun::cli {
namespace {

views::Detail detail_of(const OutputOptions& options) {
  if (options.quiet) return views::Detail::verdict;
  return options.verbose > 0 ? views::Detail::everything : views::Detail::usual;
}

std::string shown(const app::Explanation& job, const Invocation& invocation) {
  if (invocation.options.output.json) {
    std::string line;
    report::append_json(line, views::explanation_json(job));
    return line + "\n";
  }
  return views::explanation_text(job, invocation.manifests.front().suggested,
                                 detail_of(invocation.options.output),
                                 room_of(invocation.environment).width.value_or(0));
}

}  // namespace

ExitCode cmd_explain(Invocation& invocation) {
  const Options& options = invocation.options;
  if (options.resolve.job.empty())
    throw CommandFailed(ExitCode::usage, "no job named: --job KEY, as 'pressrun plan --show all' shows it");
  if (invocation.manifests.empty()) print_and_stop_on_errors(invocation);
  const Outlook outlook = look_ahead(invocation);
  if (outlook.stopped) return *outlook.stopped;
  const app::ExplainRequest request{invocation.manifests.front(), options.run, options.resolve.job,
                                    std::nullopt};
  const app::Explanation job =
      app::explain(request, outlook.ground, outlook.bases.front(), invocation.findings, invocation.journals);
  // Warnings of other jobs are the plan's to tell.
  const bool stops = invocation.findings.must_stop(options.input.strict);
  if (stops || options.output.verbose > 0) print_and_stop_on_errors(invocation);
  print(shown(job, invocation));
  return ExitCode::success;
}

}  // namespace pressrun::cli
