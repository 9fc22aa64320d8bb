#pragma once

#include "pressrun/app/findings.hpp"
#include "pressrun/app/saved_plan.hpp"
#include "pressrun/ports/journal_files.hpp"
#include "pressrun/ports/person.hpp"
#include "usage/options.hpp"
#include "wiring/environment.hpp"
#include "wiring/manifests.hpp"

#include <cstddef>
#include <vector>

namespace pressrun::wiring {

/// What a command is called with.
struct Invocation {
  const usage::Options& options;
  const Environment& environment;
  std::vector<app::LoadedCampaign> manifests;  ///< from Stage::manifests on
  const DiskSources& sources;                  ///< of the manifests: knows every file that was read
  JournalFiles& journals;
  Person& person;
  app::SavedPlan* saved_plan = nullptr;  ///< with --plan
  app::FindingSet findings = {};         ///< of the manifests, where the command has not told them yet
  std::size_t named = 0;                 ///< how many manifests there were, unreadable ones among them
};

}  // namespace pressrun::wiring
