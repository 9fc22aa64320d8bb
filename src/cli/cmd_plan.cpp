#include "cli/listing.hpp"
#include "cli/look_ahead.hpp"
#include "cli/show_findings.hpp"
#include "pressrun/app/plan_campaigns.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/report/fold.hpp"
#include "pressrun/report/json_text.hpp"
#include "pressrun/report/results_writer.hpp"
#include "pressrun/views/findings_json.hpp"
#include "pressrun/views/plan_details_text.hpp"
#include "pressrun/views/plan_json.hpp"
#include "pressrun/views/plan_text.hpp"
#include "wiring/failure.hpp"
#include "wiring/run_terms.hpp"
#include "wiring/saved_plan.hpp"
#include "wiring/targets.hpp"

#include <algorithm>
#include <iostream>

namespace pressrun::cli {
namespace {

void print_line(const boost::json::object& document) {
  std::string line;
  report::append_json(line, document);
  std::cout << line << "\n";
}

/// A document a manifest, each with all that was found, and of several with what they come to together; one
/// with nothing else where no manifest could be read.
void show_json(const app::PlanReport& report, const Invocation& invocation) {
  const boost::json::array findings = views::findings_json(invocation.findings);
  for (std::size_t i = 0; i < report.tables.size(); ++i) {
    boost::json::object made = views::plan_json(report.tables[i]);
    views::add_details(made, report.details[i]);
    if (report.tables.size() > 1) made["in_all"] = views::sum_json(report);
    made["findings"] = findings;
    made["findings_not_shown"] = invocation.findings.not_shown();
    print_line(made);
  }
  if (report.tables.empty())
    print_line({{"findings", findings}, {"findings_not_shown", invocation.findings.not_shown()}});
}

/// Details first: what it comes to stands last, where a terminal still shows it.
void show_text(const app::PlanReport& report, const Invocation& invocation) {
  const Policy& policy = invocation.options.run.policy;
  const report::TableRoom room = room_of(invocation.environment);
  std::string text;
  std::size_t shown = 0;
  for (std::size_t i = 0; i < report.tables.size(); ++i) {
    if (!invocation.manifests[i].refused.empty()) continue;
    const std::string details = views::details_text(report.details[i]);
    text += (shown++ > 0 ? "\n" : "") + details + (details.empty() ? "" : "\n") +
            views::plan_text(report.tables[i], policy, room);
  }
  if (shown > 1) text += "\n" + views::sum_text(report, policy, room);
  std::cout << (room.width ? report::folded(text, *room.width) : text);
}

/// Of several manifests, those with mistakes are told beside what a run would do with the others.
bool is_anything_sound(const Invocation& invocation) {
  return std::ranges::any_of(invocation.manifests,
                             [](const app::LoadedCampaign& one) { return one.refused.empty(); });
}

void refuse_unsavable(const Invocation& invocation) {
  const Options& options = invocation.options;
  if (options.run.plan_out.empty()) return;
  if (invocation.manifests.size() > 1)
    throw CommandFailed(ExitCode::usage, "--out saves the plan of one manifest");
  if (options.run.offline || options.run.skip_preflight)
    throw CommandFailed(ExitCode::usage,
                        "a plan is saved with its designs read: leave out --offline and "
                        "--no-preflight");
  if (!invocation.manifests.empty() && invocation.manifests.front().named == "-")
    throw CommandFailed(ExitCode::usage,
                        "a manifest from standard input is gone when the plan is carried out");
}

/// What is carried out is what was reviewed, all of it.
void refuse_bad_rows(const app::PlanTable& table) {
  if (table.refused > 0)
    throw CommandFailed(ExitCode::usage,
                        "a plan is saved without bad rows: mend them, or run with --on-error skip");
}

void save(const Invocation& invocation, const app::PlanRequest& request, const app::Ground& ground,
          const app::PlanReport& report) {
  const Options& options = invocation.options;
  const app::LoadedCampaign& one = invocation.manifests.front();
  const app::PlanBasis& basis = report.bases.front();
  save_plan(app::plan_to_save(one, options.run, ground, basis, invocation.journals), one, options,
            invocation.sources, views::plan_json(report.tables.front()),
            app::planned_jobs(request, ground, basis, invocation.journals, report.thinned.front()));
  if (!options.output.quiet)
    std::cerr << "saved; carry it out with: pressrun run --plan " << report::shell_word(options.run.plan_out)
              << account_options_text(options) << "\n";
}

}  // namespace

ExitCode cmd_plan(Invocation& invocation) {
  const Options& options = invocation.options;
  refuse_unsavable(invocation);
  if (options.run.skip_rows()) invocation.findings.let_rows_fail();
  refuse_precious_targets(options, {}, invocation.manifests, invocation.sources);
  std::vector<app::RunTerms> terms;
  for (const app::LoadedCampaign& one : invocation.manifests)
    terms.push_back(terms_of(one, options, invocation.findings));
  const Outlook outlook = look_ahead(invocation);
  if (outlook.stopped) return *outlook.stopped;
  const app::Ground& ground = outlook.ground;
  const app::PlanRequest request{
      invocation.manifests, options.run,      options.run.assume_credits, options.run.offline,
      options.input.strict, options.run.show, options.run.policy,         options.run.skip_rows(),
      std::move(terms)};
  const app::PlanReport report =
      app::plan(request, ground, outlook.bases, invocation.findings, invocation.journals);
  if (options.output.json) show_json(report, invocation);
  if (is_anything_sound(invocation) && invocation.named > 1)
    print_findings(invocation);
  else
    print_and_stop_on_errors(invocation);
  app::refuse_empty_selection(options.run.selection, report.selected);
  refuse_precious_targets(options, {}, invocation.manifests, invocation.sources);
  keep_answers(invocation, ground);
  if (!options.output.json) show_text(report, invocation);
  if (!options.run.plan_out.empty()) refuse_bad_rows(report.tables.front());
  if (!options.run.plan_out.empty()) save(invocation, request, ground, report);
  std::cout.flush();
  if (!std::cout) return ExitCode::other_error;
  if (!invocation.findings.must_stop(options.input.strict))
    return report.in_all.refused > 0 ? ExitCode::some_failed : ExitCode::success;
  std::cerr << "pressrun: " << invocation.findings.verdict(options.input.strict)
            << ": only manifests without are planned\n";
  return options.run.keep_going ? ExitCode::some_failed : ExitCode::usage;
}

}  // namespace pressrun::cli
