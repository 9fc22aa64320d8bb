#pragma once

#include "pressrun/app/declined.hpp"
#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/app/workspace_snapshot.hpp"
#include "pressrun/ports/journal_files.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::app {

/// CampaignRecord::path of a manifest, in an environment of its own or, empty, in none: "/a/m.yaml//staging".
/// No path has two slashes within.
std::string path_in_environment(const std::string& manifest, const std::string& environment);
/// The manifest's own path.
std::string manifest_path(const std::string& campaign);

/// Throws Declined: one is named twice (unsuitable), or two would take each other's results for their own
/// (name_clash).
void require_distinct(const std::vector<LoadedCampaign>& campaigns);

/// The campaign of a manifest in a journal.
struct CampaignHome {
  std::optional<CampaignRecord> campaign;  ///< as it stands there; nothing: the journal has none of it
  bool moved = false;                      ///< under an earlier path or name of the same manifest
  std::string copied_from;  ///< the manifest whose journal this is a copy of, by its look; else empty
};

/// Finds the campaign of this manifest. Throws Declined (name_clash) where another manifest of the same
/// folder, that is still there, goes by the same name: they would take each other's results for their own.
CampaignHome find_home(JournalReader& journal, const LoadedCampaign& one, JournalFiles& files);

/// The campaign, for who only looks. Throws Declined: no_run; name_clash as find_home.
CampaignRecord campaign_of(JournalReader& journal, const LoadedCampaign& one, JournalFiles& files);

/// A journal that was opened, and this manifest's campaign in it.
struct OpenedCampaign {
  std::unique_ptr<JournalReader> journal;
  CampaignRecord campaign;
};
/// Throws Declined: no_run, name_clash; JournalError.
OpenedCampaign open_campaign(const LoadedCampaign& one, JournalFiles& files);

/// There is no run of it yet. Where one was simulated, the text says how to find that.
Declined no_run_of(const LoadedCampaign& one, JournalFiles& files);

/// A journal beside the manifest's own, which is not there yet, that knows the first of its contents.
struct Neighbour {
  std::filesystem::path journal;
  std::string manifest;  ///< whose it is
  bool is_gone = false;  ///< that manifest: it was renamed, and this is the same campaign
};

/// Nothing where the manifest has a journal, or none beside it knows anything of it. Those that cannot be
/// read are passed over. Encodes the first hundred jobs with what is known of the workspace.
std::optional<Neighbour> find_neighbour(const LoadedCampaign& one, const WorkspaceSnapshot& workspace,
                                        JournalFiles& files);

}  // namespace pressrun::app
