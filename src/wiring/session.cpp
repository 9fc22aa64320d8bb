#include "wiring/session.hpp"

#include "pressrun/api/sha256.hpp"
#include "pressrun/io/host_calls.hpp"
#include "pressrun/io/service_manager.hpp"
#include "pressrun/io/terminal_progress.hpp"
#include "usage/exit_code.hpp"
#include "wiring/disk_sources.hpp"
#include "wiring/failure.hpp"
#include "wiring/logging.hpp"
#include "wiring/transport_settings.hpp"

#include <boost/uuid/random_generator.hpp>
#include <boost/uuid/uuid_io.hpp>

#include <csignal>
#include <ctime>
#include <unistd.h>
#include <utility>

namespace pressrun::wiring {
namespace {

io::TransportOptions api_settings(const usage::Options& options, const Environment& environment,
                                  const LocalSimulator* simulator) {
  io::TransportOptions made = transport_settings(options, environment);
  made.base_url =
      simulator != nullptr ? simulator->base_url() : find_base_url(options.connection.base_url, environment);
  return made;
}

std::unique_ptr<io::BeastTransport> make_transport(const asio::any_io_executor& executor,
                                                   io::TransportOptions options) {
  try {
    return std::make_unique<io::BeastTransport>(executor, std::move(options));
  } catch (const std::invalid_argument& error) {
    throw CommandFailed(usage::ExitCode::usage, error.what());
  } catch (const boost::system::system_error& error) {
    throw CommandFailed(usage::ExitCode::usage, error.what());
  }
}

io::ProgressStyle style_of(const usage::OutputOptions& options, const Environment& environment) {
  if (options.quiet || options.progress == "none") return io::ProgressStyle::none;
  if (options.progress == "plain") return io::ProgressStyle::plain;
  return io::automatic_style(environment.value("TERM"));
}

/// Beyond it no ceiling of the API's is left to share.
constexpr double most_shared_per_second = 1000;

/// One file for each key and server: only their calls come under one ceiling. Nothing of the key can be read
/// from its name.
std::filesystem::path calls_file(const Environment& environment, const std::string& base_url,
                                 const std::string& key) {
  std::filesystem::path state = environment.value("XDG_STATE_HOME");
  const std::string home = environment.value("HOME");
  if (state.is_relative()) state = home.empty() ? "" : std::filesystem::path{home} / ".local" / "state";
  if (state.is_relative()) return {};
  api::Sha256 digest;
  digest.add(base_url + "\n" + key);
  return state / "pressrun" / ("calls-" + digest.text().substr(7, 16));
}

std::unique_ptr<SharedCalls> share_calls(const Policy& policy, const std::filesystem::path& file,
                                         const std::function<void(const std::string&)>& log) {
  const double per_second = policy.rate_calls / std::chrono::duration<double>(policy.rate_span).count();
  if (file.empty() || per_second > most_shared_per_second) return nullptr;
  try {
    return std::make_unique<io::HostCalls>(file);
  } catch (const std::system_error& error) {
    if (log) log(std::string{"the rate budget is not shared with other processes: "} + error.what());
    return nullptr;
  }
}

std::string new_run_id() { return boost::uuids::to_string(boost::uuids::random_generator{}()); }

/// Who starts a program under nohup wants it to outlive the terminal.
bool is_ignored(int signal) {
  struct sigaction now {};
  return ::sigaction(signal, nullptr, &now) == 0 && now.sa_handler == SIG_IGN;
}

}  // namespace

bool wants_color(const usage::OutputOptions& options, const Environment& environment, Shown where) {
  if (options.color != "auto") return options.color == "always";
  if (!environment.value("NO_COLOR").empty()) return false;
  const std::string forced = environment.value("CLICOLOR_FORCE");
  if (!forced.empty() && forced != "0") return true;
  return environment.value("TERM") != "dumb" &&
         ::isatty(where == Shown::standard_output ? STDOUT_FILENO : STDERR_FILENO) == 1;
}

Session::Session(const usage::Options& options, const Environment& environment)
    : options_(options),
      simulator_(options.input.simulate ? std::make_unique<LocalSimulator>(options.connection.scenario)
                                        : nullptr),
      webhooks_(wire_webhooks(context_, options.connection, environment,
                              simulator_ ? std::optional{simulator_->signing_secret()} : std::nullopt)),
      api_key_(simulator_ ? "simulated" : find_api_key(environment, read_small_file)),
      base_url_(find_base_url(options.connection.base_url, environment)),
      clock_(context_.get_executor()),
      transport_(
          make_transport(context_.get_executor(), api_settings(options, environment, simulator_.get()))),
      budget_(options.run.policy),
      logs_(make_logs(options, environment, new_run_id())),
      signals_(context_),
      color_(wants_color(options.output, environment)) {
  if (!simulator_) {
    shared_calls_ = share_calls(options.run.policy, calls_file(environment, base_url_, api_key_), logs_.line);
  }
  io::TerminalOptions terminal;
  terminal.style = style_of(options.output, environment);
  terminal.color = color_;
  terminal.unicode = is_utf8_locale(environment);
  terminal.slowest = options.output.progress == "full";
  terminal.takes =
      io::terminal_takes({environment.value("TERM"), environment.value("TERM_PROGRAM"),
                          environment.value("VTE_VERSION"), !environment.value("WT_SESSION").empty()});
  progress_ =
      io::with_service_manager(io::make_terminal_progress(terminal), environment.value("NOTIFY_SOCKET"));
  if (options.run.max_duration) deadline_.at = clock_.now() + *options.run.max_duration;
  if (options.run.deadline) {
    const std::time_t now = std::time(nullptr);
    const Duration span = until(*options.run.deadline, now);
    deadline_.at = std::min(deadline_.at.value_or(clock_.now() + span), clock_.now() + span);
    deadline_.on =
        WallTime{std::chrono::seconds{now}} + std::chrono::duration_cast<std::chrono::milliseconds>(span);
  }
}

void Session::listen_for_signals() {
  if (std::exchange(listening_, true)) return;
  boost::system::error_code ignored;
  // SIGHUP: the terminal has gone, as if by SIGTERM. What is ignored stays so.
  for (const int signal : {SIGINT, SIGTERM, SIGHUP})
    if (!is_ignored(signal)) signals_.add(signal, ignored);
  signals_.async_wait([this](const boost::system::error_code& error, int number) {
    listening_ = false;
    if (error) return;
    if (signal_ == 0) signal_ = number;
    progress_->say(shutdown_.level() == 0
                       ? "stopping: no new submission; answers under way are awaited (" +
                             format_duration(options_.run.policy.drain) + " at most); again to stop at once"
                       : std::string{"stopping at once"});
    shutdown_.request();
    if (!work_is_over_) listen_for_signals();  // else the loop would wait for another one
  });
}

void Session::stop_listening() {
  listen_for_signals();  // one that came when nobody waited is taken now: it must not be lost
  context_.restart();
  context_.poll();
  boost::system::error_code ignored;
  signals_.clear(ignored);
  signals_.cancel(ignored);
  context_.restart();
  context_.poll();
}

void Session::heed_signal() const {
  if (shutdown_.level() > 0)
    throw CommandFailed(usage::code_of(app::Stop::signal, signal_),
                        "stopped by a signal; nothing was submitted");
}

void Session::Attention::look() {
  constexpr unsigned seldom = 64;  // a job takes some microseconds
  if (looks_++ % seldom != 0) return;
  session_.context_.restart();
  session_.context_.poll();
  session_.heed_signal();
  if (session_.deadline_.is_over(session_.clock_.now(), session_.clock_.wall_now()))
    throw CommandFailed(usage::ExitCode::deadline, "the deadline came before anything was submitted");
}

app::Deps Session::deps() {
  app::Deps made{context_.get_executor(),
                 clock_,
                 *transport_,
                 budget_,
                 *progress_,
                 shutdown_,
                 api_key_,
                 new_run_id,
                 logs_.line,
                 shared_calls_.get()};
  made.log_event = logs_.event;
  if (webhooks_) made.webhooks = &webhooks_->webhooks();
  return made;
}

app::Caller Session::caller() const {
  if (simulator_) return {"simulator", api_key_, ""};
  return {app::origin_of(base_url_), api_key_, std::nullopt};
}

app::RunOptions Session::run_options() const {
  const usage::RunSettings& run = options_.run;
  app::RunOptions made;
  made.policy = run.policy;
  made.force = run.force;
  made.resubmit_in_doubt = run.resubmit_in_doubt;
  made.fail_fast = run.fail_fast;
  made.max_failures = run.max_failures;
  made.retry_failed = run.selection.asks_for_failed();
  made.deadline = deadline_;
  return made;
}

}  // namespace pressrun::wiring
