#include "app/request_queue.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace pressrun::app {
namespace {

constexpr Duration long_ago = std::chrono::hours{1};
constexpr const char* asked_again = "asked again";  // a kind of its own: it must not colour the others'

/// Since when the API has it; long, where nobody knows: it is asked for at once.
Duration out_for(const std::optional<WallTime>& accepted, WallTime now) {
  if (!accepted || *accepted > now) return long_ago;
  return std::min(std::chrono::duration_cast<Duration>(now - *accepted), long_ago);
}

}  // namespace

std::size_t RequestQueue::group_of(std::size_t campaign, const DesignId& design) {
  return groups_.emplace(std::pair{campaign, design}, groups_.size()).first->second;
}

RenderKind RequestQueue::kind_of(const std::string& name) {
  const auto [kind, is_new] = kinds_.try_emplace(name, Kind{kinds_.size()});
  const auto learned = parts_.options.render_memory.find(kind->first);
  if (is_new && learned != parts_.options.render_memory.end())
    parts_.admission.render_times(kind->second.number).recall(learned->second);
  return kind->second.number;
}

RenderMemory RequestQueue::memory() const {
  RenderMemory memory;
  for (const auto& [name, kind] : kinds_) memory[name] = parts_.admission.render_times(kind.number).memory();
  return memory;
}

std::vector<ExpectedRenderings> RequestQueue::work_left(std::size_t waiting) const {
  std::size_t queued = 0;
  for (const auto& [name, kind] : kinds_) queued += kind.queued;
  std::vector<ExpectedRenderings> work;
  std::size_t given = 0;  // each kind has its share of those that wait, none is lost to rounding
  std::size_t so_far = 0;
  for (const auto& [name, kind] : kinds_) {
    so_far += kind.queued;
    const std::size_t upto = queued == 0 ? 0 : waiting * so_far / queued;
    ExpectedRenderings one;
    (kind.delivered ? one.delivered : one.submitted) = upto - given;
    given = upto;
    if (name != asked_again) one.open = parts_.admission.polls().rendering(kind.number);
    one.times = parts_.admission.render_times(kind.number);
    work.push_back(std::move(one));
  }
  if (queued == 0 && waiting > 0) {
    ExpectedRenderings unknown;
    unknown.submitted = waiting;
    work.push_back(std::move(unknown));
  }
  return work;
}

void RequestQueue::take_in(std::size_t campaign, JobFeed::Item item) {
  const auto digest = ContentDigest::parse(item.job.content);
  if (!digest) throw std::logic_error("a job has no content digest");
  const CampaignRun& run = parts_.campaigns[campaign];
  const ContentIndex content = parts_.table.at_work(run.journal, {run.campaign.account, *digest}, campaign);
  const DesignState* design = parts_.designs.find(run.campaign.journal, item.job.design_id);
  parts_.table.want(content, std::move(item.job), std::move(item.wanted), item.keep_outdated, design);
  // What is on its way comes first: then it is asked what is left to buy.
  if (parts_.table.content(content).requests == 0) queue(content);
}

void RequestQueue::queue(ContentIndex index) {
  const ActiveContent& content = parts_.table.content(index);
  const DesignId& design = content.job->design_id;
  const std::string name = design.text + " " + content.job->output;
  const RenderKind kind = kind_of(name);
  const std::size_t group = group_of(content.campaign, design);
  const DesignState* state = parts_.designs.find(parts_.campaigns[content.campaign].campaign.journal, design);
  for (const JobIndex turn : parts_.table.take_turns(index, state)) {
    parts_.table.request(turn).kind = kind;
    Kind& counted = kinds_.find(name)->second;
    ++counted.queued;
    counted.delivered = content.job->endpoint == Endpoint::generate_sync;
    parts_.admission.add_submission(turn, group, parts_.clock.now());
  }
}

void RequestQueue::submit_again(JobIndex index, Instant not_before) {
  const ActiveRequest& request = parts_.table.request(index);
  const std::size_t campaign = parts_.table.content(request.content).campaign;
  parts_.admission.add_submission(index, group_of(campaign, request.flight.design), not_before);
}

void RequestQueue::ask_again(JobIndex index, Instant at) {
  ActiveRequest& request = parts_.table.request(index);
  request.kind = kind_of(asked_again);
  parts_.admission.on_job_given_up(index);
  parts_.admission.on_job_resumed(index, request.kind, parts_.clock.now() - long_ago);
  parts_.admission.add_poll(index, at);
}

void RequestQueue::resume(const OpenContent& open, std::size_t campaign) {
  for (const GenerationRequest& request : open.record.requests) {
    if (state_of(request) == RequestState::rendering) resume(open, request, campaign);
  }
}

JobIndex RequestQueue::resume(const OpenContent& open, const GenerationRequest& request,
                              std::size_t campaign) {
  const CampaignRun& run = parts_.campaigns[campaign];
  const std::size_t payer = parts_.campaigns.find(request.campaign, run.campaign.journal);
  const ContentIndex content =
      parts_.table.at_work(run.journal, open.record.key, payer < parts_.campaigns.size() ? payer : campaign);
  std::string& label = parts_.table.content(content).label;
  if (label.empty())
    label = open.wants.empty() ? "a request that no job asks for any more" : open.wants.front().first.text;
  const JobIndex index = parts_.table.add(content);
  const Instant now = parts_.clock.now();
  ActiveRequest& resumed = parts_.table.request(index);
  resumed.flight.request = request;
  resumed.flight.design = open.record.design;
  resumed.kind = kind_of(open.record.design.text + " ");
  resumed.accepted_at = now;
  parts_.admission.on_job_resumed(index, resumed.kind,
                                  now - out_for(request.accepted_at, parts_.clock.wall_now()));
  parts_.admission.add_poll(index, now);
  return index;
}

void RequestQueue::ask_for_addresses(const ContentRecord& record, const JobKey& key, std::size_t campaign) {
  const ContentIndex content = parts_.table.at_work(parts_.campaigns[campaign].journal, record.key, campaign);
  if (parts_.table.content(content).requests > 0) return;
  parts_.table.content(content).label = key.text;
  const Instant now = parts_.clock.now();
  for (const GenerationRequest& request : record.requests) {
    for (const std::string& banner : banners_without_address(request)) {
      const JobIndex index = parts_.table.add(content);
      ActiveRequest& asked = parts_.table.request(index);
      asked.flight.request = request;
      asked.flight.design = record.design;
      // Its minutes were waited for when it came: each run asks once, and waits for nothing.
      asked.flight.incomplete_since = now - parts_.options.policy.incomplete_patience;
      asked.banner = banner;
      asked.kind = kind_of(asked_again);
      parts_.admission.on_job_resumed(index, asked.kind, now - long_ago);
      parts_.admission.add_poll(index, now);
    }
  }
}

}  // namespace pressrun::app
