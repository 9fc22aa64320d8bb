#include "cli/failure.hpp"
#include "cli/findings_json.hpp"
#include "cli/plan_text.hpp"
#include "cli/preflight.hpp"
#include "cli/saved_plan.hpp"
#include "cli/show_findings.hpp"
#include "cli/targets.hpp"
#include "pressrun/app/campaign_home.hpp"
#include "pressrun/app/journal_notes.hpp"
#include "pressrun/app/plan_campaigns.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/system_clock.hpp"
#include "pressrun/report/results_writer.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <iostream>

namespace pressrun::cli {
namespace {

/// For the next plan or run; a journal that cannot be written is the run's to complain about.
void keep(const Invocation& invocation, const app::Ground& ground) {
  try {
    app::keep_answers(invocation.manifests, ground.fresh, Holding::nobodys, invocation.journals);
  } catch (const JournalError&) {
  }
}

/// A journal beside the manifest's own place that knows its contents is the one to look into.
void look_beside(Invocation& invocation, const app::Ground& ground) {
  for (app::LoadedCampaign& one : invocation.manifests) {
    const auto neighbour = app::find_neighbour(one, ground.workspace, invocation.journals);
    if (!neighbour) continue;
    const std::string journal = printable(neighbour->journal.string());
    if (neighbour->is_gone) {
      one.known_in = neighbour->journal;
      invocation.person.note(journal + " is the journal of '" + printable(neighbour->manifest) +
                             "', which is gone, and knows these contents: a run goes on with it");
    } else {
      invocation.person.warn(
          journal + ", the journal of '" + printable(neighbour->manifest) +
          "', knows some of these contents; a run asks first, and shares it with --state " + journal);
    }
  }
}

/// What a run would ask about, or do by itself; and what the jobs of each manifest are looked up by.
std::vector<app::PlanBasis> look_at_journals(const Invocation& invocation, const app::Ground& ground,
                                             WallTime now) {
  JournalFiles& journals = invocation.journals;
  Person& person = invocation.person;
  std::vector<app::PlanBasis> bases;
  for (const app::LoadedCampaign& one : invocation.manifests) {
    if (!app::warn_of_lost_journal(one, journals, person))
      app::warn_of_unknown_results(one, journals, person);
    const std::string question = app::question_about_account(one, ground, journals);
    if (!question.empty()) person.warn(question + "; a run asks first");
    bases.push_back(app::basis_of(one, ground, now, journals));
    app::warn_of_lapse(one, app::rendering_since(one, bases.back(), journals), now, person);
  }
  return bases;
}

/// A document a manifest, each with all that was found; one with nothing else where no manifest could be
/// read.
void show_json(const std::vector<app::PlanTable>& tables, const Invocation& invocation) {
  const boost::json::array findings = findings_json(invocation.findings);
  for (const app::PlanTable& table : tables) {
    boost::json::object made = plan_json(table, invocation.options.run.policy);
    made["findings"] = findings;
    made["findings_not_shown"] = invocation.findings.not_shown();
    std::cout << boost::json::serialize(made) << "\n";
  }
  if (tables.empty())
    std::cout << boost::json::serialize(boost::json::object{
                     {"findings", findings}, {"findings_not_shown", invocation.findings.not_shown()}})
              << "\n";
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

void save(const Invocation& invocation, const app::PlanRequest& request, const app::Ground& ground,
          const app::PlanReport& report) {
  const Options& options = invocation.options;
  const app::LoadedCampaign& one = invocation.manifests.front();
  const app::PlanBasis& basis = report.bases.front();
  save_plan(app::plan_to_save(one, options.run, ground, basis, invocation.journals), one, options,
            invocation.sources, plan_json(report.tables.front(), options.run.policy),
            app::planned_jobs(request, ground, basis, invocation.journals, report.thinned.front()));
  if (!options.output.quiet)
    std::cerr << "saved; carry it out with: pressrun run --plan " << report::shell_word(options.run.plan_out)
              << account_options_text(options) << "\n";
}

}  // namespace

ExitCode cmd_plan(Invocation& invocation) {
  const Options& options = invocation.options;
  refuse_unsavable(invocation);
  refuse_precious_targets(options, {}, invocation.manifests, invocation.sources);
  const bool calls = !options.run.offline && !options.run.skip_preflight;
  const auto session = calls ? open_session(invocation) : nullptr;
  app::Ground ground = read_workspace(invocation, session.get(), true);
  if (ground.stop == app::Stop::none) look_beside(invocation, ground);
  if (ground.stop == app::Stop::none && session) find_accounts(invocation, *session, ground);
  if (ground.stop != app::Stop::none) return conclude_stopped(invocation, ground, session->signal());
  const app::PlanRequest request{invocation.manifests, options.run, options.run.assume_credits,
                                 options.run.offline, options.input.strict};
  const app::PlanReport report =
      app::plan(request, ground, look_at_journals(invocation, ground, io::wall_now()), invocation.findings,
                invocation.journals);
  if (options.output.json) show_json(report.tables, invocation);
  if (is_anything_sound(invocation) && invocation.named > 1)
    std::cerr << invocation.findings.page(source_line);
  else
    print_and_stop_on_errors(invocation.findings, options.input.strict);
  app::refuse_empty_selection(options.run.selection, report.selected);
  refuse_precious_targets(options, {}, invocation.manifests, invocation.sources);
  keep(invocation, ground);
  for (std::size_t i = 0; i < report.tables.size() && !options.output.json; ++i) {
    if (invocation.manifests[i].refused.empty()) std::cout << plan_text(report.tables[i], options.run.policy);
  }
  if (!options.run.plan_out.empty()) save(invocation, request, ground, report);
  std::cout.flush();
  if (!std::cout) return ExitCode::other_error;
  if (!invocation.findings.must_stop(options.input.strict)) return ExitCode::success;
  std::cerr << "pressrun: " << invocation.findings.verdict(options.input.strict)
            << ": only manifests without are planned\n";
  return options.run.keep_going ? ExitCode::some_failed : ExitCode::usage;
}

}  // namespace pressrun::cli
