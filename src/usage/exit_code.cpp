#include "usage/exit_code.hpp"

#include <algorithm>
#include <array>
#include <csignal>

namespace pressrun::usage {

ExitCode most_urgent(const std::vector<ExitCode>& codes) {
  static constexpr std::array order{ExitCode::journal_or_results,
                                    ExitCode::in_doubt,
                                    ExitCode::key,
                                    ExitCode::account,
                                    ExitCode::max_credits,
                                    ExitCode::deadline,
                                    ExitCode::interrupted,
                                    ExitCode::terminated,
                                    ExitCode::hung_up,
                                    ExitCode::service_away,
                                    ExitCode::locked,
                                    ExitCode::some_failed,
                                    ExitCode::not_found,
                                    ExitCode::usage,
                                    ExitCode::other_error};
  for (const ExitCode code : order) {
    if (std::ranges::find(codes, code) != codes.end()) return code;
  }
  return ExitCode::success;
}

namespace {

ExitCode code_of_signal(int signal) {
  if (signal == SIGHUP) return ExitCode::hung_up;
  return signal == SIGTERM ? ExitCode::terminated : ExitCode::interrupted;
}

}  // namespace

ExitCode code_of(app::Stop stop, int signal) {
  switch (stop) {
    case app::Stop::none:
      return ExitCode::success;
    case app::Stop::journal:
      return ExitCode::journal_or_results;
    case app::Stop::unauthorized:
      return ExitCode::key;
    case app::Stop::account:
      return ExitCode::account;
    case app::Stop::max_credits:
      return ExitCode::max_credits;
    case app::Stop::deadline:
      return ExitCode::deadline;
    case app::Stop::signal:
      return code_of_signal(signal);
    case app::Stop::service_away:
    case app::Stop::all_lost:
      return ExitCode::service_away;
    case app::Stop::fail_fast:
    case app::Stop::max_failures:
      return ExitCode::some_failed;
    case app::Stop::untrusted:
    case app::Stop::source:
    case app::Stop::other_server:
      break;
  }
  return ExitCode::other_error;
}

std::vector<ExitCode> codes_of(const app::RunReport& report, int signal) {
  std::vector<ExitCode> codes;
  for (const app::Stop stop : report.stops) codes.push_back(code_of(stop, signal));
  if (report.is_unreadable) codes.push_back(ExitCode::journal_or_results);
  if (report.in_doubt) codes.push_back(ExitCode::in_doubt);
  if (report.some_failed) codes.push_back(ExitCode::some_failed);
  return codes;
}

ExitCode code_of(app::Reason reason) {
  switch (reason) {
    case app::Reason::no_run:
    case app::Reason::no_such_job:
    case app::Reason::nothing_selected:
      return ExitCode::not_found;
    case app::Reason::findings:
    case app::Reason::name_clash:
    case app::Reason::unsuitable:
    case app::Reason::not_confirmed:
    case app::Reason::price_unknown:
    case app::Reason::plan_carried_out:
    case app::Reason::id_taken:
    case app::Reason::not_in_doubt:
    case app::Reason::several_in_doubt:
      break;
  }
  return ExitCode::usage;
}

ExitCode code_of(app::JobsOutcome outcome) {
  switch (outcome) {
    case app::JobsOutcome::in_doubt:
      return ExitCode::in_doubt;
    case app::JobsOutcome::some_failed:
      return ExitCode::some_failed;
    case app::JobsOutcome::nothing_wrong:
      break;
  }
  return ExitCode::success;
}

}  // namespace pressrun::usage
