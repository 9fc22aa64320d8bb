#pragma once

#include "pressrun/api/dynamic_image.hpp"
#include "pressrun/app/findings.hpp"
#include "pressrun/app/manifest_jobs.hpp"
#include "pressrun/app/run.hpp"
#include "pressrun/app/workspace_snapshot.hpp"
#include "pressrun/domain/failure.hpp"
#include "pressrun/domain/job.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <ostream>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::app {

// Dynamic images of a manifest: a URL for each job and format, which renders when it is opened. Source: API
// reference §9.6.

/// Looks at the jobs before anything is asked of the API: what a URL cannot say is a finding.
class UrlCheck {
 public:
  UrlCheck(const WorkspaceSnapshot& workspace, FindingSet& findings)
      : workspace_(workspace), findings_(findings) {}

  void look(const JobSpec& spec, const Job& job);

  [[nodiscard]] const std::vector<DesignId>& designs() const { return designs_; }  ///< in their order
  [[nodiscard]] std::uint64_t urls() const { return urls_; }

 private:
  void look_at_length(const JobSpec& spec, const std::string& query);
  void add(Severity severity, const JobSpec& spec, std::string path, std::string message, std::string hint);

  const WorkspaceSnapshot& workspace_;
  FindingSet& findings_;
  std::vector<DesignId> designs_;
  std::uint64_t urls_ = 0;
};

/// What came of asking for the dynamic images, one a design.
struct DynamicImages {
  std::map<std::string, api::DynamicImage> made;      ///< by design's id
  std::vector<std::pair<DesignId, Failure>> refused;  ///< the API's own words
  Stop stop = Stop::none;                             ///< why the others were not asked for
  std::string reason;
};

/// One call a design, under the rate budget. To do it again makes nothing twice.
asio::awaitable<DynamicImages> make_dynamic_images(std::vector<DesignId> designs, api::DynamicImageMode mode,
                                                   RunOptions options, Deps deps);

/// What was written, and what could not be.
struct WrittenUrls {
  std::uint64_t count = 0;
  std::set<std::pair<std::string, std::string>> without;  ///< design's name and format that have no address
};

/// Writes the table, a row a job and format, in the manifest's order. Throws SourceChanged, where the rows
/// are others than were checked.
WrittenUrls write_urls(ManifestJobs& jobs, const WorkspaceSnapshot& workspace, const DynamicImages& images,
                       std::ostream& out);

}  // namespace pressrun::app
