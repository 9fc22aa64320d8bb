#include "cli/command_table.hpp"
#include "pressrun/app/journal_notes.hpp"
#include "pressrun/app/status.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/system_clock.hpp"
#include "pressrun/report/results_writer.hpp"
#include "wiring/session.hpp"

#include <iostream>

namespace pressrun::cli {
namespace {

/// A run without an end goes on for as long as its process holds the journal.
RunRecord as_it_stands(RunRecord run, bool held) {
  if (!run.finished_at) run.ending = held ? "and goes on" : "and was killed";
  return run;
}

/// Submissions under way are pending while a run goes on. Where none does, they were left so by a kill.
void note_cut_off(std::size_t submitting) {
  std::cerr
      << "note: the last run was killed while " << submitting << (submitting == 1 ? " job was" : " jobs were")
      << " being sent, counted as pending here: the next run finds that in doubt, and submits none of it "
         "again unasked\n";
}

/// As the last run ended; of one that did not, what its jobs come to.
ExitCode code_of_last(const app::StatusReport& report) {
  return report.run.exit_code ? ExitCode{*report.run.exit_code} : code_of(app::outcome_of(report.seen));
}

ExitCode show(const app::LoadedCampaign& one, const Invocation& invocation) {
  const Options& options = invocation.options;
  app::warn_of_lost_journal(one, invocation.journals, invocation.person);
  const app::StatusReport report = app::status(one, invocation.journals);
  app::warn_of_lapse(one, report.seen.summary.rendering_since, io::wall_now(), invocation.person);
  report::StatusView view{report.run, report.seen.summary, report.seen.worth_naming, report.seen.orphans,
                          one.suggested};
  if (options.output.json) {
    std::cout << report::status_json(view);
  } else {
    view.last_run = as_it_stands(std::move(view.last_run), report.is_held);
    std::cout << report::status_text(
        view, wants_color(options.output, invocation.environment, Shown::standard_output));
  }
  if (report.was_cut_off) note_cut_off(report.seen.submitting);
  return options.output.exit_code ? code_of_last(report) : ExitCode::success;
}

/// One of several that has no run, or whose journal cannot be read, hides nothing of the others.
ExitCode show_or_complain(const app::LoadedCampaign& one, const Invocation& invocation) {
  try {
    return show(one, invocation);
  } catch (const app::Declined& declined) {
    std::cerr << "pressrun: " << declined.what() << "\n";
    return code_of(declined.reason);
  } catch (const JournalError& error) {
    std::cerr << "pressrun: " << printable(error.what()) << "\n";
    return ExitCode::journal_or_results;
  }
}

}  // namespace

ExitCode cmd_status(Invocation& invocation) {
  std::vector<ExitCode> codes;
  for (const app::LoadedCampaign& one : invocation.manifests)
    codes.push_back(invocation.named == 1 ? show(one, invocation) : show_or_complain(one, invocation));
  std::cout.flush();
  if (!std::cout) codes.push_back(ExitCode::other_error);
  return most_urgent(codes);
}

}  // namespace pressrun::cli
