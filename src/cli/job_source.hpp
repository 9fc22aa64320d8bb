#pragma once

#include "cli/findings.hpp"
#include "pressrun/app/run.hpp"
#include "pressrun/domain/design.hpp"
#include "pressrun/manifest/manifest.hpp"

#include <memory>
#include <unordered_map>

namespace pressrun::cli {

using Designs = std::unordered_map<DesignId, Design>;

/// The jobs of one manifest, encoded with what is known of their designs.
class ManifestJobs final : public app::JobSource {
 public:
  /// Both must outlive it; `designs` may be filled later.
  ManifestJobs(manifest::Manifest& manifest, const Designs& designs)
      : manifest_(manifest), designs_(designs) {}

  void rewind() override;
  std::optional<Job> next() override;

  /// Runs through all jobs; every finding goes into `findings`, names included where the design is known.
  void check(FindingSet& findings);

 private:
  [[nodiscard]] const Design* design_of(const DesignId& id) const;
  void refuse_findings();

  manifest::Manifest& manifest_;
  const Designs& designs_;
  std::unique_ptr<manifest::JobStream> stream_;
};

}  // namespace pressrun::cli
