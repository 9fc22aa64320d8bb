#include "cli/failure.hpp"
#include "cli/journal_notes.hpp"
#include "cli/results.hpp"
#include "cli/session.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/journal_lock.hpp"
#include "pressrun/io/sqlite_store.hpp"
#include "pressrun/report/results_writer.hpp"

#include <iostream>

namespace pressrun::cli {

namespace {

/// A run without an end goes on for as long as its process holds the journal.
RunRecord as_it_stands(RunRecord run, bool held) {
  if (!run.finished_at) run.ending = held ? "and goes on" : "and was killed";
  return run;
}

}  // namespace

ExitCode cmd_status(Invocation& invocation) {
  const Campaigned& one = invocation.manifests.front();
  const bool was_held = io::is_held(one.journal);  // before: a run may end while we look
  const auto journal = io::open_journal(one.journal);
  const auto run = journal ? journal->last_run() : std::nullopt;
  warn_of_lost_journal(one);
  if (!run) refuse_without_run(one);
  Overview seen = overview(*journal, *run);
  const bool held = was_held || io::is_held(one.journal);
  if (held) seen.summary.rendering_since.reset();  // it is being fetched
  warn_of_lapse(one, seen.summary.rendering_since);
  const bool color = wants_color(invocation.options.output, invocation.environment);
  std::cout << (invocation.options.output.json
                    ? report::status_json(*run, seen.summary, seen.worth_naming)
                    : report::status_text(as_it_stands(*run, held), seen.summary, seen.worth_naming, color,
                                          one.suggested));
  // Submissions under way are pending while a run goes on. Where none does, they were left so by a kill.
  if (seen.submitting > 0 && !held) {
    std::cerr
        << "note: the last run was killed while " << seen.submitting
        << (seen.submitting == 1 ? " job was" : " jobs were")
        << " being sent, counted as pending here: the next run finds that in doubt, and submits none of it "
           "again unasked\n";
  }
  std::cout.flush();
  return std::cout ? ExitCode::success : ExitCode::other_error;
}

}  // namespace pressrun::cli
