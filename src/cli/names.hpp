#pragma once

#include "cli/findings.hpp"
#include "cli/manifests.hpp"
#include "cli/workspace.hpp"
#include "pressrun/domain/design.hpp"
#include "pressrun/io/kept_answers.hpp"

#include <optional>
#include <vector>

namespace pressrun::cli {

// Names in manifests that stand for ids of the workspace.

bool names_designs(const std::vector<Campaigned>& manifests);
bool names_fonts(const std::vector<Campaigned>& manifests);

/// Tells the manifests what their names of designs stand for; a name that stands for nothing, or for several
/// designs, is a finding.
void bind_designs(std::vector<Campaigned>& manifests, const std::vector<ListedDesign>& listing,
                  FindingSet& findings);

/// The same without the API: as earlier runs of these manifests found out. Names that none of them met stay
/// as they are.
void bind_kept_names(std::vector<Campaigned>& manifests, Workspace& workspace);

/// What the names of this manifest stand for, to be kept; nothing: it has none.
std::optional<io::KeptAnswer> kept_design_names(const Campaigned& one, WallTime now);
std::optional<io::KeptAnswer> kept_fonts(const Campaigned& one, const std::vector<Font>& fonts, WallTime now);

}  // namespace pressrun::cli
