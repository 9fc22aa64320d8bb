#pragma once

#include "pressrun/core/poll_policy.hpp"
#include "pressrun/core/render_times.hpp"
#include "pressrun/domain/time.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <queue>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace pressrun {

using JobIndex = std::size_t;
/// Requests that render alike: of one design and output type. Numbered by the caller.
using RenderKind = std::size_t;

/// The requests that render, and which of them is to be asked for next: core/poll_policy says when. What it
/// learns from the answers is kept by kind. Pure: told what happened and when.
class PollQueue {
 public:
  /// What a poll is up against.
  enum class Budget {
    contested,  ///< every poll takes the slot of something else
    idle,       ///< slots go unused
  };
  struct Due {
    JobIndex job;
    Instant at;
    bool exploratory;  ///< asked early to learn from, where little is known
  };

  /// `plenty`: how many times more calls there are than the documented ceiling has (above_documented).
  explicit PollQueue(double plenty = 1) : plenty_(plenty) {}

  void accepted(JobIndex job, RenderKind kind, Instant at);
  /// A webhook is to tell of its end; asked before it waits for its first poll.
  void await_delivery(JobIndex job);
  /// It waits for a poll, not before `not_before`.
  void wait(JobIndex job, Instant not_before);
  /// The one whose poll is due first.
  [[nodiscard]] std::optional<Due> first(Budget budget, Instant now);
  /// Takes that one out; `accepted` knows it still.
  void take(JobIndex job);

  // What a poll that left at `left` brought.
  void unfinished(JobIndex job, Instant left);
  void finished(JobIndex job, Instant left);
  /// Takes it out where it waits for a poll; false: it does not.
  bool withdraw(JobIndex job);
  /// The API itself told, a moment ago, that it is finished.
  void delivered(JobIndex job, Instant at);
  void gone(JobIndex job);  ///< it ended without telling when, or is given up

  [[nodiscard]] bool empty() const { return waiting_ == 0; }
  [[nodiscard]] std::size_t rendering() const { return requests_.size(); }
  [[nodiscard]] std::size_t rendering(RenderKind kind) const {
    return kind < kinds_.size() ? kinds_[kind].rendering : 0;
  }
  /// Those that render longest, and since when; that one first. Looks at each.
  [[nodiscard]] std::vector<std::pair<JobIndex, Instant>> oldest(std::size_t most) const;
  /// In this time nearly every request is finished, of the slowest kind that renders.
  [[nodiscard]] Duration cover() const;

  [[nodiscard]] RenderTimes& times(RenderKind kind);

 private:
  struct Request {
    RenderKind kind = 0;
    RenderTimes::Number number = 0;
    Instant accepted{};
    RenderCell asked = 0;      // last seen unfinished
    bool exploratory = false;  // asked early, to learn from
    bool awaited = false;      // a webhook is to tell of it
  };
  /// Requests that share their next poll's distance from acceptance.
  struct Bucket {
    RenderKind kind;
    bool exploratory;
    bool awaited;
    RenderCell asked;
    auto operator<=>(const Bucket&) const = default;
  };
  using Waiting = std::set<std::pair<Instant, JobIndex>>;  // by acceptance
  struct Kind {
    RenderTimes times;
    std::size_t rendering = 0;
    std::size_t exploratory = 0;  // of them
    std::size_t accepted = 0;     // when enough was known
  };

  static Bucket bucket_of(const Request& request) {
    return {request.kind, request.exploratory, request.awaited, request.asked};
  }
  [[nodiscard]] Kind& kind(RenderKind number);
  [[nodiscard]] Instant due(const Bucket& bucket, Instant accepted, Budget budget) const;
  void wake(Instant now);
  void enter(JobIndex job);
  void end(JobIndex job);

  double plenty_;
  DeliveryRecord deliveries_;
  std::vector<Kind> kinds_;
  std::unordered_map<JobIndex, Request> requests_;
  std::map<Bucket, Waiting> buckets_;
  std::set<std::pair<Instant, JobIndex>> delayed_;
  std::size_t waiting_ = 0;
};

}  // namespace pressrun
