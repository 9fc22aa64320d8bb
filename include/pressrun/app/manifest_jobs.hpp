#pragma once

#include "pressrun/api/check_request.hpp"
#include "pressrun/api/sha256.hpp"
#include "pressrun/app/file_facts.hpp"
#include "pressrun/app/findings.hpp"
#include "pressrun/app/run.hpp"
#include "pressrun/app/workspace_snapshot.hpp"
#include "pressrun/domain/refused_job.hpp"
#include "pressrun/manifest/manifest.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace pressrun::app {

/// What becomes of a job that cannot be made because of its row.
struct RowErrors {
  bool skip = false;    ///< it is refused by itself; else its errors stop everything
  bool strict = false;  ///< a warning about its row refuses it too
};

/// The jobs of one manifest, encoded with what is known of the workspace.
class ManifestJobs final : public JobSource {
 public:
  /// Both must outlive it; `workspace` may be filled later.
  /// `assumed_credits`: what a rendition costs whose price is not known.
  ManifestJobs(manifest::Manifest& manifest, const WorkspaceSnapshot& workspace,
               std::optional<int> assumed_credits = {}, RowErrors row_errors = {})
      : manifest_(manifest),
        workspace_(workspace),
        assumed_credits_(assumed_credits),
        row_errors_(row_errors) {}

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
  /// Those that the last check refused by themselves; `next` passes them over.
  [[nodiscard]] const std::vector<RefusedJob>& refused() const { return refused_; }

 private:
  [[nodiscard]] bool is_refused(const Diagnostics& wrong, const std::vector<Diagnostic>& of_row) const;
  void refuse(const std::vector<Diagnostic>& why, const std::vector<Diagnostic>& more);
  void refuse_unmade(manifest::JobStream& stream);
  [[nodiscard]] std::optional<Job> encoded(const JobSpec& spec, Diagnostics& wrong) const;
  void note_of_row(Diagnostics& wrong) const;
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
  RowErrors row_errors_;
  std::vector<RefusedJob> refused_;
  std::unordered_set<std::size_t> refused_positions_;
  std::unordered_map<DesignId, api::RequestCheck> checks_;
};

/// Finds contents that ask for one and the same slot (`original_visual_id`): there is room for one picture in
/// it.
class SlotCheck {
 public:
  /// False: it does, and that is among the findings now.
  bool look(const JobSpec& spec, const Job& job, Diagnostics& findings);

 private:
  std::map<std::pair<std::string, std::string>, std::string> contents_;  // by slot and format: the digest
};

}  // namespace pressrun::app
