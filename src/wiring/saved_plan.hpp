#pragma once

#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/app/saved_plan.hpp"
#include "usage/options.hpp"
#include "wiring/disk_sources.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>

namespace pressrun::wiring {

/// "sha256:…" of a file's bytes; nothing where it cannot be read.
std::optional<std::string> file_hash(const std::string& path);

/// Writes a plan, whole or not at all. `plan` gets what it binds of the user's files and options. Throws
/// CommandFailed (6) when it cannot be written.
void save_plan(app::SavedPlan plan, const app::LoadedCampaign& one, const usage::Options& options,
               const DiskSources& sources, const boost::json::object& summary,
               const app::EachPlanned& each_job);

/// Reads a saved plan. Throws CommandFailed (2): not there, no plan, damaged.
app::SavedPlan read_plan(const std::string& file);

/// Takes over what the plan was made with. Throws CommandFailed (2) for options that the plan settles.
void apply_plan(const app::SavedPlan& plan, usage::Options& options);

}  // namespace pressrun::wiring
