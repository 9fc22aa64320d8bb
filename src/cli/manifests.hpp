#pragma once

#include "cli/disk_sources.hpp"
#include "cli/findings.hpp"
#include "cli/options.hpp"
#include "pressrun/manifest/manifest.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace pressrun::cli {

/// A manifest that was read, and where what belongs to it stands.
struct Campaigned {
  std::string named;  ///< as the user named it
  /// The same for the commands that are suggested: quoted, with every option that chooses journal and
  /// content.
  std::string suggested;
  std::string suggested_run;  ///< for `run`: with those that choose account, jobs and limits, too
  std::unique_ptr<manifest::Manifest> manifest;
  std::string path;                ///< as journals know it (places.hpp)
  std::filesystem::path journal;   ///< where it is, or will be
  std::filesystem::path known_in;  ///< which one is read: the same, or one beside it that is taken over
  std::filesystem::path results;   ///< unless -o says otherwise
};

/// Reads every manifest that is named; a folder means all *.yaml and *.yml directly in it, "-" standard
/// input. What is wrong goes into `findings`; a manifest of which nothing can be made is left out. Throws
/// CommandFailed (2) for files that cannot be read. `sources` must outlive the answer.
std::vector<Campaigned> load_manifests(const Options& options, DiskSources& sources, FindingSet& findings);

/// The options that choose the account, for commands that are suggested: " --base-url …", or nothing.
std::string account_options_text(const Options& options);

/// Throws CommandFailed (4): there is no run of it yet. Where one was simulated, it says how to find that.
[[noreturn]] void refuse_without_run(const Campaigned& one);

}  // namespace pressrun::cli
