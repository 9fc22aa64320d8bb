#pragma once

#include "cli/disk_sources.hpp"
#include "cli/manifests.hpp"
#include "cli/options.hpp"
#include "cli/workspace.hpp"
#include "pressrun/core/plan.hpp"
#include "pressrun/domain/time.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pressrun::cli {

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

/// "sha256:…" of a file's bytes; nothing where it cannot be read.
std::optional<std::string> file_hash(const std::string& path);

/// Writes the plan of one manifest, whole or not at all. `summary` is what `plan --json` says of it. Throws
/// CommandFailed (6) when it cannot be written.
void save_plan(const std::string& file, Campaigned& campaigned, const Options& options,
               const Workspace& workspace, const DiskSources& sources, const boost::json::object& summary,
               WallTime now);

/// Reads a saved plan. Throws CommandFailed (2): not there, no plan, damaged.
SavedPlan read_plan(const std::string& file);

/// Takes over what the plan was made with. Throws CommandFailed (2) for options that the plan settles.
void apply_plan(const SavedPlan& plan, Options& options);

/// The word for it in a plan; nothing: there is nothing to do.
std::optional<std::string_view> word_of(Todo todo);

}  // namespace pressrun::cli
