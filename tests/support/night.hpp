#pragma once

#include "pressrun/core/admission.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <vector>

namespace pressrun::test {

/// A night in virtual time: the real admission against an API that renders as told. Nothing but the decisions
/// is under test: no sockets, no journal, no waiting.
struct Night {
  std::size_t jobs = 200;
  std::function<double(std::mt19937_64&)> render;  ///< seconds that one request takes
  Policy policy;
  Duration latency = std::chrono::milliseconds{20};  ///< of a call, there and back
  std::uint64_t seed = 1;
  std::optional<Duration> told_within;        ///< webhooks tell of each end after so long; none: polls alone
  double untold = 0;                          ///< share of ends that no delivery tells of
  std::function<void(RenderTimes&)> learned;  ///< what earlier nights taught
  std::function<void(const RenderTimes&)> left;  ///< what this one teaches

  struct Result {
    double makespan = 0;  ///< seconds
    double bound = 0;     ///< one submission and one poll for each, at the ceiling
    double polls = 0;     ///< of each job
    double lag_median = 0;
    double lag_95 = 0;
    double end_lag = 0;  ///< from the last rendering's end to the end
    [[nodiscard]] double ratio() const { return makespan / bound; }
  };
  Result run();
};

inline Night::Result Night::run() {  // NOLINT(readability-function-size)
  using Seconds = std::chrono::duration<double>;
  std::mt19937_64 random{seed};
  RateBudget budget{policy};
  Admission admission{policy, budget};
  if (learned) learned(admission.render_times(0));
  struct Event {
    Instant left;
    JobIndex job;
    bool submission;
    bool delivery = false;
  };
  std::vector<bool> told(jobs);
  std::vector<bool> ended(jobs);
  std::multimap<Instant, Event> events;
  std::vector<Instant> ready(jobs);
  std::vector<double> lags;
  std::size_t polls = 0;
  Instant now{};
  Instant last_ready{};
  for (JobIndex job = 0; job < jobs; ++job) admission.add_submission(job, 0, now);
  while (lags.size() < jobs) {
    Instant until = events.empty() ? Instant::max() : events.begin()->first;
    for (;;) {
      const Admission::Next next = admission.next(now);
      if (const auto* submit = std::get_if<Admission::Submit>(&next)) {
        events.emplace(submit->at + latency, Event{submit->at, submit->job, true});
      } else if (const auto* poll = std::get_if<Admission::Poll>(&next)) {
        events.emplace(poll->at + latency, Event{poll->at, poll->job, false});
        ++polls;
      } else {
        if (const auto* wait = std::get_if<Admission::Wait>(&next)) until = std::min(until, wait->until);
        break;
      }
      until = std::min(until, events.begin()->first);
    }
    now = std::max(now, until);
    while (!events.empty() && events.begin()->first <= now) {
      const Event event = events.begin()->second;
      events.erase(events.begin());
      const auto end = [&] {
        ended[event.job] = true;
        lags.push_back(Seconds(now - ready[event.job]).count());
        admission.on_job_ended();
      };
      if (event.delivery) {
        if (ended[event.job]) continue;
        if (admission.on_delivered(event.job, now, true)) {
          end();
        } else {
          told[event.job] = true;  // a poll is under way
        }
      } else if (event.submission) {
        const Duration takes = std::chrono::duration_cast<Duration>(Seconds(render(random)));
        ready[event.job] = event.left + latency / 2 + takes;
        last_ready = std::max(last_ready, ready[event.job]);
        budget.answered(Tier::none, {{}, now - event.left}, now);
        admission.on_submitted(event.job, 0, {Accepted{RequestId{"r"}}, std::nullopt, true}, event.left, now);
        const bool tells = told_within && std::uniform_real_distribution<>{}(random) >= untold;
        if (told_within) admission.await_delivery(event.job);
        admission.add_poll(event.job, now);
        if (tells)
          events.emplace(std::max(now, ready[event.job]) + *told_within, Event{now, event.job, false, true});
      } else if (ready[event.job] <= event.left + latency / 2) {
        budget.answered(Tier::polling, {{}, now - event.left}, now);
        admission.on_polled(event.job, Finalized{}, event.left, now);
        end();
      } else {
        budget.answered(Tier::polling, {{}, now - event.left}, now);
        admission.on_polled(event.job, NotReady{}, event.left, now);
        admission.add_poll(event.job, now);
        if (told[event.job] && admission.on_delivered(event.job, now, true)) end();
      }
    }
  }
  if (left) left(admission.render_times(0));
  std::ranges::sort(lags);
  Result found;
  found.makespan = Seconds(now - Instant{}).count();
  found.bound = 2.0 * static_cast<double>(jobs) * Seconds(policy.rate_span).count() / policy.rate_calls;
  found.polls = static_cast<double>(polls) / static_cast<double>(jobs);
  found.lag_median = lags[lags.size() / 2];
  found.lag_95 = lags[lags.size() * 95 / 100];
  found.end_lag = Seconds(now - last_ready).count();
  return found;
}

}  // namespace pressrun::test
