#pragma once

#include "pressrun/manifest/source.hpp"
#include "wiring/environment.hpp"

#include <set>
#include <string>

namespace pressrun::wiring {

/// The user's real files, and the variables of the process, for manifests.
class DiskSources final : public manifest::Sources {
 public:
  explicit DiskSources(const Environment& environment) : environment_(environment) {}
  std::variant<std::unique_ptr<manifest::ByteStream>, std::string> open(
      const std::filesystem::path& path) override;
  /// The API key is not handed out: a manifest that names it would send it to where pictures are made.
  const std::string* environment(const std::string& name) override;
  /// Every file that was opened so far, once each, sorted.
  [[nodiscard]] const std::set<std::string>& opened() const { return opened_; }

 private:
  const Environment& environment_;
  std::set<std::string> opened_;
};

/// A small file whole (4 MiB at most); nothing where it cannot be read.
std::optional<std::string> read_small_file(const std::string& path);

}  // namespace pressrun::wiring
