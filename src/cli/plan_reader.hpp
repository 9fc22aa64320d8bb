#pragma once

#include "pressrun/core/plan.hpp"

#include <cstdint>
#include <istream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pressrun::cli {

inline constexpr int saved_plan_version = 1;

/// What a saved plan binds: the files it was made from, the designs it was checked against, and every job
/// that it would submit or poll. Written as JSON lines: the head, a job each, an end that seals it.
struct SavedPlan {
  struct PlannedJob {
    Todo todo = Todo::submit;
    std::string fingerprint;
    std::vector<std::string> formats;  ///< with retry_formats
    bool seen = false;                 ///< the manifest still has it
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
  std::map<std::string, std::string> files;                    ///< path → SHA-256
  std::map<std::string, std::optional<std::int64_t>> designs;  ///< id → updated_at
  std::unordered_map<std::string, PlannedJob> jobs;
};

/// The word for it in a plan; nothing: there is nothing to do.
std::optional<std::string_view> word_of(Todo todo);

/// Reads the lines of a saved plan. Throws std::runtime_error, and nothing else, for bytes that are none; its
/// text follows the file's name: "is cut off".
SavedPlan parse_plan(std::istream& in);

}  // namespace pressrun::cli
