#pragma once

#include "pressrun/api/check_request.hpp"
#include "pressrun/api/sha256.hpp"
#include "pressrun/app/file_facts.hpp"
#include "pressrun/app/findings.hpp"
#include "pressrun/app/run.hpp"
#include "pressrun/app/workspace_snapshot.hpp"
#include "pressrun/manifest/manifest.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace pressrun::app {

/// The jobs of one manifest, encoded with what is known of the workspace.
class ManifestJobs final : public JobSource {
 public:
  /// Both must outlive it; `workspace` may be filled later.
  /// `assumed_credits`: what a rendition costs whose price is not known.
  ManifestJobs(manifest::Manifest& manifest, const WorkspaceSnapshot& workspace,
               std::optional<int> assumed_credits = {})
      : manifest_(manifest), workspace_(workspace), assumed_credits_(assumed_credits) {}

  void rewind() override;
  std::optional<Job> next() override;
  /// Of the job that `next`, or the present call of `sound` within `check`, gave.
  std::vector<ContentDigest> aliases() override;
  /// That job before it was encoded.
  [[nodiscard]] const JobSpec& latest() const { return latest_.value(); }

  /// Runs through all jobs once: every finding goes into `findings`, every job without an error to `sound`.
  /// `between` is called before each, for whoever wants to break it off.
  /// A pass of `next` that comes to its end with other jobs than these throws SourceChanged: nothing is
  /// submitted that was not checked.
  void check(
      FindingSet& findings, const std::function<void(Job&&)>& sound,
      const std::function<void()>& between = [] {});
  /// What the jobs of the last check add up to: the same text for the same jobs in the same order.
  [[nodiscard]] const std::string& enrollment() const { return enrollment_; }

 private:
  void refuse_findings();
  void refuse_other_jobs();
  void assume_price(Job& job) const;
  const api::RequestCheck& check_of(const DesignId& id);

  manifest::Manifest& manifest_;
  const WorkspaceSnapshot& workspace_;
  std::optional<int> assumed_credits_;
  std::unique_ptr<manifest::JobStream> stream_;
  std::optional<JobSpec> latest_;  // that was handed out
  bool ended_ = false;
  api::Sha256 pass_;        // what the jobs of the present pass of `next` add up to
  std::string enrollment_;  // empty: not checked yet
  std::unordered_map<DesignId, api::RequestCheck> checks_;
};

/// Finds contents that ask for one and the same slot (`original_visual_id`): there is room for one picture in
/// it.
class SlotCheck {
 public:
  void look(const JobSpec& spec, const Job& job, FindingSet& findings);

 private:
  std::map<std::pair<std::string, std::string>, std::string> contents_;  // by slot and format: the digest
};

}  // namespace pressrun::app
