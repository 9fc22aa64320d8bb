#pragma once

#include "cli/environment.hpp"
#include "pressrun/manifest/source.hpp"

namespace pressrun::cli {

/// The user's real files, and the variables of the process, for manifests.
class DiskSources final : public manifest::Sources {
 public:
  explicit DiskSources(const Environment& environment) : environment_(environment) {}
  std::variant<std::unique_ptr<manifest::ByteStream>, std::string> open(
      const std::filesystem::path& path) override;
  /// The API key is not handed out: a manifest that names it would send it to where pictures are made.
  const std::string* environment(const std::string& name) override;

 private:
  const Environment& environment_;
};

/// A small file whole (4 MiB at most); nothing where it cannot be read.
std::optional<std::string> read_small_file(const std::string& path);

}  // namespace pressrun::cli
