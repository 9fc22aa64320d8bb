#include "pressrun/core/poll_queue.hpp"

#include <algorithm>

namespace pressrun {
namespace {

// Prices of a poll, as multiples of the kind's median time. DECISIONS.md tells how they were found.
constexpr double contested_price = 9;
constexpr double again_price = 5;  // of the few that a first poll missed: they would wait longest
constexpr double sounding_price = 0.25;
constexpr double idle_price = 0.1;
constexpr double no_price = 1000;  // times the documented ceiling: a call costs nothing that counts
constexpr double idle_crowd = 15;  // beyond so many requests out, each one's delay matters less for the end

constexpr double few_known = 6;            // observations that must be there, or on their way
constexpr std::size_t sounded_every = 50;  // requests: so that a kind that became faster is noticed
constexpr double covered = 0.975;          // share of requests that cover() is about

constexpr Duration slowest = std::chrono::seconds{30};  // between two polls of one that hangs

}  // namespace

PollQueue::Kind& PollQueue::kind(RenderKind number) {
  if (number >= kinds_.size()) kinds_.resize(number + 1);
  return kinds_[number];
}

RenderTimes& PollQueue::times(RenderKind number) { return kind(number).times; }

void PollQueue::accepted(JobIndex job, RenderKind number, Instant at) {
  Kind& of = kind(number);
  ++of.rendering;
  const bool little = of.times.known() + static_cast<double>(of.soundings) < few_known;
  const bool sounding = little || ++of.accepted % sounded_every == 0;
  if (sounding) ++of.soundings;
  requests_[job] = Request{number, of.times.accepted(), at, 0, sounding};
}

void PollQueue::wait(JobIndex job, Instant not_before) {
  ++waiting_;
  if (requests_.at(job).asked + 1U >= render_cells) not_before += slowest;
  delayed_.emplace(not_before, job);
}

void PollQueue::enter(JobIndex job) {
  const Request& request = requests_.at(job);
  buckets_[{request.kind, request.sounding, request.asked}].emplace(request.accepted, job);
}

void PollQueue::wake(Instant now) {
  while (!delayed_.empty() && delayed_.begin()->first <= now) {
    enter(delayed_.begin()->second);
    delayed_.erase(delayed_.begin());
  }
}

/// Where calls are plenty a poll costs less: it delays others by less.
Duration PollQueue::price(const Bucket& bucket, Budget budget) const {
  const auto out = static_cast<double>(requests_.size());
  double price = bucket.asked == 0 ? contested_price : again_price;
  if (bucket.sounding) price = sounding_price;
  if (budget == Budget::idle) price = idle_price * std::max(1.0, out / idle_crowd);
  return scaled(kinds_[bucket.kind].times.quantile(0.5), std::max(idle_price, price / plenty_));
}

/// Without a ceiling the first of an unknown kind are asked at once: it costs nothing that counts, and what
/// they tell may spare the others a wait.
Instant PollQueue::due(const Bucket& bucket, Instant accepted, Budget budget) const {
  const bool unknown = bucket.sounding && bucket.asked == 0 && kinds_[bucket.kind].times.known() < few_known;
  if (unknown && plenty_ >= no_price) return accepted + time_of(1);
  const PollSchedule& schedule = kinds_[bucket.kind].times.schedule(price(bucket, budget));
  return accepted + time_of(schedule.at(bucket.asked));
}

std::optional<PollQueue::Due> PollQueue::first(Budget budget, Instant now) {
  wake(now);
  std::optional<Due> found;
  const auto consider = [&](const Due& next) {
    if (!found || next.at < found->at) found = next;
  };
  for (const auto& [bucket, waiting] : buckets_) {
    const auto& [accepted, job] = *waiting.begin();
    consider({job, due(bucket, accepted, budget), bucket.sounding});
  }
  for (const auto& [not_before, job] : delayed_) {
    if (found && not_before >= found->at) break;
    const Request& request = requests_.at(job);
    const Bucket bucket{request.kind, request.sounding, request.asked};
    consider({job, std::max(not_before, due(bucket, request.accepted, budget)), request.sounding});
  }
  return found;
}

void PollQueue::take(JobIndex job) {
  const Request& request = requests_.at(job);
  --waiting_;
  const auto bucket = buckets_.find({request.kind, request.sounding, request.asked});
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
  if (known->second.sounding) --of.soundings;
  requests_.erase(known);
}

Duration PollQueue::cover() const {
  Duration longest{};
  for (const Kind& of : kinds_) {
    if (of.rendering > 0) longest = std::max(longest, of.times.quantile(covered));
  }
  return longest;
}

}  // namespace pressrun
