#include "pressrun/app/results.hpp"

#include "pressrun/core/ledger.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>

namespace pressrun::app {
namespace {

constexpr std::size_t most_looked_at = 5'000;  // equal ones are told together

/// How a request stands that no job asks for: nothing where it came to nothing, and cost nothing.
std::optional<JobStatus> status_of_orphan(const GenerationRequest& request) {
  switch (state_of(request)) {
    case RequestState::submitting:
    case RequestState::rendering:
      return JobStatus::rendering;
    case RequestState::in_doubt:
    case RequestState::gone:
      return JobStatus::in_doubt;
    case RequestState::dropped:
      return JobStatus::dropped;
    case RequestState::refused:
    case RequestState::rejected:
    case RequestState::resubmitted:
      return std::nullopt;
    case RequestState::concluded:
      break;
  }
  if (request.assets.empty())
    return credits_of(request).all() > 0 ? std::optional{JobStatus::failed} : std::nullopt;
  return request.failures.empty() ? JobStatus::succeeded : JobStatus::partial;
}

/// One for each request of the campaign.
void each_orphan(JournalReader& journal, CampaignNumber campaign,
                 const std::function<void(const report::OrphanResult&)>& visit) {
  journal.each_orphan(campaign, [&](const Orphan& orphan) {
    for (const GenerationRequest& request : orphan.record.requests) {
      const auto status = status_of_orphan(request);
      if (!status || request.campaign != campaign) continue;
      report::OrphanResult made{orphan.record.design, request.formats, *status, {},
                                request.assets,       orphan.last_key};
      if (!request.ids.empty()) made.request_id = request.ids.back().id;
      visit(made);
    }
  });
}

}  // namespace

void write_results(JournalReader& journal, const RunRecord& run, report::ResultsFormat format,
                   std::ostream& out) {
  write_results(journal, run, *report::make_results_writer(format, out));
}

void write_results(JournalReader& journal, const RunRecord& run, report::ResultsWriter& writer) {
  writer.begin(run);
  journal.each_job(run.campaign, run.number, [&](const JobView& job) { writer.job(job); });
  each_orphan(journal, run.campaign, [&](const report::OrphanResult& orphan) { writer.orphan(orphan); });
  writer.end();
}

Overview overview(JournalReader& journal, const RunRecord& run) {
  const CampaignTally tally = journal.tally(run.campaign);
  const JobTally& jobs = tally.jobs;
  const auto in = [&](JobStatus status) { return jobs.jobs.at(static_cast<std::size_t>(status)); };
  Overview seen;
  seen.summary = run.summary;
  Summary& s = seen.summary;
  s.jobs = std::accumulate(jobs.jobs.begin(), jobs.jobs.end(), std::size_t{0});
  s.succeeded = in(JobStatus::succeeded);
  s.partial = in(JobStatus::partial);
  s.failed = in(JobStatus::failed) + in(JobStatus::dropped);
  s.in_doubt = in(JobStatus::in_doubt);
  s.pending = in(JobStatus::planned) + in(JobStatus::submitting) + in(JobStatus::rendering);
  s.rendering = in(JobStatus::rendering);
  s.rendering_since = jobs.rendering_since;
  s.unchanged = jobs.unchanged;
  s.assets = jobs.assets;
  // What is submitted counts: what is settled and what is out, together.
  s.credits = tally.last_run.settled + tally.last_run.out;
  s.credit_book.settled = tally.credits.settled;
  s.credit_book.out = tally.credits.out;
  s.credit_book.in_doubt = tally.credits.in_doubt;
  seen.orphans.open = tally.orphans_open;
  seen.orphans.in_doubt = tally.orphans_in_doubt;
  each_orphan(journal, run.campaign, [&](const report::OrphanResult& orphan) {
    if (!orphan.assets.empty() && orphan.status != JobStatus::rendering) ++seen.orphans.fetched;
  });
  seen.submitting = in(JobStatus::submitting);
  seen.in_doubt_or_failed = s.partial + s.failed + s.in_doubt;
  if (seen.in_doubt_or_failed > 0) seen.worth_naming = journal.troubled(run.campaign, most_looked_at);
  seen.more = seen.in_doubt_or_failed - std::min(seen.in_doubt_or_failed, seen.worth_naming.size());
  return seen;
}

}  // namespace pressrun::app
