#include "app/run_start.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace pressrun::app {

asio::awaitable<void> RunStart::prepare() {
  try {
    co_await begin();
    co_await register_all();
    if (!parts_.stops.control().draining()) co_await resume_all();
  } catch (const JournalError& error) {
    parts_.stops.stop(Stop::journal, error.what());
  } catch (const SourceChanged& error) {
    parts_.stops.stop(Stop::source, error.what());
  }
}

asio::awaitable<void> RunStart::begin() {
  for (const std::size_t journal : parts_.campaigns.journals()) {
    co_await parts_.campaigns.begin(journal);
    std::vector<DesignReading> readings = parts_.options.designs;
    co_await parts_.designs.note(journal, std::move(readings));
  }
  if (parts_.campaigns.size() > 0) parts_.campaigns[0].record.summary.api_calls = parts_.options.calls_before;
}

asio::awaitable<void> RunStart::register_all() {
  for (std::size_t i = 0; i < parts_.campaigns.size(); ++i) co_await register_jobs(parts_.campaigns[i], i);
  if (parts_.stops.control().draining()) co_return;
  co_await parts_.designs.read_needed();
  for (std::size_t i = 0; i < parts_.campaigns.size(); ++i) {
    CampaignRun& run = parts_.campaigns[i];
    run.job_feed.emplace(run.campaign, run.load, parts_.sets);
  }
}

asio::awaitable<void> RunStart::register_jobs(CampaignRun& run, std::size_t campaign) {
  RegistrationContext context{
      parts_.options,         parts_.book, parts_.sets, parts_.campaigns.first_run(campaign), {},
      parts_.clock.wall_now()};
  context.stops = [this] { return parts_.stops.stops_early(); };
  run.load = co_await register_campaign(run.campaign, run.record.campaign, std::move(context));
  run.record.summary.jobs = run.load.jobs;
  run.record.summary.unchanged = run.load.unchanged;
  parts_.standings.note_refused(run.campaign.refused.size());
  if (run.load.complete) co_await record_decisions(run, campaign);
}

/// The user's words, before anything is bought because of them.
asio::awaitable<void> RunStart::record_decisions(CampaignRun& run, std::size_t campaign) {
  constexpr std::size_t batch = 512;
  std::vector<LedgerEntry>& decisions = run.load.decisions;
  for (std::size_t at = 0; at < decisions.size(); at += batch) {
    const std::size_t end = std::min(at + batch, decisions.size());
    std::vector<LedgerEntry> some(decisions.begin() + static_cast<std::ptrdiff_t>(at),
                                  decisions.begin() + static_cast<std::ptrdiff_t>(end));
    const std::vector<Committed> committed = co_await run.campaign.journal.commit(std::move(some));
    for (const Committed& one : committed) parts_.standings.note(campaign, one.record, one.wants, {});
  }
  decisions = {};
}

/// An id that the API gave is polled to its end, whatever the manifest has become.
asio::awaitable<void> RunStart::resume_all() {
  for (const std::size_t journal : parts_.campaigns.journals()) {
    Campaign& campaign = parts_.campaigns[journal].campaign;
    const std::vector<OpenContent> open = co_await campaign.journal.open_contents(campaign.account);
    for (const OpenContent& one : open) parts_.queue.resume(one, journal);
  }
  for (std::size_t i = 0; i < parts_.campaigns.size(); ++i) {
    Workload& load = parts_.campaigns[i].load;
    for (const auto& [record, key] : load.unaddressed) parts_.queue.ask_for_addresses(record, key, i);
    load.unaddressed = {};
  }
}

}  // namespace pressrun::app
