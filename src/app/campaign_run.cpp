#include "app/campaign_run.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace pressrun::app {
namespace {

std::size_t counted(const StatusCounts& counts, std::initializer_list<JobStatus> statuses) {
  std::int64_t sum = 0;
  for (const JobStatus status : statuses) sum += counts.at(static_cast<std::size_t>(status));
  return static_cast<std::size_t>(std::max<std::int64_t>(sum, 0));
}

std::size_t wholly_failed_in(const StatusCounts& counts) {
  return counted(counts, {JobStatus::failed, JobStatus::dropped});
}

std::size_t failed_in(const StatusCounts& counts) {
  return counted(counts, {JobStatus::failed, JobStatus::partial, JobStatus::dropped});
}

void sum_up(const StatusCounts& counts, Summary& summary) {
  summary.succeeded = counted(counts, {JobStatus::succeeded});
  summary.partial = counted(counts, {JobStatus::partial});
  summary.failed = wholly_failed_in(counts);
  summary.in_doubt = counted(counts, {JobStatus::in_doubt});
  summary.pending = counted(counts, {JobStatus::planned, JobStatus::submitting, JobStatus::rendering});
}

RunRecord record_for(const Campaign& campaign, const Deps& deps) {
  RunRecord record;
  record.id = RunId{deps.make_run_id()};
  record.name = campaign.name;
  record.path = campaign.path;
  record.started_at = deps.clock.wall_now();
  record.enrollment = campaign.registration;
  return record;
}

}  // namespace

CampaignRuns::CampaignRuns(std::vector<Campaign> campaigns, const Deps& deps) : clock_(deps.clock) {
  for (Campaign& campaign : campaigns) {
    RunRecord record = record_for(campaign, deps);
    const auto same = std::ranges::find_if(
        runs_, [&](const CampaignRun& run) { return &run.campaign.journal == &campaign.journal; });
    const std::size_t journal = same == runs_.end() ? runs_.size() : same->journal;
    runs_.push_back({std::move(campaign), std::move(record), {}, {}, 0, journal});
  }
}

std::vector<std::size_t> CampaignRuns::journals() const {
  std::vector<std::size_t> first;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    if (runs_[i].journal == i) first.push_back(i);
  }
  return first;
}

std::size_t CampaignRuns::find(CampaignNumber campaign, const Journal& journal) const {
  const auto found = std::ranges::find_if(runs_, [&](const CampaignRun& run) {
    return &run.campaign.journal == &journal && run.record.campaign == campaign;
  });
  return static_cast<std::size_t>(found - runs_.begin());
}

RunNumber CampaignRuns::first_run(std::size_t campaign) const {
  return first_runs_.at(runs_[campaign].journal);
}

asio::awaitable<void> CampaignRuns::begin(std::size_t journal) {
  std::vector<CampaignRun*> sharing;
  std::vector<RunRecord> records;
  for (CampaignRun& run : runs_) {
    if (run.journal != journal) continue;
    sharing.push_back(&run);
    records.push_back(run.record);
  }
  Campaign& first = runs_[journal].campaign;
  records = co_await first.journal.begin_runs(first.account, std::move(records));
  for (std::size_t i = 0; i < sharing.size(); ++i) sharing[i]->record = std::move(records.at(i));
  first_runs_[journal] = runs_[journal].record.number;
}

asio::awaitable<void> CampaignRuns::end(std::string ending) {
  std::map<std::size_t, std::vector<CampaignRun*>> begun;
  for (CampaignRun& run : runs_) {
    run.record.finished_at = clock_.wall_now();
    run.record.ending = ending;
    if (run.record.number != 0) begun[run.journal].push_back(&run);
  }
  for (auto& [journal, sharing] : begun) {
    std::vector<RunRecord> ended;
    for (const CampaignRun* run : sharing) ended.push_back(run->record);
    const std::vector<StatusCounts> counts =
        co_await runs_[journal].campaign.journal.end_runs(std::move(ended));
    for (std::size_t i = 0; i < sharing.size(); ++i) {
      if (sharing[i]->load.complete) sharing[i]->load.jobs_by_status = counts.at(i);
    }
  }
}

std::size_t CampaignRuns::wanted_left() const {
  std::size_t left = 0;
  for (const CampaignRun& run : runs_) left += run.job_feed ? run.job_feed->left() : 0;
  return left;
}

std::optional<CampaignRuns::Wanted> CampaignRuns::next_wanted() {
  for (std::size_t tried = 0; tried < runs_.size(); ++tried) {
    const std::size_t index = next_++ % runs_.size();
    std::optional<JobFeed>& job_feed = runs_[index].job_feed;
    if (!job_feed || job_feed->left() == 0) continue;
    if (auto item = job_feed->next()) return Wanted{index, *std::move(item)};
  }
  return std::nullopt;
}

void CampaignRuns::count(const Journal& journal, const Want& want) {
  const auto jobs = static_cast<std::int64_t>(want.jobs);
  for (CampaignRun& run : runs_) {
    if (&run.campaign.journal != &journal || run.record.campaign != want.campaign) continue;
    run.load.jobs_by_status.at(static_cast<std::size_t>(want.before)) -= jobs;
    run.load.jobs_by_status.at(static_cast<std::size_t>(want.status)) += jobs;
  }
}

void CampaignRuns::note_credits(std::size_t campaign, const ContentRecord& record) {
  credits_.note(runs_[campaign].journal, record, first_run(campaign));
}

std::uint64_t CampaignRuns::credits_elsewhere(std::size_t campaign) const {
  return credits_.beside(runs_[campaign].journal);
}

void add_progress(const CampaignRuns& campaigns, ProgressReading& reading) {
  for (std::size_t i = 0; i < campaigns.size(); ++i) {
    const Workload& load = campaigns[i].load;
    reading.jobs += load.jobs;
    reading.unchanged += load.unchanged;
    reading.done += counted(load.jobs_by_status, {JobStatus::succeeded});
    reading.failed += wholly_failed_in(load.jobs_by_status);
    reading.partial += counted(load.jobs_by_status, {JobStatus::partial});
    reading.in_doubt += counted(load.jobs_by_status, {JobStatus::in_doubt});
    reading.sent += campaigns[i].record.summary.api_calls.submit;
    reading.assets += campaigns[i].record.summary.assets;
    reading.credits.expected += load.credits_expected;
    const auto& limit = campaigns[i].campaign.limits.process;
    if (limit) reading.credits.limit = std::min(*limit, reading.credits.limit.value_or(*limit));
    if (campaigns.size() == 1 && campaigns[i].campaign.limits.run)
      reading.credits.limit = std::min(*campaigns[i].campaign.limits.run,
                                       reading.credits.limit.value_or(*campaigns[i].campaign.limits.run));
  }
  const Credits reserved = campaigns.reserved();
  reading.credits.settled = reserved.settled;
  reading.credits.out = reserved.out + reserved.in_doubt;
  reading.waiting += campaigns.wanted_left();
}

void add_outcome(const CampaignRuns& campaigns, bool all_taken_in, RunOutcome& outcome) {
  for (std::size_t i = 0; i < campaigns.size(); ++i) {
    const CampaignRun& run = campaigns[i];
    const StatusCounts& counts = run.load.jobs_by_status;
    outcome.runs.push_back(run.record);
    sum_up(counts, outcome.runs.back().summary);
    outcome.registered.push_back(run.load.complete);
    outcome.failed += failed_in(counts) + run.left_rendering;
    // What turned out to be outdated while it ran is left to the next run.
    if (all_taken_in && !run.campaign.selected) outcome.failed += counted(counts, {JobStatus::planned});
    outcome.in_doubt += counted(counts, {JobStatus::in_doubt});
  }
}

}  // namespace pressrun::app
