#pragma once

#include "pressrun/app/downloads.hpp"
#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/ports/file_place.hpp"
#include "usage/exit_code.hpp"
#include "usage/options.hpp"
#include "wiring/invocation.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::wiring {

/// Whether any manifest, or the user, asks for files.
bool has_downloads(const Invocation& invocation);

/// Before anything is called. Throws CommandFailed: a place that cannot be written (6), or is none that this
/// version knows (2).
void refuse_places(const Invocation& invocation);

/// Folders of the manifests, wired to what fetches.
class FolderDownloads {
 public:
  FolderDownloads(const usage::DownloadOptions& options, app::Deps deps);
  /// All must outlive it. Passes over a manifest that asks for no files.
  void add(const app::LoadedCampaign& one, Journal& writer, JournalReader& reader);
  /// For Deps::assets_came.
  std::function<void(const Journal&, const ContentKey&)> listener();
  /// For Deps::files_so_far.
  std::function<FileReading()> counter();
  asio::awaitable<void> finish(bool stopped, std::optional<Instant> deadline);
  asio::awaitable<void> verify();
  /// index.csv and index.json beside the files.
  void write_lists();
  /// What came of it, on standard error.
  void tell(bool quiet) const;
  /// `signal`: the one that came; 0: none.
  [[nodiscard]] std::vector<usage::ExitCode> codes(int signal) const;

 private:
  struct Folder {
    const app::LoadedCampaign& one;
    JournalReader& reader;
    std::unique_ptr<FilePlace> place;
    std::unique_ptr<manifest::FileNames> names;
  };
  void write_list(Folder& folder, CampaignNumber campaign);

  const usage::DownloadOptions& options_;
  std::deque<Folder> folders_;  // before what fetches into them
  app::Downloads downloads_;
  app::DownloadReport report_;
  std::string list_problem_;
};

}  // namespace pressrun::wiring
