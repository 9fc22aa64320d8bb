#pragma once

#include "cli/disk_sources.hpp"
#include "cli/manifests.hpp"
#include "cli/options.hpp"
#include "cli/plan_reader.hpp"
#include "cli/planner.hpp"
#include "cli/workspace.hpp"
#include "pressrun/domain/time.hpp"
#include "pressrun/io/journal_mark.hpp"
#include "pressrun/ports/journal.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace pressrun::cli {

/// "sha256:…" of a file's bytes; nothing where it cannot be read.
std::optional<std::string> file_hash(const std::string& path);

/// What a plan is made on, beside the files and designs.
struct PlanGround {
  PlanBasis basis;
  AccountRecord account;
  std::optional<io::JournalMark> mark;  ///< nothing: there is no journal yet
};

/// Writes the plan of one manifest, whole or not at all. `summary` is what `plan --json` says of it. Throws
/// CommandFailed (6) when it cannot be written.
void save_plan(const std::string& file, Campaigned& campaigned, const Options& options,
               const Workspace& workspace, const DiskSources& sources, const boost::json::object& summary,
               const PlanGround& ground);

/// Reads a saved plan. Throws CommandFailed (2): not there, no plan, damaged.
SavedPlan read_plan(const std::string& file);

/// Takes over what the plan was made with. Throws CommandFailed (2) for options that the plan settles.
void apply_plan(const SavedPlan& plan, Options& options);

}  // namespace pressrun::cli
