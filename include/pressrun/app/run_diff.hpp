#pragma once

#include "pressrun/api/sent.hpp"
#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/domain/job_change.hpp"
#include "pressrun/domain/results.hpp"
#include "pressrun/ports/journal_files.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::app {

/// The run that a person means: its id, a beginning of it that no other has, `last`, `last-1`, …; `runs`
/// newest first. Throws Declined (no_run), naming what there is, where it is none or several.
const RunRecord& run_named(std::string_view name, const std::vector<RunRecord>& runs);

enum class JobDifference : std::uint8_t {
  is_new,
  gone,
  changed,  ///< it asks for another content
  remade,   ///< the same content, and other pictures of it
};
std::string_view to_string(JobDifference difference);  ///< "new", "gone", "changed", "remade"

/// A rendition that is not as it was.
struct PictureDifference {
  std::string format;
  const Asset* before = nullptr;  ///< null: there was none
  const Asset* after = nullptr;
};

struct DiffedJob {
  JobChange change;
  JobDifference difference = JobDifference::changed;
  std::vector<api::FieldChange> fields;  ///< of a changed one whose contents are both kept
  std::vector<PictureDifference> pictures;
  std::optional<WallTime> design_edited_at;  ///< between what the two pictures show
};

/// What two runs of a campaign differ in.
struct RunDiff {
  RunRecord from;
  RunRecord to;
  std::vector<DiffedJob> jobs;  ///< by key
  [[nodiscard]] std::size_t count(JobDifference difference) const;
  [[nodiscard]] std::size_t pictures() const;
};

/// Pictures of jobs that are new or gone are not told one by one. `design`: as the account knows it now;
/// null: it was never read.
DiffedJob diffed(JobChange change, const DesignState* design);

/// `to` empty: the last run. Throws Declined: no_run, name_clash; JournalError.
RunDiff run_diff(const LoadedCampaign& one, std::string_view from, std::string_view to, JournalFiles& files);

}  // namespace pressrun::app
