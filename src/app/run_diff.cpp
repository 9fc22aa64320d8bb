#include "pressrun/app/run_diff.hpp"

#include "pressrun/app/campaign_home.hpp"
#include "pressrun/app/declined.hpp"
#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace pressrun::app {
namespace {

constexpr std::string_view last = "last";

/// "last", "last-1": how many runs before the last one; nothing: it is no such name.
std::optional<std::size_t> back_from_last(std::string_view name) {
  if (name == last) return 0;
  if (!name.starts_with("last-")) return std::nullopt;
  const std::string_view digits = name.substr(last.size() + 1);
  std::size_t back = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), back);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return back;
}

Declined no_such_run(std::string_view name, const std::string& why) {
  return {Reason::no_run,
          "no run '" + printable(name) + "': " + why + " (pressrun runs lists them with -f id)"};
}

const Asset* asset_of(const std::vector<Asset>& assets, const std::string& format) {
  const auto found = std::ranges::find(assets, format, &Asset::format);
  return found == assets.end() ? nullptr : &*found;
}

bool is_same_picture(const Asset& one, const Asset& other) {
  return fetched_as(one) == fetched_as(other) && one.url == other.url;
}

std::vector<PictureDifference> pictures_of(const JobThen& before, const JobThen& after) {
  std::vector<PictureDifference> found;
  for (const Asset& now : after.assets) {
    const Asset* then = asset_of(before.assets, now.format);
    if (then == nullptr || !is_same_picture(*then, now)) found.push_back({now.format, then, &now});
  }
  for (const Asset& then : before.assets)
    if (asset_of(after.assets, then.format) == nullptr) found.push_back({then.format, &then, nullptr});
  return found;
}

std::optional<WallTime> edited_between(const JobThen& before, const JobThen& after,
                                       const DesignState& design) {
  std::optional<WallTime> edited;
  for (const DesignFormat& format : design.formats)
    if (format.changed_at > before.as_of && format.changed_at <= after.as_of)
      edited = std::max(edited.value_or(format.changed_at), format.changed_at);
  return edited;
}

}  // namespace

const RunRecord& run_named(std::string_view name, const std::vector<RunRecord>& runs) {
  if (const auto back = back_from_last(name)) {
    if (*back < runs.size()) return runs[*back];
    throw no_such_run(name, "there are " + std::to_string(runs.size()));
  }
  const RunRecord* found = nullptr;
  for (const RunRecord& run : runs) {
    if (run.id.text == name) return run;
    if (name.empty() || !run.id.text.starts_with(name)) continue;
    if (found != nullptr) throw no_such_run(name, "several runs begin so");
    found = &run;
  }
  if (found == nullptr)
    throw no_such_run(name, "it is neither an id, nor the beginning of one, nor last, last-1, …");
  return *found;
}

std::string_view to_string(JobDifference difference) {
  switch (difference) {
    case JobDifference::is_new:
      return "new";
    case JobDifference::gone:
      return "gone";
    case JobDifference::changed:
      return "changed";
    case JobDifference::remade:
      return "remade";
  }
  return "";
}

std::size_t RunDiff::count(JobDifference difference) const {
  return static_cast<std::size_t>(std::ranges::count(jobs, difference, &DiffedJob::difference));
}

std::size_t RunDiff::pictures() const {
  std::size_t sum = 0;
  for (const DiffedJob& job : jobs) sum += job.pictures.size();
  return sum;
}

DiffedJob diffed(JobChange change, const DesignState* design) {
  DiffedJob job;
  job.change = std::move(change);
  if (!job.change.before || !job.change.after) {
    job.difference = job.change.after ? JobDifference::is_new : JobDifference::gone;
    return job;
  }
  const JobThen& before = *job.change.before;
  const JobThen& after = *job.change.after;
  job.difference = before.content == after.content ? JobDifference::remade : JobDifference::changed;
  if (job.difference == JobDifference::changed)
    job.fields = api::changes_of(before.content_text, after.content_text);
  job.pictures = pictures_of(before, after);
  if (design != nullptr && before.design == after.design)
    job.design_edited_at = edited_between(before, after, *design);
  return job;
}

RunDiff run_diff(const LoadedCampaign& one, std::string_view from, std::string_view to, JournalFiles& files) {
  const OpenedCampaign opened = open_campaign(one, files);
  const std::vector<RunRecord> runs = opened.journal->runs(opened.campaign.number);
  if (runs.empty()) throw no_run_of(one, files);
  RunDiff diff{run_named(from, runs), run_named(to.empty() ? last : to, runs), {}};
  if (diff.from.number > diff.to.number) std::swap(diff.from, diff.to);
  opened.journal->each_change(opened.campaign.number, diff.from.number, diff.to.number,
                              [&](JobChange change, const DesignState* design) {
                                diff.jobs.push_back(diffed(std::move(change), design));
                              });
  return diff;
}

}  // namespace pressrun::app
