#pragma once

#include "pressrun/app/findings.hpp"
#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/app/workspace_snapshot.hpp"
#include "pressrun/domain/design.hpp"
#include "pressrun/ports/journal_files.hpp"

#include <optional>
#include <vector>

namespace pressrun::app {

// Names in manifests that stand for ids of the workspace.

bool names_designs(const std::vector<LoadedCampaign>& manifests);
bool names_fonts(const std::vector<LoadedCampaign>& manifests);

/// Tells the manifests what their names of designs stand for; a name that stands for nothing, or for several
/// designs, is a finding.
void bind_designs(std::vector<LoadedCampaign>& manifests, const std::vector<ListedDesign>& listing,
                  FindingSet& findings);

/// The same without the API: as earlier runs of these manifests found out. Names that none of them met stay
/// as they are.
void bind_kept_names(std::vector<LoadedCampaign>& manifests, WorkspaceSnapshot& workspace,
                     JournalFiles& files);

/// What the names of this manifest stand for, to be kept; nothing: it has none.
std::optional<KeptAnswer> kept_design_names(const LoadedCampaign& one, WallTime now);
std::optional<KeptAnswer> kept_fonts(const LoadedCampaign& one, const std::vector<Font>& fonts, WallTime now);

}  // namespace pressrun::app
