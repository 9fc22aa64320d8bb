#include "cli/campaigns.hpp"
#include "cli/failure.hpp"
#include "cli/journal_notes.hpp"
#include "cli/results.hpp"
#include "cli/session.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/journal_lock.hpp"
#include "pressrun/io/sqlite_journal.hpp"

#include <iostream>

namespace pressrun::cli {
namespace {

/// A run without an end goes on for as long as its process holds the journal.
RunRecord as_it_stands(RunRecord run, bool held) {
  if (!run.finished_at) run.ending = held ? "and goes on" : "and was killed";
  return run;
}

/// Submissions under way are pending while a run goes on. Where none does, they were left so by a kill.
void note_cut_off(const Overview& seen, bool held) {
  if (seen.submitting == 0 || held) return;
  std::cerr
      << "note: the last run was killed while " << seen.submitting
      << (seen.submitting == 1 ? " job was" : " jobs were")
      << " being sent, counted as pending here: the next run finds that in doubt, and submits none of it "
         "again unasked\n";
}

/// As the last run ended; of one that did not, what its jobs come to.
ExitCode code_of(const RunRecord& run, const Overview& seen) {
  if (run.exit_code) return ExitCode{*run.exit_code};
  if (seen.summary.in_doubt + seen.orphans.in_doubt > 0) return ExitCode::in_doubt;
  return seen.summary.failed + seen.summary.partial > 0 ? ExitCode::some_failed : ExitCode::success;
}

ExitCode show(const Campaigned& one, const Invocation& invocation) {
  const Options& options = invocation.options;
  const bool was_held = io::is_held(one.journal);  // before: a run may end while we look
  const auto journal = io::open_journal(one.journal);
  warn_of_lost_journal(one);
  if (!journal) refuse_without_run(one);
  const auto run = journal->last_run(campaign_of(*journal, one, options).number);
  if (!run) refuse_without_run(one);
  Overview seen = overview(*journal, *run);
  const bool held = was_held || io::is_held(one.journal);
  if (held) seen.summary.rendering_since.reset();  // it is being fetched
  warn_of_lapse(one, seen.summary.rendering_since);
  report::StatusView view{*run, seen.summary, seen.worth_naming, seen.orphans, one.suggested};
  if (options.output.json) {
    std::cout << report::status_json(view);
  } else {
    view.last_run = as_it_stands(std::move(view.last_run), held);
    std::cout << report::status_text(view, wants_color(options.output, invocation.environment));
  }
  note_cut_off(seen, held);
  return options.output.exit_code ? code_of(*run, seen) : ExitCode::success;
}

}  // namespace

ExitCode cmd_status(Invocation& invocation) {
  std::vector<ExitCode> codes;
  for (const Campaigned& one : invocation.manifests) codes.push_back(show(one, invocation));
  std::cout.flush();
  if (!std::cout) codes.push_back(ExitCode::other_error);
  return most_urgent(codes);
}

}  // namespace pressrun::cli
