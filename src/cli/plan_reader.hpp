#pragma once

#include "pressrun/app/plan.hpp"

#include <cstdint>
#include <istream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pressrun::cli {

inline constexpr int saved_plan_version = 2;

/// What there is to do for a job.
enum class PlannedWork : std::uint8_t { none, submit, poll };
PlannedWork work_of(const app::PlanDecision& decision);
std::string_view to_string(PlannedWork work);  ///< "submit", "poll"

/// What a saved plan binds: the files it was made from, the designs it was checked against, the journal as it
/// then was, the account, and every job that it would submit or poll. Written as JSON lines: the head, a job
/// each, an end that seals it.
struct SavedPlan {
  struct PlannedJob {
    PlannedWork work = PlannedWork::submit;
    std::string content;  ///< its digest
    Formats formats;      ///< that would be bought, those that an equal job brings included
    bool seen = false;    ///< the manifest still has it
  };
  std::string id;          ///< SHA-256 of the file
  std::string created_at;  ///< RFC 3339
  std::string manifest;    ///< as it was named
  std::map<std::string, std::string> set;
  std::vector<std::string> select;
  std::vector<std::string> exclude;
  bool force = false;
  bool resubmit_in_doubt = false;
  bool simulate = false;
  std::string state;       ///< --state, as it was given; may be empty
  std::string journal;     ///< where it really lies
  std::string journal_id;  ///< empty: there was none yet
  std::int64_t journal_state = 0;
  std::string origin;  ///< of the account
  std::string workspace;
  std::map<std::string, std::string> files;                    ///< path → SHA-256
  std::map<std::string, std::optional<std::int64_t>> designs;  ///< id → updated_at
  std::unordered_map<std::string, PlannedJob> jobs;
};

/// Reads the lines of a saved plan. Throws std::runtime_error, and nothing else, for bytes that are none; its
/// text follows the file's name: "is cut off".
SavedPlan parse_plan(std::istream& in);

}  // namespace pressrun::cli
