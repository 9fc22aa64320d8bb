#include "pressrun/app/status.hpp"

#include "pressrun/app/campaign_home.hpp"

#include <utility>

namespace pressrun::app {

LastRun last_run(const LoadedCampaign& one, JournalFiles& files) {
  OpenedCampaign opened = open_campaign(one, files);
  auto run = opened.journal->last_run(opened.campaign.number);
  if (!run) throw no_run_of(one, files);
  Overview seen = overview(*opened.journal, *run);
  return {std::move(opened.journal), *std::move(run), std::move(seen)};
}

JobsOutcome outcome_of(const Overview& seen) {
  if (seen.summary.in_doubt + seen.orphans.in_doubt > 0) return JobsOutcome::in_doubt;
  return seen.summary.failed + seen.summary.partial > 0 ? JobsOutcome::some_failed
                                                        : JobsOutcome::nothing_wrong;
}

StatusReport status(const LoadedCampaign& one, JournalFiles& files) {
  const bool was_held = files.is_held(one.journal);  // before: a run may end while we look
  LastRun last = last_run(one, files);
  StatusReport report{std::move(last.run), std::move(last.seen), false, false};
  report.is_held = was_held || files.is_held(one.journal);
  report.was_cut_off = report.seen.submitting > 0 && !report.is_held;
  if (report.is_held) report.seen.summary.rendering_since.reset();  // it is being fetched
  return report;
}

}  // namespace pressrun::app
