#include "pressrun/core/poll_queue.hpp"

#include "pressrun/core/poll_policy.hpp"

#include <algorithm>

namespace pressrun {

PollQueue::Kind& PollQueue::kind(RenderKind number) {
  if (number >= kinds_.size()) kinds_.resize(number + 1);
  return kinds_[number];
}

RenderTimes& PollQueue::times(RenderKind number) { return kind(number).times; }

void PollQueue::accepted(JobIndex job, RenderKind number, Instant at) {
  Kind& of = kind(number);
  ++of.rendering;
  KindStanding standing{of.times.known(), of.exploratory, 0};
  if (knows_enough(standing)) standing.accepted = ++of.accepted;
  const bool exploratory = is_exploratory(standing);
  if (exploratory) ++of.exploratory;
  requests_[job] = Request{number, of.times.accepted(), at, 0, exploratory, false};
}

/// Where deliveries come they teach too: nobody has to be asked early.
void PollQueue::await_delivery(JobIndex job) {
  const auto known = requests_.find(job);
  if (known == requests_.end()) return;
  known->second.awaited = true;
  if (!known->second.exploratory || !deliveries_.is_reliable()) return;
  known->second.exploratory = false;
  --kind(known->second.kind).exploratory;
}

void PollQueue::wait(JobIndex job, Instant not_before) {
  ++waiting_;
  delayed_.emplace(not_before + more_patience(requests_.at(job).asked), job);
}

void PollQueue::enter(JobIndex job) {
  const Request& request = requests_.at(job);
  buckets_[bucket_of(request)].emplace(request.accepted, job);
}

void PollQueue::wake(Instant now) {
  while (!delayed_.empty() && delayed_.begin()->first <= now) {
    enter(delayed_.begin()->second);
    delayed_.erase(delayed_.begin());
  }
}

Instant PollQueue::due(const Bucket& bucket, Instant accepted, Budget budget) const {
  const bool contested = budget == Budget::contested;
  if (bucket.awaited && deliveries_.is_reliable())
    return accepted + safety_poll_due(kinds_[bucket.kind].times, bucket.asked);
  return accepted + poll_due({kinds_[bucket.kind].times, bucket.asked, bucket.exploratory, contested,
                              requests_.size(), plenty_});
}

std::optional<PollQueue::Due> PollQueue::first(Budget budget, Instant now) {
  wake(now);
  std::optional<Due> found;
  const auto consider = [&](const Due& next) {
    if (!found || next.at < found->at) found = next;
  };
  for (const auto& [bucket, waiting] : buckets_) {
    const auto& [accepted, job] = *waiting.begin();
    consider({job, due(bucket, accepted, budget), bucket.exploratory});
  }
  for (const auto& [not_before, job] : delayed_) {
    if (found && not_before >= found->at) break;
    const Request& request = requests_.at(job);
    const Bucket bucket = bucket_of(request);
    consider({job, std::max(not_before, due(bucket, request.accepted, budget)), request.exploratory});
  }
  return found;
}

void PollQueue::take(JobIndex job) { withdraw(job); }

bool PollQueue::withdraw(JobIndex job) {
  const auto known = requests_.find(job);
  if (known == requests_.end()) return false;
  const Request& request = known->second;
  const auto bucket = buckets_.find(bucket_of(request));
  if (bucket != buckets_.end() && bucket->second.erase({request.accepted, job}) > 0) {
    if (bucket->second.empty()) buckets_.erase(bucket);
    --waiting_;
    return true;
  }
  const std::size_t found = std::erase_if(delayed_, [job](const auto& each) { return each.second == job; });
  waiting_ -= found;
  return found > 0;
}

/// Nobody had to ask: how long it took is known to the cell, not only that it was less.
void PollQueue::delivered(JobIndex job, Instant at) {
  const Request& request = requests_.at(job);
  deliveries_.told();
  const RenderCell now = cell_at(at - request.accepted);
  const RenderCell before =
      std::max<RenderCell>(request.asked, now > 0 ? static_cast<RenderCell>(now - 1U) : now);
  RenderTimes& times = kind(request.kind).times;
  if (before > request.asked) times.waiting(request.number, request.asked, before);
  times.finished(request.number, before, static_cast<RenderCell>(std::max(now, before) + 1U));
  end(job);
}

void PollQueue::unfinished(JobIndex job, Instant left) {
  Request& request = requests_.at(job);
  const RenderCell now = std::max(request.asked, cell_at(left - request.accepted));
  kind(request.kind).times.waiting(request.number, request.asked, now);
  request.asked = now;
}

void PollQueue::finished(JobIndex job, Instant left) {
  const Request& request = requests_.at(job);
  if (request.awaited) deliveries_.missed();
  const RenderCell by = static_cast<RenderCell>(cell_at(left - request.accepted) + 1U);
  kind(request.kind).times.finished(request.number, request.asked, by);
  end(job);
}

void PollQueue::gone(JobIndex job) {
  const auto known = requests_.find(job);
  if (known == requests_.end()) return;
  kind(known->second.kind).times.gone(known->second.number, known->second.asked);
  end(job);
}

void PollQueue::end(JobIndex job) {
  const auto known = requests_.find(job);
  Kind& of = kind(known->second.kind);
  --of.rendering;
  if (known->second.exploratory) --of.exploratory;
  requests_.erase(known);
}

std::vector<std::pair<JobIndex, Instant>> PollQueue::oldest(std::size_t most) const {
  std::vector<std::pair<JobIndex, Instant>> all;
  all.reserve(requests_.size());
  for (const auto& [job, request] : requests_) all.emplace_back(job, request.accepted);
  const auto shown = all.begin() + static_cast<std::ptrdiff_t>(std::min(most, all.size()));
  std::ranges::partial_sort(all, shown, [](const auto& a, const auto& b) {
    return std::pair{a.second, a.first} < std::pair{b.second, b.first};
  });
  all.erase(shown, all.end());
  return all;
}

Duration PollQueue::cover() const {
  Duration longest{};
  for (const Kind& of : kinds_) {
    if (of.rendering > 0) longest = std::max(longest, of.times.quantile(nearly_every_request));
  }
  return longest;
}

}  // namespace pressrun
