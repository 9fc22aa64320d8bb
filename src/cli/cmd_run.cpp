#include "cli/preflight.hpp"
#include "cli/show_findings.hpp"
#include "pressrun/app/run_campaigns.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/disk_journal_keeper.hpp"
#include "pressrun/io/standard_streams.hpp"
#include "pressrun/io/system_clock.hpp"
#include "pressrun/report/results_writer.hpp"
#include "wiring/calendar.hpp"
#include "wiring/downloads.hpp"
#include "wiring/failure.hpp"
#include "wiring/page_file.hpp"
#include "wiring/results_files.hpp"
#include "wiring/run_notices.hpp"
#include "wiring/run_terms.hpp"
#include "wiring/saved_plan.hpp"
#include "wiring/targets.hpp"
#include "wiring/told_exception.hpp"

#include <algorithm>
#include <iostream>
#include <optional>
#include <utility>

namespace pressrun::cli {
namespace {

/// What was settled on this machine before anything was opened for writing or called: one a manifest.
struct Prepared {
  std::vector<std::vector<std::string>> targets;  ///< of its results
  std::vector<std::filesystem::path> pages;       ///< empty: none
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

std::filesystem::path page_of(const app::LoadedCampaign& one, const Options& options, std::size_t manifests) {
  if (manifests > 1 && !options.results.page.empty()) {
    throw CommandFailed(ExitCode::usage, "--report names one page, and there are " +
                                             std::to_string(manifests) +
                                             " manifests: write 'report: FILE' into each");
  }
  return page_target(one, options);
}

/// --deadline goes by the machine's zone: which moment that is, is said.
void settle_deadline(const Invocation& invocation) {
  const Options& options = invocation.options;
  if (!options.run.deadline) return;
  const std::string tz = invocation.environment.value("TZ");
  if (!is_usable_tz(tz))
    throw CommandFailed(ExitCode::usage,
                        "--deadline goes by the time zone, and this machine knows no zone '" + printable(tz) +
                            "' (TZ): install tzdata, or write a zone that it knows");
  if (options.output.quiet) return;
  const WallTime now = io::wall_now();
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  const Duration left = until(*options.run.deadline, seconds);
  const WallTime at =
      WallTime{std::chrono::seconds{seconds}} + std::chrono::duration_cast<std::chrono::milliseconds>(left);
  std::cerr << "note: the deadline is " << to_rfc3339(at) << ", in " << format_duration(left) << "\n";
}

Prepared prepare(Invocation& invocation) {
  const Options& options = invocation.options;
  if (options.run.skip_rows()) invocation.findings.let_rows_fail();
  settle_deadline(invocation);
  Prepared made;
  for (const app::LoadedCampaign& one : invocation.manifests) {
    made.targets.push_back(targets_of(one, options, invocation.manifests.size()));
    made.pages.push_back(page_of(one, options, invocation.manifests.size()));
    made.terms.push_back(terms_of(one, options, invocation.findings));
  }
  const std::vector<std::string> targets = made.all_targets();
  refuse_precious_targets(options, targets, invocation.manifests, invocation.sources);
  find_rows_before_logging(options, invocation.manifests);
  refuse_precious_targets(options, targets, invocation.manifests, invocation.sources);
  if (const std::string problem = unwritable(targets); !problem.empty())
    throw CommandFailed(ExitCode::usage, problem + "; nothing was submitted");
  for (const auto& page : made.pages) {
    if (const std::string problem = unwritable_page(page); !problem.empty())
      throw CommandFailed(ExitCode::usage, problem + "; nothing was submitted");
  }
  refuse_places(invocation);
  return made;
}

app::RunRequest request_for(Invocation& invocation, std::vector<app::RunTerms> terms) {
  const Options& options = invocation.options;
  return {invocation.manifests,
          std::move(terms),
          options.run,
          options.run.assume_credits,
          options.input.strict,
          options.run.yes || options.input.simulate,
          options.run.skip_rows(),
          options.run.keep_going,
          invocation.saved_plan,
          file_hash};
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

const std::vector<std::string> no_files;

/// What stops a run stops what is fetched beside it, but for what stops submissions alone.
bool has_stopped(const app::RunOutcome& outcome) {
  return std::ranges::any_of(outcome.stops, [](app::Stop why) {
    return why == app::Stop::signal || why == app::Stop::deadline || why == app::Stop::journal;
  });
}

/// `pressrun run`: wires the run, and tells what comes of it.
class RunCommand {
 public:
  RunCommand(Invocation& invocation, Prepared prepared, RunNotices& notices)
      : invocation_(invocation),
        notices_(notices),
        options_(invocation.options),
        targets_(prepared.targets),
        pages_(prepared.pages),
        all_targets_(prepared.all_targets()),
        session_(open_session(invocation)),
        keeper_(session_->context().get_executor(), options_.run.lock_timeout),
        run_(request_for(invocation, std::move(prepared.terms)), invocation.findings,
             {invocation.journals, keeper_, invocation.person}) {}

  /// Why it stopped, once `run` has returned; empty: it did not, or not while it submitted.
  [[nodiscard]] const std::string& reason() const { return reason_; }

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
    tell_of_bad_rows();
    refuse_precious_targets(options_, all_targets_, invocation_.manifests, invocation_.sources);
    run_.ask();
    run_.hold_journals(session_->wall_now());
    leave_out_refused();
    session_->await(run_.open_journals(session_->caller().api_key));
    open_places();
    notices_.start();
    const app::RunOutcome outcome = session_->await(perform());
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
    for (const std::size_t place : run_.leave_out_refused()) {
      targets_.erase(targets_.begin() + static_cast<std::ptrdiff_t>(place));
      pages_.erase(pages_.begin() + static_cast<std::ptrdiff_t>(place));
    }
  }

  void check_jobs() {
    Session::Attention attention{*session_};
    run_.check_jobs(session_->wall_now(), [&attention] { attention.look(); });
  }

  void open_places() {
    if (!has_downloads(invocation_)) return;
    downloads_.emplace(options_.download, session_->deps());
    for (std::size_t i = 0; i < invocation_.manifests.size(); ++i)
      downloads_->add(invocation_.manifests[i], run_.writer_of(i), run_.journal_of(i));
  }

  /// The run, and what is fetched beside it.
  asio::awaitable<app::RunOutcome> perform() {
    app::Deps deps = session_->deps();
    if (downloads_) {
      deps.assets_came = downloads_->listener();
      deps.files_so_far = downloads_->counter();
    }
    auto running = run_.perform(session_->run_options(), std::move(deps));
    app::RunOutcome outcome = co_await std::move(running);
    if (downloads_) {
      const bool stopped = has_stopped(outcome);
      auto fetching = downloads_->finish(stopped, session_->run_options().deadline.at);
      co_await std::move(fetching);
    }
    co_return outcome;
  }

  void tell_of_bad_rows() const {
    for (std::size_t i = 0; i < invocation_.manifests.size(); ++i) {
      const std::size_t refused = run_.refused(i).size();
      if (refused == 0 || options_.output.quiet) continue;
      std::cerr << "pressrun: " << printable(invocation_.manifests[i].named) << ": " << refused
                << (refused == 1 ? " job cannot be made and fails" : " jobs cannot be made and fail")
                << " (--on-error skip); nothing is paid for " << (refused == 1 ? "it" : "them") << "\n";
    }
  }

  ExitCode tell(app::RunReport report) {
    reason_ = report.reason;
    std::vector<ExitCode> codes = codes_of(report, session_->signal());
    if (downloads_) {
      downloads_->write_lists();
      downloads_->tell(options_.output.quiet);
      for (const ExitCode one : downloads_->codes(session_->signal())) codes.push_back(one);
    }
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
      if (!problem.empty()) std::cerr << "pressrun: " << problem << "\n";
      const std::string of_page = write_page(index, ended.run);
      if (!of_page.empty()) std::cerr << "pressrun: " << of_page << "\n";
      const bool written = problem.empty() && of_page.empty();
      report::Ending end = ending_of(one, ended, reason, problem.empty() ? targets_[index] : no_files);
      if (of_page.empty()) end.page = pages_[index].string();
      notices_.note(one.named, ended.run, report::text_summary(end, false));
      if (!options_.output.quiet) {
        std::cerr << report::text_summary(end, session_->color());
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

  std::string write_page(std::size_t index, const RunRecord& run) {
    if (pages_[index].empty()) return "";
    return write_page_file(run_.journal_of(index), run, invocation_.manifests[index], pages_[index]);
  }

  Invocation& invocation_;
  RunNotices& notices_;
  const Options& options_;
  std::vector<std::vector<std::string>> targets_;  // one a manifest
  std::vector<std::filesystem::path> pages_;       // likewise; empty: none
  std::vector<std::string> all_targets_;
  std::unique_ptr<Session> session_;
  io::DiskJournalKeeper keeper_;
  app::CampaignsRun run_;
  std::optional<FolderDownloads> downloads_;
  std::string reason_;
};

/// Whoever is to be told is told of every end, also of one before anything began.
ExitCode run_and_tell(Invocation& invocation) {
  io::stop_waiting_for_standard_error();
  RunNotices notices{invocation};
  try {
    RunCommand command{invocation, prepare(invocation), notices};
    const ExitCode code = command.run();
    notices.end(code, command.reason());
    return code;
  } catch (const std::exception&) {
    const ToldException told = told_exception();
    notices.end(told.code, told.text);
    throw;
  }
}

}  // namespace

ExitCode cmd_run(Invocation& invocation) {
  if (invocation.options.run.dry_run) return cmd_plan(invocation);
  return run_and_tell(invocation);
}

}  // namespace pressrun::cli
