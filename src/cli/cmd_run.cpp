#include "cli/calendar.hpp"
#include "cli/failure.hpp"
#include "cli/preflight.hpp"
#include "cli/results_files.hpp"
#include "cli/saved_plan.hpp"
#include "cli/show_findings.hpp"
#include "cli/targets.hpp"
#include "pressrun/app/run_campaigns.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/disk_journal_keeper.hpp"
#include "pressrun/io/system_clock.hpp"
#include "pressrun/report/results_writer.hpp"

#include <algorithm>
#include <iostream>
#include <optional>
#include <utility>

namespace pressrun::cli {
namespace {

/// What was settled on this machine before anything was opened for writing or called: one a manifest.
struct Prepared {
  std::vector<std::vector<std::string>> targets;  ///< of its results
  std::vector<app::RunTerms> terms;

  [[nodiscard]] std::vector<std::string> all_targets() const {
    std::vector<std::string> all;
    for (const auto& some : targets) all.insert(all.end(), some.begin(), some.end());
    return all;
  }
};

std::vector<std::string> targets_of(const app::LoadedCampaign& one, const Options& options,
                                    std::size_t manifests) {
  if (manifests > 1 && !options.results.files.empty()) {
    throw CommandFailed(ExitCode::usage, "-o names one place, and there are " + std::to_string(manifests) +
                                             " manifests: leave it out, and each gets its own");
  }
  return results_targets(options.results.files, one.results);
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

app::RunTerms terms_of(const app::LoadedCampaign& one, const Options& options, app::FindingSet& findings) {
  const Calendar calendar = calendar_of(one, findings, options.output.quiet);
  return {app::limits_of(one.manifest->budget(), options.run.max_credits), calendar.day_began,
          calendar.month_began};
}

Prepared prepare(Invocation& invocation) {
  const Options& options = invocation.options;
  Prepared made;
  for (const app::LoadedCampaign& one : invocation.manifests) {
    made.targets.push_back(targets_of(one, options, invocation.manifests.size()));
    made.terms.push_back(terms_of(one, options, invocation.findings));
  }
  const std::vector<std::string> targets = made.all_targets();
  refuse_precious_targets(options, targets, invocation.manifests, invocation.sources);
  find_rows_before_logging(options, invocation.manifests);
  refuse_precious_targets(options, targets, invocation.manifests, invocation.sources);
  if (const std::string problem = unwritable(targets); !problem.empty())
    throw CommandFailed(ExitCode::usage, problem + "; nothing was submitted");
  return made;
}

app::RunRequest request_for(Invocation& invocation, std::vector<app::RunTerms> terms) {
  const Options& options = invocation.options;
  return {invocation.manifests,       std::move(terms),      options.run,
          options.run.assume_credits, options.input.strict,  options.run.yes || options.input.simulate,
          options.run.keep_going,     invocation.saved_plan, file_hash};
}

/// Not all jobs are in the journal yet: results of a part of them must not replace those of all.
void tell_nothing_done(const app::LoadedCampaign& one, const std::string& reason) {
  std::cerr << "pressrun: " << printable(one.manifest->name()) << ": stopped: " << printable(reason)
            << "; nothing was submitted, and the results stay as they are\n";
}

void tell_unreadable(const app::LoadedCampaign& one, const std::string& what) {
  std::cerr << "pressrun: " << printable(what)
            << "\n  what was recorded is kept; when the journal can be read and written again, continue "
               "with: pressrun run "
            << one.suggested_run << "\n";
}

report::Ending ending_of(const app::LoadedCampaign& one, const app::EndedCampaign& ended,
                         const std::string& reason, std::vector<std::string> written) {
  report::Ending end;
  end.run = ended.run;
  end.results_files = std::move(written);
  end.manifest = one.suggested;
  end.run_options = one.suggested_run.substr(end.manifest.size());
  end.reason = reason;
  end.worth_naming = ended.seen.worth_naming;
  end.more = ended.seen.more;
  end.orphans = ended.seen.orphans;
  end.took = end.run.finished_at.value_or(end.run.started_at) - end.run.started_at;
  return end;
}

/// `pressrun run`: wires the run, and tells what comes of it.
class RunCommand {
 public:
  RunCommand(Invocation& invocation, Prepared prepared)
      : invocation_(invocation),
        options_(invocation.options),
        targets_(prepared.targets),
        all_targets_(prepared.all_targets()),
        session_(open_session(invocation)),
        keeper_(session_->context().get_executor(), options_.run.lock_timeout),
        run_(request_for(invocation, std::move(prepared.terms)), invocation.findings,
             {invocation.journals, keeper_, invocation.person}) {}

  ExitCode run() {
    note_webhooks();
    run_.prepare();
    if (const auto stopped = look_around()) return *stopped;
    check_jobs();
    session_->heed_signal();
    if (options_.run.keep_going && has_sound_one())
      print_findings(invocation_);
    else
      print_and_stop_on_errors(invocation_);
    leave_out_refused();
    refuse_precious_targets(options_, all_targets_, invocation_.manifests, invocation_.sources);
    run_.ask();
    run_.hold_journals(session_->wall_now());
    leave_out_refused();
    session_->await(run_.open_journals(session_->caller().api_key));
    const app::RunOutcome outcome = session_->await(run_.perform(session_->run_options(), session_->deps()));
    const ExitCode code = tell(run_.conclude(outcome));
    run_.close(outcome, session_->wall_now());
    return code;
  }

 private:
  /// What the API has to say before anything is bought. Answers the exit code where it would not.
  std::optional<ExitCode> look_around() {
    app::Ground ground = read_workspace(invocation_, session_.get(), false);
    if (ground.stop == app::Stop::none && !invocation_.manifests.empty()) {
      run_.look_beside(ground);
      find_accounts(invocation_, *session_, ground);
    }
    if (ground.stop != app::Stop::none) return conclude_stopped(invocation_, ground, session_->signal());
    run_.stand_on(std::move(ground));
    return std::nullopt;
  }

  /// Unsigned ones may be anybody's who has seen their address.
  void note_webhooks() {
    const app::Webhooks* webhooks = session_->deps().webhooks;
    if (webhooks == nullptr || options_.output.quiet || !webhooks->secrets.empty()) return;
    std::cerr << "note: ABYSSALE_SIGNING_SECRET is not set: what a webhook brings is a hint alone, and each "
                 "request is polled once\n";
  }

  [[nodiscard]] bool has_sound_one() const {
    return std::ranges::any_of(invocation_.manifests,
                               [](const app::LoadedCampaign& one) { return one.refused.empty(); });
  }

  /// With --keep-going; without it, what refuses a manifest has ended the run.
  void leave_out_refused() {
    if (!options_.run.keep_going) return;
    for (const app::LoadedCampaign& one : invocation_.manifests) {
      if (!one.refused.empty())
        std::cerr << "pressrun: " << printable(one.named) << " is left out: " << printable(one.refused)
                  << "\n";
    }
    if (!has_sound_one()) throw CommandFailed(ExitCode::locked, "no manifest is left; nothing was submitted");
    for (const std::size_t place : run_.leave_out_refused())
      targets_.erase(targets_.begin() + static_cast<std::ptrdiff_t>(place));
  }

  void check_jobs() {
    Session::Attention attention{*session_};
    run_.check_jobs(session_->wall_now(), [&attention] { attention.look(); });
  }

  ExitCode tell(app::RunReport report) {
    std::vector<ExitCode> codes = codes_of(report, session_->signal());
    if (invocation_.manifests.size() < invocation_.named) codes.push_back(ExitCode::some_failed);
    const ExitCode before_writing = most_urgent(codes);
    for (std::size_t i = 0; i < report.ended.size(); ++i) {
      const std::string& why = report.ended[i].unreadable;
      if (!why.empty()) tell_unreadable(invocation_.manifests[i], why);
    }
    for (std::size_t i = 0; i < report.ended.size(); ++i) {
      app::EndedCampaign& ended = report.ended[i];
      ended.run.exit_code = static_cast<int>(before_writing);
      if (ended.is_told) {
        codes.push_back(tell_one(i, ended, report.reason));
      } else if (ended.unreadable.empty()) {
        tell_nothing_done(invocation_.manifests[i], report.reason);
      }
    }
    const ExitCode code = most_urgent(codes);
    session_->await(run_.note_end(report, static_cast<int>(code)));
    return code;
  }

  /// Results and summary of one manifest, whatever way its run ended.
  ExitCode tell_one(std::size_t index, const app::EndedCampaign& ended, const std::string& reason) {
    const app::LoadedCampaign& one = invocation_.manifests[index];
    try {
      const std::string problem = write_results_files(run_.journal_of(index), ended.run, targets_[index]);
      const bool written = problem.empty();
      if (!written) std::cerr << "pressrun: " << problem << "\n";
      if (!options_.output.quiet) {
        const auto files = written ? targets_[index] : std::vector<std::string>{};
        std::cerr << report::text_summary(ending_of(one, ended, reason, files), session_->color());
      } else if (!reason.empty()) {  // what is asked for is less to read, not to be left in the dark
        std::cerr << "pressrun: " << printable(ended.run.name) << ": stopped: " << printable(reason) << "\n";
      }
      return written ? ExitCode::success : ExitCode::journal_or_results;
    } catch (const JournalError& error) {
      // What stopped the run is nearer to the cause than what came of reading its journal again.
      tell_unreadable(one, reason.starts_with("journal ") ? reason : error.what());
      return ExitCode::journal_or_results;
    }
  }

  Invocation& invocation_;
  const Options& options_;
  std::vector<std::vector<std::string>> targets_;  // one a manifest
  std::vector<std::string> all_targets_;
  std::unique_ptr<Session> session_;
  io::DiskJournalKeeper keeper_;
  app::CampaignsRun run_;
};

}  // namespace

ExitCode cmd_run(Invocation& invocation) {
  if (invocation.options.run.dry_run) return cmd_plan(invocation);
  return RunCommand{invocation, prepare(invocation)}.run();
}

}  // namespace pressrun::cli
