#pragma once

#include "pressrun/app/plan.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <functional>
#include <istream>
#include <map>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pressrun::app {

inline constexpr int saved_plan_version = 3;

/// What there is to do for a job.
enum class PlannedWork : std::uint8_t { none, submit, poll };
PlannedWork work_of(const PlanDecision& decision);
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
  std::string environment;  ///< empty: none
  std::vector<std::string> select;
  std::vector<std::string> exclude;
  std::string sample;  ///< as it was given; empty: none
  std::optional<std::uint64_t> limit;
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

/// Hands over every job of the plan, in order.
using EachPlanned = std::function<void(const std::function<void(const Job&, const PlanDecision&)>&)>;

/// Writes the lines of a plan that `parse_plan` reads. `head` has no jobs and no id: `each_job` gives them.
/// `summary` is what `plan --json` says of it.
void write_plan(std::ostream& out, const SavedPlan& head, const boost::json::object& summary,
                const EachPlanned& each_job);

}  // namespace pressrun::app
