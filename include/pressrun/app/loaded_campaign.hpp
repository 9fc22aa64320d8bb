#pragma once

#include "pressrun/manifest/manifest.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace pressrun::app {

/// Why a manifest is refused whose mistakes stand among the findings.
inline constexpr const char* has_mistakes = "it has mistakes";

/// A manifest that was read, and where what belongs to it lies.
struct LoadedCampaign {
  std::string named;  ///< as the user named it; "-" is standard input
  /// The same for the commands that are suggested: quoted, with every option that chooses journal and
  /// content.
  std::string suggested;
  std::string suggested_run;  ///< for `run`: with those that choose account, jobs and limits, too
  std::unique_ptr<manifest::Manifest> manifest;
  std::string path;                     ///< as journals know it: CampaignRecord::path
  std::filesystem::path journal;        ///< where it is, or will be
  std::filesystem::path place;          ///< where that really lies, whatever links lead there
  std::filesystem::path known_in;       ///< which one is read: the same, or one beside it that is taken over
  std::filesystem::path results;        ///< unless they are asked for elsewhere
  std::filesystem::path results_place;  ///< where those really lie
  bool shares_journal = false;          ///< the journal was chosen by the user: others may be in it
  bool is_simulated = false;
  std::string refused = {};  ///< why it is left out (`--keep-going`); empty: it is not
};

}  // namespace pressrun::app
