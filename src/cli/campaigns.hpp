#pragma once

#include "cli/manifests.hpp"
#include "cli/options.hpp"
#include "cli/workspace.hpp"
#include "pressrun/ports/journal.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::cli {

/// The campaign of a manifest in a journal.
struct Home {
  std::optional<CampaignRecord> campaign;  ///< as it stands there; nothing: the journal has none of it
  bool moved = false;                      ///< under an earlier path or name of the same manifest
  std::string copied_from;  ///< the manifest whose journal this is a copy of, by its look; else empty
};

/// Finds the campaign of this manifest. Throws CommandFailed (2) where another manifest of the same folder,
/// that is still there, goes by the same name: they would take each other's results for their own. `shared`:
/// the journal was chosen with --state.
Home find_home(JournalReader& journal, const Campaigned& one, bool shared);

/// The campaign, for commands that only look. Throws CommandFailed: 4, there is none; 2 as find_home.
CampaignRecord campaign_of(JournalReader& journal, const Campaigned& one, const Options& options);

/// A journal beside the manifest's own, which is not there yet, that knows the first of its contents.
struct Neighbour {
  std::filesystem::path journal;
  std::string manifest;  ///< whose it is
  bool is_gone = false;  ///< that manifest: it was renamed, and this is the same campaign
};

/// Nothing where the manifest has a journal, or none beside it knows anything of it. Those that cannot be
/// read are passed over. Encodes the first hundred jobs with what is known of the workspace.
std::optional<Neighbour> find_neighbour(const Campaigned& one, const Options& options,
                                        const Workspace& workspace);

}  // namespace pressrun::cli
