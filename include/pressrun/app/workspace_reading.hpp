#pragma once

#include "pressrun/app/run.hpp"
#include "pressrun/domain/design.hpp"
#include "pressrun/domain/failure.hpp"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::app {

/// A design as an earlier run read it.
struct KeptDesign {
  Design design;
  WallTime read_at{};
};

/// What a run or a plan wants to know of the workspace before anything is spent.
struct WorkspaceQuestions {
  bool by_name = false;  ///< some designs are given by name: the listing is needed
  bool designs = true;   ///< false: none is read, whatever is wanted
  /// The designs that are wanted, once each; called with the listing, which is empty where none was needed.
  std::function<std::vector<DesignId>(const std::vector<ListedDesign>&)> wanted;
  std::vector<KeptDesign> kept;
  bool fonts = false;
  bool balance = false;

  [[nodiscard]] bool empty() const { return !by_name && !designs && !fonts && !balance; }
};

struct WorkspaceReading {
  std::vector<Design> designs;                         ///< all that can be used
  std::vector<DesignId> read;                          ///< those of them that the API was asked for now
  std::vector<std::pair<DesignId, Failure>> unusable;  ///< not there, not ours, not readable: the API's words
  std::optional<std::vector<Font>> fonts;              ///< nothing: not asked for, or not told
  std::optional<Balance> balance;                      ///< nothing: not asked for, or the API does not tell
  std::optional<Failure> refusal;                      ///< of a listing that was needed: the API's own words
  Stop stop = Stop::none;  ///< unauthorized, untrusted, service_away, deadline, signal
  std::string reason;      ///< a sentence about the stop
  ApiCalls calls;
};

/// Whether a kept design can stand for the one of the API: read within a day, and of the version that the
/// listing shows now. `updated_at` is only presumably the design's version (API reference §4.1), hence the
/// day.
bool is_current(const KeptDesign& kept, const std::vector<ListedDesign>& listing, WallTime now);

/// Reads what is wanted, each thing once, under the rate budget. Where designs were kept, one listing tells
/// which of them changed, and only those are read. Trouble that can pass is waited out as Policy says.
asio::awaitable<WorkspaceReading> ask_workspace(WorkspaceQuestions request, RunOptions options, Deps deps);

}  // namespace pressrun::app
