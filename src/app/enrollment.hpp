#pragma once

#include "pressrun/app/run.hpp"
#include "pressrun/core/generation_fsm.hpp"
#include "pressrun/core/plan.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace pressrun::app {

/// A job that is to be submitted in this run: little enough to keep for a million of them.
struct Wanted {
  std::uint32_t position;
  int attempts;
  std::size_t hash;  ///< of key and fingerprint
};

/// A job that the API already has.
struct Resumed {
  Job job;  ///< without its body
  Rendering state;
  std::optional<WallTime> submitted_at;
};

/// A job that goes out with another as one request.
struct Follower {
  Job job;  ///< without its body: it is the other's but for the formats
  int attempts;
  bool repeats;  ///< asks for nothing more: costs nothing
};

/// What a run has to do for one campaign: its jobs less what the journal has.
struct Workload {
  std::vector<Wanted> wanted;  ///< in the manifest's order
  std::deque<Job> held;        ///< the first of them, whole; the others are built again when their turn comes
  std::unordered_map<std::uint32_t, Scope> retries;  ///< by position: only some formats of these
  std::unordered_map<std::uint32_t, std::vector<Follower>> followers;  ///< by the other's position
  std::vector<Resumed> resumed;
  std::size_t jobs = 0;
  std::size_t unchanged = 0;
  std::size_t failed_before = 0;  ///< kept as they are: dropped, or partial and not to be retried
  std::size_t in_doubt = 0;       ///< held, or to be submitted again all the same
  std::unordered_set<std::uint32_t> resubmitted;  ///< of those in doubt, by position
  bool complete = false;
};

std::size_t hash_of(const Job& job);

/// Announces every job of the campaign to its journal and sorts out what is to be done. `stops`, asked before
/// every few hundred of them, breaks it off: then it is not `complete`, and no enrollment to the journal.
/// Throws JournalError, SourceChanged.
asio::awaitable<Workload> enroll(Campaign& campaign, const RunOptions& options,
                                 const std::function<bool()>& stops);

}  // namespace pressrun::app
