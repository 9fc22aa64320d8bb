#include "cli/calendar.hpp"
#include "cli/failure.hpp"
#include "cli/journal_notes.hpp"
#include "cli/preflight.hpp"
#include "cli/results_files.hpp"
#include "cli/run_journal.hpp"
#include "cli/saved_plan.hpp"
#include "cli/show_findings.hpp"
#include "cli/targets.hpp"
#include "pressrun/app/learned_times.hpp"
#include "pressrun/app/plan_campaigns.hpp"
#include "pressrun/app/plan_comparison.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/journal_mark.hpp"
#include "pressrun/io/kept_answers.hpp"
#include "pressrun/io/places.hpp"
#include "pressrun/io/system_clock.hpp"
#include "pressrun/report/results_writer.hpp"

#include <algorithm>
#include <iostream>
#include <map>
#include <optional>

namespace pressrun::cli {
namespace {

/// One manifest within the run: everything of it that must live as long as the run.
struct Entry {
  app::LoadedCampaign& campaigned;
  app::ManifestJobs jobs;
  std::vector<std::string> targets;
  CreditLimits limits;
  Calendar calendar;
};

std::vector<std::string> targets_of(const app::LoadedCampaign& one, const Options& options,
                                    std::size_t manifests) {
  if (manifests > 1 && !options.results.files.empty()) {
    throw CommandFailed(ExitCode::usage, "-o names one place, and there are " + std::to_string(manifests) +
                                             " manifests: leave it out, and each gets its own");
  }
  return results_targets(options.results.files, one.results);
}

bool is_limited(const CreditLimits& limits) {
  return limits.process || limits.run || limits.day || limits.month;
}

/// The lowest that hold: of the options and of the manifest. Nothing raises a limit.
CreditLimits limits_of(const manifest::Budget& budget, const Options& options) {
  return {options.run.max_credits, budget.run, budget.day, budget.month};
}

std::optional<std::uint64_t> lowest(const CreditLimits& limits) {
  std::optional<std::uint64_t> found;
  for (const auto& limit : {limits.process, limits.run, limits.day, limits.month})
    if (limit) found = std::min(found.value_or(*limit), *limit);
  return found;
}

/// When the day and the month of its budget began. A zone that this machine does not know is a finding.
Calendar calendar_of(const app::LoadedCampaign& one, app::FindingSet& findings, bool quiet) {
  const manifest::Budget& budget = one.manifest->budget();
  if (!is_known_zone(budget.zone)) {
    Diagnostic finding;
    finding.at = budget.zone_at;
    finding.path = "budget.zone";
    finding.message = "this machine knows no time zone '" + budget.zone + "'";
    finding.hint = "write a name such as 'Europe/Paris', or 'UTC'";
    findings.add(finding);
    return {};
  }
  Calendar calendar = calendar_at(io::wall_now(), budget.zone);
  if ((budget.day || budget.month) && budget.zone.empty() && !quiet)
    std::cerr << "note: the budget's days begin at midnight of " << calendar.zone << "\n";
  return calendar;
}

std::string counted(std::uint64_t count, const std::string& noun) {
  return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

/// What is found out about jobs that would be bought, before any is.
class Prices {
 public:
  void take(const Job& job, const app::PlanDecision& decision) {
    if (decision.fresh.empty()) return;
    if (decision.reason == app::PlanReason::forced) {
      ordered_ += app::renditions(job, decision.fresh);
      credits_ += app::credits(job, decision.fresh);
    }
    if (job.credits_exact) return;
    if (unknown_ < most_named) names_ += (names_.empty() ? "" : ", ") + printable(job.key.text);
    ++unknown_;
  }

  /// Under a limit every price must be known. Throws CommandFailed (2).
  void refuse_unknown() const {
    if (unknown_ == 0) return;
    const std::string more =
        unknown_ > most_named ? " and " + std::to_string(unknown_ - most_named) + " more" : "";
    throw CommandFailed(ExitCode::usage,
                        "there is a limit of credits, and what these jobs cost is not known: " + names_ +
                            more +
                            "; name their formats or leave out --no-preflight, or say what a rendition "
                            "costs with --assume-credits N; nothing was submitted");
  }

  /// Throws CommandFailed (2).
  void ask_about_force(bool yes) const {
    if (ordered_ == 0 || yes) return;
    const std::string what =
        "--force buys " + counted(ordered_, "rendition") + " anew, for " + counted(credits_, "credit");
    confirm(what + ". Go on?", what + ": confirm with --yes; nothing was submitted");
  }

 private:
  static constexpr std::size_t most_named = 10;
  std::uint64_t ordered_ = 0;
  std::uint64_t credits_ = 0;
  std::size_t unknown_ = 0;
  std::string names_;
};

class RunCommand {
 public:
  RunCommand(Invocation& invocation, std::vector<Entry> entries, app::WorkspaceSnapshot& workspace)
      : invocation_(invocation),
        options_(invocation.options),
        session_(open_session(invocation)),
        journals_(invocation.manifests, invocation.options, invocation.journals),
        entries_(std::move(entries)),
        workspace_(workspace) {}

  ExitCode run() {
    journals_.prepare();
    if (const auto stopped = look_around()) return *stopped;
    check_jobs();
    session_->heed_signal();
    print_and_stop_on_errors(invocation_.findings, options_.input.strict);
    refuse_precious_targets(options_, all_targets(), invocation_.manifests, invocation_.sources);
    ask();
    journals_.lock_all();
    if (const app::SavedPlan* plan = invocation_.saved_plan)
      refuse_used(
          invocation_.journals.use_plan(entries_.front().campaigned.journal, plan->id, session_->wall_now()));
    keep_answers(invocation_.manifests, ground_.fresh, Holding::ours, invocation_.journals);
    journals_.open(*session_, ground_);
    const app::RunOutcome outcome = perform();
    const ExitCode code = conclude(outcome);
    journals_.close();
    for (const Entry& entry : entries_)
      keep_learned_times(entry.campaigned, outcome.render_memory, session_->wall_now(), invocation_.journals);
    return code;
  }

 private:
  std::vector<std::string> all_targets() const {
    std::vector<std::string> all;
    for (const Entry& entry : entries_) all.insert(all.end(), entry.targets.begin(), entry.targets.end());
    return all;
  }

  /// What the API has to say before anything is bought. Answers the exit code where it would not.
  std::optional<ExitCode> look_around() {
    ground_ = read_workspace(invocation_, session_.get(), false);
    workspace_ = std::move(ground_.workspace);
    if (ground_.stop == app::Stop::none && !invocation_.manifests.empty()) {
      journals_.look_beside(workspace_);
      find_accounts(invocation_, *session_, ground_);
    }
    if (ground_.stop != app::Stop::none) return conclude_stopped(invocation_, ground_, session_->signal());
    return std::nullopt;
  }

  void check_jobs() {
    Session::Attention attention{*session_};
    const auto between = [&attention] { attention.look(); };
    if (invocation_.saved_plan != nullptr) compare_with_plan(*invocation_.saved_plan);
    std::map<std::filesystem::path, app::PlannedPurchases> purchases;
    for (Entry& entry : entries_) {
      const bool all = options_.run.selection.everything();
      if (all && !is_limited(entry.limits) && !options_.run.force && !comparison_) {
        entry.jobs.check(
            invocation_.findings, [](Job&&) {}, between);
      } else {
        check_prices(entry, purchases[entry.campaigned.place], between);
      }
    }
    if (comparison_ && !invocation_.findings.has_errors()) comparison_->end();
    if (!invocation_.findings.must_stop(options_.input.strict) && !comparison_)
      app::refuse_empty_selection(options_.run.selection, selected_);
  }

  void check_prices(Entry& entry, app::PlannedPurchases& purchases, const std::function<void()>& between) {
    const app::PlanBasis basis =
        app::basis_of(entry.campaigned, ground_, session_->wall_now(), invocation_.journals);
    const app::DecideContext context{options_.run, workspace_, invocation_.journals, invocation_.findings};
    selected_ += app::decide_jobs(
        context, entry.campaigned, entry.jobs, basis, purchases,
        [&](const Job& job, const app::PlanDecision& decision) {
          if (comparison_) comparison_->job(job, decision);
          (is_limited(entry.limits) ? limited_ : unlimited_).take(job, decision);
        },
        between);
  }

  /// That all is as it was when the plan was made; its jobs are compared as they are ground.
  void compare_with_plan(app::SavedPlan& plan) {
    if (entries_.empty()) return;
    const app::LoadedCampaign& one = entries_.front().campaigned;
    refuse_used(invocation_.journals.plan_used(one.known_in, plan.id));
    comparison_.emplace(plan, invocation_.findings);
    comparison_->files(file_hash);
    comparison_->journal(one, invocation_.journals.mark(one.known_in));
    comparison_->account(ground_.accounts.at(one.place).account);
    comparison_->designs(workspace_);
  }

  static void refuse_used(const std::optional<WallTime>& before) {
    if (!before) return;
    throw CommandFailed(ExitCode::usage,
                        "the plan was carried out at " + to_rfc3339(*before) +
                            ", and runs once; 'pressrun run MANIFEST' continues what it left");
  }

  void ask() const {
    limited_.refuse_unknown();
    const bool yes = options_.run.yes || options_.input.simulate;
    limited_.ask_about_force(yes);
    unlimited_.ask_about_force(yes);
    journals_.ask(ground_);
  }

  app::Campaign campaign_of(Entry& entry) {
    RunJournal& journal = journals_.of(entry.campaigned);
    app::Campaign campaign{entry.campaigned.manifest->name(), entry.campaigned.path, entry.jobs,
                           *journal.writer, journal.account};
    if (!options_.run.selection.everything()) {
      campaign.selected = [this](const Job& job, JobStatus status) {
        return options_.run.selection.takes(job.key, status);
      };
    }
    campaign.registration = entry.jobs.enrollment();
    campaign.has_aliases = journal.reader->has_aliases();
    campaign.limits = entry.limits;
    campaign.day_began = entry.calendar.day_began;
    campaign.month_began = entry.calendar.month_began;
    return campaign;
  }

  app::RunOutcome perform() {
    std::vector<app::Campaign> campaigns;
    for (Entry& entry : entries_) campaigns.push_back(campaign_of(entry));
    app::RunOptions options = session_->run_options();
    options.designs = app::readings_of(workspace_, ground_.at);
    options.calls_before = ground_.calls;
    for (const Entry& entry : entries_)
      options.render_memory.merge(learned_times(entry.campaigned, invocation_.journals));
    app::Deps deps = session_->deps();
    deps.rescue = [this](const Journal& journal, const std::vector<LedgerEntry>& entries) {
      return io::write_rescue(journals_.file_of(journal), entries);
    };
    return session_->await(app::run(std::move(campaigns), std::move(options), std::move(deps)));
  }

  /// What one campaign came to, and what the process makes of it.
  struct Ended {
    RunRecord run;
    app::Overview seen;
    bool told = false;    ///< its results are to be written
    bool unread = false;  ///< they cannot be: its journal is not to be read any more, and that was said
  };

  ExitCode conclude(const app::RunOutcome& outcome) {
    std::vector<ExitCode> codes;
    for (const app::Stop stop : outcome.stops) codes.push_back(code_of(stop, session_->signal()));
    if (outcome.in_doubt > 0) codes.push_back(ExitCode::in_doubt);
    if (outcome.failed > 0) codes.push_back(ExitCode::some_failed);
    std::vector<Ended> ended;
    for (std::size_t i = 0; i < entries_.size(); ++i)
      ended.push_back(look_at(entries_[i], outcome, i, codes));
    const ExitCode before_writing = most_urgent(codes);
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      ended[i].run.exit_code = static_cast<int>(before_writing);
      if (ended[i].told) codes.push_back(report_on(entries_[i], ended[i], outcome.reason));
      if (!ended[i].told && !ended[i].unread) report_nothing(entries_[i], outcome.reason);
    }
    const ExitCode code = most_urgent(codes);
    note_end(ended, code);
    return code;
  }

  Ended look_at(Entry& entry, const app::RunOutcome& outcome, std::size_t i, std::vector<ExitCode>& codes) {
    Ended made;
    made.run = outcome.runs.at(i);
    const AccountRecord& buyer = journals_.of(entry.campaigned).buyer;
    made.run.origin = buyer.origin;
    made.run.workspace = buyer.workspace;
    if (!outcome.registered.at(i)) return made;
    if (!read_outcome(entry, outcome.reason, made)) {
      codes.push_back(ExitCode::journal_or_results);
      return made;
    }
    const Summary& s = made.run.summary;
    // One that was to be submitted again, and whose turn did not come, is in doubt as before.
    if (s.in_doubt + made.seen.orphans.in_doubt > 0) codes.push_back(ExitCode::in_doubt);
    if (options_.run.selection.everything() && s.failed + s.partial > 0)
      codes.push_back(ExitCode::some_failed);
    return made;
  }

  /// False where the journal cannot be read, nor what was saved of it.
  bool read_outcome(const Entry& entry, const std::string& reason, Ended& made) {
    RunJournal& journal = journals_.of(entry.campaigned);
    made.run.summary.credit_book.limit = lowest(entry.limits);
    try {
      made.seen = app::overview(*journal.reader, made.run);
    } catch (const JournalError& error) {
      if (!journal.read_what_was_saved()) {
        made.unread = true;
        complain(entry, reason.starts_with("journal ") ? reason : error.what());
        return false;
      }
      made.seen = app::overview(*journal.reader, made.run);
    }
    made.run.summary = made.seen.summary;
    made.told = true;
    return true;
  }

  /// How the process ended, for who asks later. Nobody is told where that cannot be recorded: the run was.
  void note_end(const std::vector<Ended>& ended, ExitCode code) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      RunRecord run = ended[i].run;
      if (run.number == 0) continue;
      run.exit_code = static_cast<int>(code);
      try {
        session_->await(end(*journals_.of(entries_[i].campaigned).writer, std::move(run)));
      } catch (const JournalError&) {
        return;
      }
    }
  }

  static asio::awaitable<bool> end(Journal& journal, RunRecord run) {
    std::vector<RunRecord> runs;
    runs.push_back(std::move(run));
    co_await journal.end_runs(std::move(runs));
    co_return true;
  }

  /// Not all jobs are in the journal yet: results of a part of them must not replace those of all.
  static void report_nothing(const Entry& entry, const std::string& reason) {
    std::cerr << "pressrun: " << printable(entry.campaigned.manifest->name())
              << ": stopped: " << printable(reason)
              << "; nothing was submitted, and the results stay as they are\n";
  }

  /// Results and summary of one manifest, whatever way its run ended.
  ExitCode report_on(Entry& entry, const Ended& ended, const std::string& reason) {
    try {
      const std::string problem =
          write_results_files(*journals_.of(entry.campaigned).reader, ended.run, entry.targets);
      if (!problem.empty()) std::cerr << "pressrun: " << problem << "\n";
      if (!options_.output.quiet)
        std::cerr << report::text_summary(ending(entry, ended, reason, problem.empty()), session_->color());
      if (options_.output.quiet &&
          !reason.empty())  // what is asked for is less to read, not to be left in the dark
        std::cerr << "pressrun: " << printable(ended.run.name) << ": stopped: " << printable(reason) << "\n";
      return problem.empty() ? ExitCode::success : ExitCode::journal_or_results;
    } catch (const JournalError& error) {
      // What stopped the run is nearer to the cause than what came of reading its journal again.
      complain(entry, reason.starts_with("journal ") ? reason : error.what());
      return ExitCode::journal_or_results;
    }
  }

  static void complain(const Entry& entry, const std::string& what) {
    std::cerr << "pressrun: " << printable(what)
              << "\n  what was recorded is kept; when the journal can be read and written again, continue "
                 "with: pressrun run "
              << entry.campaigned.suggested_run << "\n";
  }

  static report::Ending ending(const Entry& entry, const Ended& ended, const std::string& reason,
                               bool written) {
    report::Ending end;
    end.run = ended.run;
    if (written) end.results_files = entry.targets;
    end.manifest = entry.campaigned.suggested;
    end.run_options = entry.campaigned.suggested_run.substr(end.manifest.size());
    end.reason = reason;
    end.worth_naming = ended.seen.worth_naming;
    end.more = ended.seen.more;
    end.orphans = ended.seen.orphans;
    end.took = end.run.finished_at.value_or(end.run.started_at) - end.run.started_at;
    return end;
  }

  Invocation& invocation_;
  const Options& options_;
  std::unique_ptr<Session> session_;
  RunJournals journals_;
  std::vector<Entry> entries_;
  app::WorkspaceSnapshot& workspace_;  // that the entries' jobs are encoded with
  app::Ground ground_;
  std::optional<app::PlanComparison> comparison_;
  std::size_t selected_ = 0;    // jobs, of all manifests
  Prices limited_, unlimited_;  // of manifests with and without a limit
};

/// All that can go wrong on this machine before anything is opened for writing or called.
std::vector<Entry> prepare(Invocation& invocation, const app::WorkspaceSnapshot& workspace) {
  const Options& options = invocation.options;
  std::vector<Entry> entries;
  std::vector<std::string> targets;
  for (app::LoadedCampaign& one : invocation.manifests) {
    Entry entry{one, app::ManifestJobs{*one.manifest, workspace, options.run.assume_credits},
                targets_of(one, options, invocation.manifests.size()),
                limits_of(one.manifest->budget(), options),
                calendar_of(one, invocation.findings, options.output.quiet)};
    targets.insert(targets.end(), entry.targets.begin(), entry.targets.end());
    entries.push_back(std::move(entry));
  }
  refuse_precious_targets(options, targets, invocation.manifests, invocation.sources);
  find_rows_before_logging(options, invocation.manifests);
  refuse_precious_targets(options, targets, invocation.manifests, invocation.sources);
  if (const std::string problem = unwritable(targets); !problem.empty())
    throw CommandFailed(ExitCode::usage, problem + "; nothing was submitted");
  return entries;
}

}  // namespace

ExitCode cmd_run(Invocation& invocation) {
  if (invocation.options.run.dry_run) return cmd_plan(invocation);
  app::WorkspaceSnapshot workspace;
  std::vector<Entry> entries = prepare(invocation, workspace);
  return RunCommand{invocation, std::move(entries), workspace}.run();
}

}  // namespace pressrun::cli
