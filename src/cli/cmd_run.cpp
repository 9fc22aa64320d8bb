#include "cli/failure.hpp"
#include "cli/journal_notes.hpp"
#include "cli/learned_times.hpp"
#include "cli/plan_comparison.hpp"
#include "cli/planner.hpp"
#include "cli/preflight.hpp"
#include "cli/results.hpp"
#include "cli/saved_plan.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/journal_lock.hpp"
#include "pressrun/io/kept_answers.hpp"
#include "pressrun/io/sqlite_store.hpp"
#include "pressrun/report/results_writer.hpp"

#include <iostream>

namespace pressrun::cli {
namespace {

/// One manifest within the run: everything of it that must live as long as the run.
struct Entry {
  Campaigned& campaigned;
  ManifestJobs jobs;
  std::vector<std::string> targets;
  std::unique_ptr<io::JournalLock> lock;
  std::unique_ptr<io::SqliteStore> store;
};

/// There is, or was, a journal.
bool was_used(const std::filesystem::path& journal) {
  std::error_code error;
  return std::filesystem::exists(journal, error) || io::noted_mark(journal);
}

std::vector<std::string> targets_of(const Campaigned& one, const Options& options, std::size_t manifests) {
  if (manifests > 1 && !options.results.files.empty()) {
    throw CommandFailed(ExitCode::usage, "-o names one place, and there are " + std::to_string(manifests) +
                                             " manifests: leave it out, and each gets its own");
  }
  return results_targets(options.results.files, one.results);
}

class RunCommand {
 public:
  explicit RunCommand(Invocation& invocation)
      : invocation_(invocation), options_(invocation.options), session_(open_session(invocation)) {}

  ExitCode run() {
    prepare();
    checked_ = read_workspace(invocation_, session_.get(), false);
    if (checked_.stopped) return conclude_stopped(invocation_, checked_);
    check_jobs();
    session_->heed_signal();
    invocation_.findings.print_and_stop_on_errors(options_.input.strict);
    lock_journals(false);
    look_at_journals();
    if (const SavedPlan* plan = invocation_.saved_plan)
      refuse_used(io::use_plan(entries_.front().campaigned.journal, plan->id, session_->wall_now()));
    keep_answers(invocation_.manifests, checked_.fresh, false);
    open_journals();
    const app::RunOutcome outcome = perform();
    const ExitCode code = conclude(outcome);
    for (const Entry& entry : entries_)
      keep_learned_times(entry.campaigned, outcome.render_memory, session_->wall_now());
    return code;
  }

 private:
  void check_jobs() {
    Session::Attention attention{*session_};
    const auto between = [&attention] { attention.look(); };
    if (invocation_.saved_plan != nullptr) return compare_with_plan(*invocation_.saved_plan, between);
    for (Entry& entry : entries_)
      entry.jobs.check(
          invocation_.findings, [](Job&&) {}, between);
  }

  /// Checks every job, and that all is as it was when the plan was made.
  void compare_with_plan(SavedPlan& plan, const std::function<void()>& between) {
    if (!entries_.empty()) refuse_used(io::plan_used(entries_.front().campaigned.journal, plan.id));
    PlanComparison comparison{plan, invocation_.findings};
    comparison.files();
    comparison.designs(checked_.workspace);
    for (Entry& entry : entries_) {
      Planner planner{entry.campaigned, options_.run,
                      [&](const Job& job, const Decision& decision) { comparison.job(job, decision); }};
      entry.jobs.check(
          invocation_.findings, [&](Job&& job) { planner.take(std::move(job)); }, between);
      planner.finish();
    }
    if (!invocation_.findings.has_errors()) comparison.end();
  }

  static void refuse_used(const std::optional<WallTime>& before) {
    if (!before) return;
    throw CommandFailed(ExitCode::usage,
                        "the plan was carried out at " + to_rfc3339(*before) +
                            ", and runs once; 'pressrun run MANIFEST' continues what it left");
  }

  /// All that can go wrong on this machine, before a call is made.
  void prepare() {
    for (Campaigned& one : invocation_.manifests) {
      Entry entry{one, ManifestJobs{*one.manifest, checked_.workspace},
                  targets_of(one, options_, invocation_.manifests.size()), nullptr, nullptr};
      if (const std::string problem = unwritable(entry.targets); !problem.empty()) {
        throw CommandFailed(ExitCode::usage, problem + "; nothing was submitted");
      }
      entries_.push_back(std::move(entry));
    }
    lock_journals(true);
    const bool costs_nothing = options_.input.simulate;
    for (const Entry& entry : entries_)
      ask_about_lost_journal(entry.campaigned, options_.run.yes || costs_nothing);
  }

  /// Before the designs are read, so that nothing goes stale while another run is waited for; but a manifest
  /// that turns out to be wrong must not leave a new folder behind.
  void lock_journals(bool existing_only) {
    for (Entry& entry : entries_) {
      if (entry.lock || (existing_only && !was_used(entry.campaigned.journal))) continue;
      entry.lock = std::make_unique<io::JournalLock>(entry.campaigned.journal, options_.run.lock_timeout);
    }
  }

  void look_at_journals() {
    for (Entry& entry : entries_) {
      bring_journal_up_to_date(entry.campaigned);
    }
  }

  void open_journals() {
    for (Entry& entry : entries_) {
      const auto note = [lock = entry.lock.get()](const io::JournalMark& mark) { lock->note(mark); };
      entry.store = std::make_unique<io::SqliteStore>(session_->context().get_executor(),
                                                      entry.campaigned.journal, note);
    }
  }

  std::vector<std::string> formats_of(const DesignId& id) const {
    std::vector<std::string> names;
    const Design* design = checked_.workspace.design(id);
    if (design == nullptr) return names;
    for (const Format& format : design->formats) names.push_back(format.name);
    return names;
  }

  app::RunOutcome perform() {
    std::vector<app::Campaign> campaigns;
    for (Entry& entry : entries_) {
      app::Campaign campaign{entry.campaigned.manifest->name(), entry.jobs, *entry.store, {}, {}};
      if (!options_.run.selection.everything()) {
        campaign.selected = [this](const Job& job, JobStatus status) {
          return options_.run.selection.takes(job.key, status);
        };
      }
      campaign.enrollment = entry.jobs.enrollment();
      campaign.formats_of = [this](const DesignId& id) { return formats_of(id); };
      campaigns.push_back(std::move(campaign));
    }
    app::RunOptions options = session_->run_options();
    options.calls_before = checked_.calls;
    for (const Entry& entry : entries_) options.render_memory.merge(learned_times(entry.campaigned));
    return session_->await(app::run(std::move(campaigns), std::move(options), session_->deps()));
  }

  ExitCode conclude(const app::RunOutcome& outcome) {
    std::vector<ExitCode> codes;
    for (const app::Stop stop : outcome.stops) codes.push_back(code_of(stop, session_->signal()));
    if (outcome.in_doubt > 0) codes.push_back(ExitCode::in_doubt);
    if (outcome.selected_failed > 0) codes.push_back(ExitCode::some_failed);
    for (std::size_t i = 0; i < entries_.size(); ++i)
      codes.push_back(outcome.announced.at(i) ? report_on(entries_[i], outcome.runs.at(i), outcome.reason)
                                              : report_nothing(entries_[i], outcome.reason));
    return most_urgent(codes);
  }

  /// Not all jobs are in the journal yet: results of a part of them must not replace those of all.
  static ExitCode report_nothing(Entry& entry, const std::string& reason) {
    entry.store.reset();
    std::cerr << "pressrun: " << entry.campaigned.manifest->name() << ": stopped: " << printable(reason)
              << "; nothing was submitted, and the results stay as they are\n";
    return ExitCode::success;
  }

  /// Results and summary of one manifest, whatever way its run ended.
  ExitCode report_on(Entry& entry, RunRecord run, const std::string& reason) {
    entry.store.reset();
    try {
      const auto journal = io::open_journal(entry.campaigned.journal);
      if (!journal) return ExitCode::journal_or_results;
      const Overview seen = overview(*journal, run);
      run.summary = seen.summary;
      const std::string problem = write_results(*journal, run, entry.targets);
      if (!problem.empty()) std::cerr << "pressrun: " << problem << "\n";
      if (!options_.output.quiet)
        std::cerr << report::text_summary(ending(entry, run, seen, reason, problem.empty()),
                                          session_->color());
      if (options_.output.quiet &&
          !reason.empty())  // what is asked for is less to read, not to be left in the dark
        std::cerr << "pressrun: " << run.name << ": stopped: " << report::printable(reason) << "\n";
      if (!problem.empty()) return ExitCode::journal_or_results;
      // One that was to be submitted again, and whose turn did not come, is in doubt as before.
      return seen.summary.in_doubt > 0 ? ExitCode::in_doubt : ExitCode::success;
    } catch (const JournalError& error) {
      // What stopped the run is nearer to the cause than what came of opening its journal again.
      std::cerr
          << "pressrun: " << report::printable(reason.starts_with("journal ") ? reason : error.what())
          << "\n  what was recorded is kept; when the journal can be read and written again, continue with: "
             "pressrun run "
          << entry.campaigned.suggested << "\n";
      return ExitCode::journal_or_results;
    }
  }

  static report::Ending ending(const Entry& entry, const RunRecord& run, const Overview& seen,
                               const std::string& reason, bool written) {
    report::Ending end;
    end.run = run;
    if (written) end.results_files = entry.targets;
    end.manifest = entry.campaigned.suggested;
    end.reason = reason;
    end.worth_naming = seen.worth_naming;
    end.more = seen.more;
    end.took = run.finished_at.value_or(run.started_at) - run.started_at;
    return end;
  }

  Invocation& invocation_;
  const Options& options_;
  std::unique_ptr<Session> session_;
  Checked checked_;
  std::vector<Entry> entries_;
};

}  // namespace

ExitCode cmd_run(Invocation& invocation) {
  if (invocation.options.run.dry_run) return cmd_plan(invocation);
  return RunCommand{invocation}.run();
}

}  // namespace pressrun::cli
