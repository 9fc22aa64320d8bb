#pragma once

#include "pressrun/domain/diagnostic.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pressrun::manifest {

/// What a sink may ask to be told of: a run that begins, and what one came to. Several may apply to one end.
enum class NotifyState : std::uint8_t {
  start,      ///< the run of the manifest begins
  success,    ///< everything asked for is there
  partial,    ///< the run finished, and some jobs failed or came out partial
  failure,    ///< it stopped early, did not begin, or nothing succeeded
  doubt,      ///< something is in doubt
  budget,     ///< a limit of credits stopped it
  nothing,    ///< there was nothing to do
  recovered,  ///< all is well, and the run before had ended otherwise
};

inline constexpr std::array notify_words = std::to_array<std::pair<NotifyState, std::string_view>>({
    {NotifyState::start, "start"},
    {NotifyState::success, "success"},
    {NotifyState::partial, "partial"},
    {NotifyState::failure, "failure"},
    {NotifyState::doubt, "doubt"},
    {NotifyState::budget, "budget"},
    {NotifyState::nothing, "nothing"},
    {NotifyState::recovered, "recovered"},
});

/// The names that a body may read: `${state}`, `${message}`, … ("Notify" in src/cli/README.md).
inline constexpr std::array notify_fields = std::to_array<std::string_view>(
    {"name", "manifest", "state", "exit_code", "message", "summary", "run_id", "host", "jobs", "succeeded",
     "partial", "failed", "in_doubt", "pending", "credits"});

enum class NotifyKind : std::uint8_t { ping, command, http };

/// One of `notify`: who is told, and of what.
struct NotifySink {
  NotifyKind kind = NotifyKind::ping;
  std::string url;                   ///< of ping and http
  std::vector<std::string> command;  ///< program and arguments, as written: no values in them, no shell
  std::string body;                  ///< of http: what is sent, references replaced; empty: the JSON document
  std::vector<NotifyState> on;
  SourcePos at;

  [[nodiscard]] bool wants(NotifyState state) const {
    for (const NotifyState each : on)
      if (each == state) return true;
    return false;
  }
};

using NotifyValues = std::map<std::string, std::string>;

}  // namespace pressrun::manifest
