#include "wiring/run_notices.hpp"

#include "pressrun/app/status.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/disk_files.hpp"
#include "pressrun/io/notice_sender.hpp"
#include "pressrun/io/system_clock.hpp"
#include "pressrun/report/metrics.hpp"
#include "wiring/disk_sources.hpp"
#include "wiring/told_exception.hpp"
#include "wiring/transport_settings.hpp"

#include <boost/asio/ip/host_name.hpp>
#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid_io.hpp>

#include <algorithm>
#include <iostream>
#include <sys/stat.h>
#include <unistd.h>

namespace pressrun::wiring {
namespace {

using manifest::NotifyKind;
using manifest::NotifySink;

/// A command may mail, or look something up; a service that answers does so at once.
constexpr Duration longest_command = std::chrono::seconds{30};
constexpr Duration longest_post = std::chrono::seconds{10};

bool others_may_write(const std::string& file) {
  struct stat what {};
  if (::stat(file.c_str(), &what) != 0) return true;
  const bool foreign = what.st_uid != ::geteuid() && what.st_uid != 0;
  const bool by_group = (what.st_mode & S_IWGRP) != 0 && what.st_gid != ::getegid();
  return foreign || by_group || (what.st_mode & S_IWOTH) != 0;
}

std::optional<int> code_before(const app::LoadedCampaign& one, JournalFiles& journals) {
  try {
    return app::last_run(one, journals).run.exit_code;
  } catch (const std::exception&) {
    return std::nullopt;  // there was none, or its journal's trouble is told elsewhere
  }
}

std::string kind_word(NotifyKind kind) {
  if (kind == NotifyKind::ping) return "ping";
  return kind == NotifyKind::http ? "http" : "command";
}

std::vector<std::pair<std::string, std::string>> told_values(const app::Notice& notice) {
  std::vector<std::pair<std::string, std::string>> told;
  for (const auto& [name, value] : app::values_of(notice)) {
    std::string variable = "PRESSRUN_NOTIFY_";
    for (const char c : name) variable += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    told.emplace_back(std::move(variable), value);
  }
  return told;
}

/// As the README's table of exit codes has it.
std::string words_of(int code) {
  switch (static_cast<usage::ExitCode>(code)) {
    case usage::ExitCode::success:
      return "everything asked for is there";
    case usage::ExitCode::usage:
      return "usage, manifest or preflight error: nothing was submitted";
    case usage::ExitCode::some_failed:
      return "some jobs failed or came out partial";
    case usage::ExitCode::service_away:
      return "the network or the service stayed away";
    case usage::ExitCode::journal_or_results:
      return "the journal or the results could not be read or written";
    case usage::ExitCode::account:
      return "the account cannot go on: credits, plan";
    case usage::ExitCode::max_credits:
      return "a limit of credits stopped it";
    case usage::ExitCode::deadline:
      return "the deadline came with work left";
    case usage::ExitCode::key:
      return "the API key is missing or refused";
    case usage::ExitCode::in_doubt:
      return "something is in doubt: 'pressrun resolve' decides";
    default:
      return "it ended with exit code " + std::to_string(code);
  }
}

/// Of several manifests each has its own end; what stopped the process stopped them all.
int code_of_one(const RunRecord& run, usage::ExitCode process, std::size_t manifests) {
  if (manifests == 1) return static_cast<int>(process);
  if (run.summary.in_doubt > 0) return static_cast<int>(usage::ExitCode::in_doubt);
  if (run.summary.failed + run.summary.partial > 0) return static_cast<int>(usage::ExitCode::some_failed);
  const bool of_jobs = process == usage::ExitCode::in_doubt || process == usage::ExitCode::some_failed;
  return of_jobs ? 0 : static_cast<int>(process);
}

}  // namespace

std::string notify_refusal(const std::string& manifest) {
  if (manifest == "-") return "it was read from standard input";
  if (others_may_write(manifest)) return "others may write the file (chmod go-w)";
  return {};
}

RunNotices::RunNotices(const Invocation& invocation)
    : options_(invocation.options),
      environment_(invocation.environment),
      quiet_(invocation.options.input.simulate),
      run_id_(boost::uuids::to_string(boost::uuids::random_generator{}())),
      started_at_(io::wall_now()) {
  if (quiet_) return;
  boost::system::error_code unknown;
  const std::string host = boost::asio::ip::host_name(unknown);
  for (const app::LoadedCampaign& one : invocation.manifests) {
    Told told;
    told.notice.name = one.manifest->name();
    told.notice.manifest = one.named;
    told.notice.run_id = run_id_;
    told.notice.host = host;
    told.sinks = one.manifest->sinks();
    if (told.sinks) {
      if (const std::string refusal = notify_refusal(one.named); !refusal.empty()) {
        warn("'notify' of " + one.named + " is not heeded", refusal);
        told.sinks = {};
      } else {
        told.notice.code_before = code_before(one, invocation.journals);
      }
    }
    told_.push_back(std::move(told));
  }
}

void RunNotices::start() {
  if (quiet_) return;
  for (Told& told : told_) {
    told.notice.message = told.notice.name + ": the run begins";
    tell(told);
  }
  if (options_.output.ping.empty()) return;
  app::Notice notice = process_notice(usage::ExitCode::success, "the run begins");
  notice.exit_code.reset();
  ping(options_.output.ping, notice);
}

void RunNotices::note(const std::string& manifest, const RunRecord& run, const std::string& summary) {
  for (Told& told : told_) {
    if (told.notice.manifest != manifest) continue;
    told.run = run;
    told.notice.jobs = run.summary;
    told.notice.bought = run.summary.api_calls.submit > 0;
    told.notice.summary = summary;
  }
}

void RunNotices::end(usage::ExitCode code, const std::string& message) {
  if (quiet_) return;
  std::string all;
  const bool some_ran = std::ranges::any_of(told_, [](const Told& told) { return told.run.has_value(); });
  for (Told& told : told_) {
    app::Notice& notice = told.notice;
    if (some_ran && !told.run) {
      notice.exit_code = static_cast<int>(usage::ExitCode::usage);
      notice.message = notice.name + ": it was left out of the run (--keep-going)";
      tell(told);
      all += notice.message + "\n";
      continue;
    }
    notice.exit_code = told.run ? code_of_one(*told.run, code, told_.size()) : static_cast<int>(code);
    notice.message = notice.name + ": " + (message.empty() ? words_of(*notice.exit_code) : message);
    tell(told);
    all += notice.summary.empty() ? notice.message + "\n" : notice.summary;
  }
  write_metrics(code);
  if (options_.output.ping.empty()) return;
  app::Notice notice = process_notice(code, message);
  notice.summary = std::move(all);
  ping(options_.output.ping, notice);
}

std::size_t RunNotices::test() {
  std::size_t failed = 0;
  for (Told& told : told_) {
    told.notice.is_test = true;
    told.notice.exit_code = 0;
    told.notice.message = told.notice.name + ": a test of 'notify'; nothing has happened";
    failed += tell(told);
  }
  if (options_.output.ping.empty()) return failed;
  app::Notice notice = process_notice(usage::ExitCode::success, "a test of --ping; nothing has happened");
  notice.is_test = true;
  return failed + (ping(options_.output.ping, notice) ? 0 : 1);
}

void tell_of_failed_start(const Invocation& invocation) {
  const ToldException told = told_exception();
  RunNotices{invocation}.end(told.code, told.text);
}

app::Notice RunNotices::process_notice(usage::ExitCode code, const std::string& message) const {
  app::Notice notice = told_.empty() ? app::Notice{} : told_.front().notice;
  notice.run_id = run_id_;
  notice.exit_code = static_cast<int>(code);
  notice.message = "pressrun: " + (message.empty() ? words_of(*notice.exit_code) : message);
  return notice;
}

std::size_t RunNotices::tell(const Told& told) {
  if (!told.sinks) return 0;
  std::size_t failed = 0;
  const auto states = app::states_of(told.notice);
  for (const NotifySink& sink : told.sinks(app::values_of(told.notice))) {
    const bool wants = told.notice.is_test || std::ranges::any_of(states, [&](manifest::NotifyState state) {
                         return sink.wants(state);
                       });
    if (!wants) continue;
    const bool sent = tell_sink(sink, told.notice);
    if (!sent) ++failed;
    if (told.notice.is_test && sent)
      std::cout << kind_word(sink.kind) << " (line " << sink.at.line << "): told\n";
  }
  return failed;
}

bool RunNotices::tell_sink(const NotifySink& sink, const app::Notice& notice) {
  if (sink.kind == NotifyKind::ping) return ping(sink.url, notice);
  const std::string document = app::notice_json(notice);
  std::string problem;
  if (sink.kind == NotifyKind::command) {
    problem = io::run_notice_command(sink.command, told_values(notice), document + "\n", longest_command);
  } else {
    const bool json = sink.body.empty() || sink.body.front() == '{' || sink.body.front() == '[';
    problem = io::post_notice(transport_settings(options_, environment_), sink.url,
                              sink.body.empty() ? document : sink.body,
                              json ? "application/json" : "text/plain; charset=utf-8", longest_post);
  }
  if (!problem.empty())
    warn("notify: the " + kind_word(sink.kind) + " of line " + std::to_string(sink.at.line) +
             " could not be told",
         problem);
  return problem.empty();
}

bool RunNotices::ping(const std::string& url, const app::Notice& notice) {
  const std::string problem =
      io::post_notice(transport_settings(options_, environment_), app::ping_url(url, notice),
                      app::ping_body(notice), "text/plain; charset=utf-8", longest_post);
  if (!problem.empty()) warn("the ping could not be sent", problem);
  return problem.empty();
}

void RunNotices::warn(const std::string& of, const std::string& problem) const {
  std::cerr << "warning: " << printable(of) << ": " << printable(problem) << "\n";
}

void RunNotices::write_metrics(usage::ExitCode code) const {
  if (options_.output.metrics.empty()) return;
  const WallTime now = io::wall_now();
  std::vector<report::RunMetrics> runs;
  for (const Told& told : told_) {
    report::RunMetrics one;
    one.campaign = told.notice.name;
    one.exit_code = told.notice.exit_code.value_or(static_cast<int>(code));
    one.ended_at = now;
    one.took = now - started_at_;
    if (told.run) one.jobs = told.run->summary;
    runs.push_back(std::move(one));
  }
  const std::string before = read_small_file(options_.output.metrics).value_or("");
  io::DiskFiles files;
  const std::error_code error = files.replace(
      options_.output.metrics,
      [&](std::ostream& out) { out << report::metrics_text(runs, before, PRESSRUN_VERSION); },
      Readers::umask);
  if (error) warn("the metrics could not be written to '" + options_.output.metrics + "'", error.message());
}

}  // namespace pressrun::wiring
