#pragma once

#include "pressrun/core/outcomes.hpp"
#include "pressrun/core/policy.hpp"
#include "pressrun/domain/time.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace pressrun {

/// How far the rate lies above the documented ceiling, 10 a second (API reference §3.1); 1 where it does not.
/// Who raises it has other limits than the documented ones, and all that was measured by those grows along.
double above_documented(const Policy& policy);

/// A call on its way, or soon to leave.
struct BookedCall {
  Tier tier = Tier::none;
  Instant at{};
};

/// What the answer to a call tells of the budget.
struct CallReport {
  std::optional<RateReading> rate;
  /// There and back; nothing: no server answered, or nothing is learned from how long it took.
  std::optional<Duration> took;
  const Trouble* trouble = nullptr;  ///< null: none
};

/// At most `limit` calls in any stretch of `span`, counted from our own departures.
/// Because every stretch is covered, it holds for the server's fixed windows too, wherever they begin.
class CallWindow {
 public:
  CallWindow(std::size_t limit, Duration span) : limit_(limit), span_(span) {}
  [[nodiscard]] Instant earliest(Instant now) const;
  /// As `earliest`, with the span stretched by `factor` (≥ 1).
  [[nodiscard]] Instant earliest(Instant now, double factor) const;
  void depart(Instant at);
  void move(Instant booked, Instant left);

 private:
  std::size_t limit_;
  Duration span_;
  std::deque<Instant> departures_;  // the last `limit_` of them, oldest first
};

/// Says when the next API call may leave. It keeps the account; sleeping is the caller's business.
/// Units:   rate in calls per span, instants on the monotonic clock.
/// Errors:  none at run time; rate_calls < 1 or burst < 1 is a bug in the caller (asserted).
/// Threads: one strand, not synchronised.
/// Safety:  the ceiling's span is stretched by what latencies are seen to vary, so that jitter on the way
/// cannot put one call too many into a window of the server; by `rate_safety` before enough is seen.
/// Source:  generic cell rate algorithm (ITU-T I.371) for the spacing, sliding logs for the windows; tiers
/// and
///          windows from the API reference §3.1 (v2026-08-21).
class RateBudget {
 public:
  explicit RateBudget(const Policy& policy);

  /// When a call on this tier may leave: never before `now`.
  [[nodiscard]] Instant earliest(Tier tier, Instant now) const;
  /// A call leaves at `at`. Book it at its departure, not when it was decided: what counts is what the server
  /// sees.
  void depart(Tier tier, Instant at);

  /// A call of another process that shares the budget.
  void departs_elsewhere(const BookedCall& call);
  /// What was booked here since the last time: the latest few dozen calls.
  std::vector<BookedCall> take_booked() { return std::exchange(booked_, {}); }

  /// How long before it leaves a call may be booked. Who booked last while others book too gives them the
  /// start: nobody is starved.
  [[nodiscard]] Duration lead(Instant now) const;

  /// A call booked for `booked` left only at `left`: the windows count from there.
  void departed_late(Instant booked, Instant left);

  /// A call that departed was answered, or failed: all that it tells, whatever was called. A 429 with
  /// Retry-After closes its tier for so long; a bare one slows all down, and where it was a read holds all
  /// for a second (of a submission core/account says what it means).
  void answered(Tier tier, const CallReport& report, Instant now);
  /// It is no longer under way, and nothing else is known of it: it may never have left.
  void came_back(Tier tier);

  /// How long a call took there and back. What matters is how much it varies: two calls may come closer
  /// together at the server than they left here, by no more than that.
  void took(Tier tier, Duration there_and_back);

  /// A 429 with Retry-After: nothing on that tier leaves earlier. The other tiers go on.
  void hold(Tier tier, Instant until);
  /// Nothing at all leaves earlier.
  void hold_all(Instant until);
  /// What an answer's X-RateLimit headers say: others may be using the same key.
  void correct(Tier tier, const RateReading& reading, Instant now);
  /// A bare 429: halves the pace, at most once a window; it comes back slowly.
  void slow_down(Instant now);
  /// Calls on the same key that neither this process nor one that shares its budget made, as far as answers
  /// show them. The pace yields to them.
  [[nodiscard]] std::uint64_t foreign_calls() const { return foreign_; }
  /// Share of the configured pace in force: 1 is full.
  [[nodiscard]] double pace(Instant now) const;
  /// Until when a Retry-After closes the tier; nothing when it is open.
  [[nodiscard]] std::optional<Instant> held_until(Tier tier, Instant now) const;

 private:
  struct Cap {  // from the server: so many more until then
    int remaining;
    Instant until;
  };
  struct TierBook {
    std::vector<CallWindow> windows;
    Instant held_until{};
    std::optional<Cap> cap;
    std::deque<Duration> latencies;  // of the last calls
    int under_way = 0;
    std::deque<Instant> elsewhere;  // calls of other processes that may still be under way
  };
  [[nodiscard]] TierBook& book_of(Tier tier) { return tiers_.at(static_cast<std::size_t>(tier)); }
  [[nodiscard]] const TierBook& book_of(Tier tier) const { return tiers_.at(static_cast<std::size_t>(tier)); }
  void book(Tier tier, Instant at);
  void tell(const BookedCall& call);
  [[nodiscard]] bool is_shared(Instant now) const;
  static int uncounted(TierBook& own, Instant now);
  void yield_to(int calls, Instant now);
  [[nodiscard]] double stretch(Instant now) const;
  [[nodiscard]] Duration spacing(Instant now) const;
  [[nodiscard]] std::optional<Duration> jitter() const;

  Duration span_;  // of the ceiling
  int calls_;      // in it
  double safety_;  // share by which the span is stretched
  double most_safety_;
  int burst_;
  CallWindow ceiling_;
  std::array<TierBook, 4> tiers_;
  Instant next_even_{};  // when the next call would leave if all were evenly spaced (GCRA's TAT)
  Instant all_held_until_{};
  double slowed_to_ = 1;
  Instant slowed_at_{};
  std::vector<BookedCall> booked_;
  Duration lead_;
  Duration usual_hold_;  // where a 429 says "later" and not when
  Duration bare_hold_;
  bool booked_last_ = false;
  std::optional<Instant> last_elsewhere_;
  std::uint64_t foreign_ = 0;
  unsigned answers_ = 0;
};

}  // namespace pressrun
