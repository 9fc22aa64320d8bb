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
  requests_[job] = Request{number, of.times.accepted(), at, 0, exploratory};
}

void PollQueue::wait(JobIndex job, Instant not_before) {
  ++waiting_;
  delayed_.emplace(not_before + more_patience(requests_.at(job).asked), job);
}

void PollQueue::enter(JobIndex job) {
  const Request& request = requests_.at(job);
  buckets_[{request.kind, request.exploratory, request.asked}].emplace(request.accepted, job);
}

void PollQueue::wake(Instant now) {
  while (!delayed_.empty() && delayed_.begin()->first <= now) {
    enter(delayed_.begin()->second);
    delayed_.erase(delayed_.begin());
  }
}

Instant PollQueue::due(const Bucket& bucket, Instant accepted, Budget budget) const {
  const bool contested = budget == Budget::contested;
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
    const Bucket bucket{request.kind, request.exploratory, request.asked};
    consider({job, std::max(not_before, due(bucket, request.accepted, budget)), request.exploratory});
  }
  return found;
}

void PollQueue::take(JobIndex job) {
  const Request& request = requests_.at(job);
  --waiting_;
  const auto bucket = buckets_.find({request.kind, request.exploratory, request.asked});
  if (bucket != buckets_.end() && bucket->second.erase({request.accepted, job}) > 0) {
    if (bucket->second.empty()) buckets_.erase(bucket);
    return;
  }
  std::erase_if(delayed_, [job](const auto& each) { return each.second == job; });
}

void PollQueue::unfinished(JobIndex job, Instant left) {
  Request& request = requests_.at(job);
  const RenderCell now = std::max(request.asked, cell_at(left - request.accepted));
  kind(request.kind).times.waiting(request.number, request.asked, now);
  request.asked = now;
}

void PollQueue::finished(JobIndex job, Instant left) {
  const Request& request = requests_.at(job);
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

Duration PollQueue::cover() const {
  Duration longest{};
  for (const Kind& of : kinds_) {
    if (of.rendering > 0) longest = std::max(longest, of.times.quantile(nearly_every_request));
  }
  return longest;
}

}  // namespace pressrun
