#include "pressrun/core/rate_budget.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace pressrun {
namespace {

struct TierWindows {
  Tier tier;
  int per_minute;
  int per_hour;
};

// API reference §3.1. Submissions have no budget of their own: only the ceiling bounds them.
constexpr std::array documented{TierWindows{Tier::polling, 600, 18'000}, TierWindows{Tier::read, 120, 3'000},
                                TierWindows{Tier::write, 60, 1'200}};
constexpr double documented_rate_per_second = 10;

constexpr std::size_t latencies_kept = 64;
constexpr std::size_t latencies_needed = 24;
constexpr unsigned answers_between_looks = 8;
constexpr double least_safety = 0.01;  // clocks and schedulers are not exact

constexpr double slowest_pace = 0.1;
// Calls of other processes: still on their way, or a sign that these go on.
constexpr Duration elsewhere_under_way = std::chrono::seconds{5};
constexpr Duration worth_telling = std::chrono::milliseconds{10};  // later than booked
constexpr std::size_t booked_kept = 64;
constexpr double pace_regained_per_second = 0.05;

std::size_t scaled_limit(int limit, double scale) {
  return static_cast<std::size_t>(std::llround(limit * scale));
}

}  // namespace

double above_documented(const Policy& policy) {
  const double per_second = policy.rate_calls / std::chrono::duration<double>(policy.rate_span).count();
  return std::max(1.0, per_second / documented_rate_per_second);
}

Instant CallWindow::earliest(Instant now) const { return earliest(now, 1); }

Instant CallWindow::earliest(Instant now, double factor) const {
  if (departures_.size() < limit_) return now;
  return std::max(now, departures_.front() + scaled(span_, factor));
}

void CallWindow::depart(Instant at) {
  departures_.insert(std::upper_bound(departures_.begin(), departures_.end(), at), at);
  if (departures_.size() > limit_) departures_.pop_front();
}

void CallWindow::move(Instant booked, Instant left) {
  const auto found = std::lower_bound(departures_.begin(), departures_.end(), booked);
  if (found == departures_.end() || *found != booked) return;  // long gone from the window
  departures_.erase(found);
  departures_.insert(std::upper_bound(departures_.begin(), departures_.end(), left), left);
}

RateBudget::RateBudget(const Policy& policy)
    : span_(policy.rate_span),
      calls_(policy.rate_calls),
      safety_(policy.rate_safety),
      most_safety_(policy.rate_safety),
      burst_(policy.burst),
      ceiling_(static_cast<std::size_t>(policy.rate_calls), span_),
      lead_(policy.lead),
      usual_hold_(policy.backoff_first),
      bare_hold_(policy.bare_429_probe) {
  assert(policy.rate_calls >= 1 && policy.burst >= 1);
  // The server's headers and refusals correct what grew too far.
  const double scale = above_documented(policy);
  for (const TierWindows& tier : documented) {
    book_of(tier.tier).windows = {CallWindow{scaled_limit(tier.per_minute, scale), std::chrono::minutes{1}},
                                  CallWindow{scaled_limit(tier.per_hour, scale), std::chrono::hours{1}}};
  }
}

double RateBudget::pace(Instant now) const {
  const double since = std::chrono::duration<double>(now - slowed_at_).count();
  return std::min(1.0, slowed_to_ + pace_regained_per_second * std::max(0.0, since));
}

/// Of the path alone: what the server takes varies too, more on one tier than on another.
std::optional<Duration> RateBudget::jitter() const {
  std::optional<Duration> least;
  for (const TierBook& each : tiers_) {
    if (each.latencies.size() < latencies_needed) continue;
    std::vector<Duration> sorted(each.latencies.begin(), each.latencies.end());
    std::ranges::sort(sorted);
    const Duration varied = sorted[sorted.size() - 1 - sorted.size() / 20] - sorted.front();
    least = std::min(least.value_or(varied), varied);
  }
  return least;
}

void RateBudget::took(Tier tier, Duration there_and_back) {
  std::deque<Duration>& latencies = book_of(tier).latencies;
  latencies.push_back(there_and_back);
  if (latencies.size() > latencies_kept) latencies.pop_front();
  if (++answers_ % answers_between_looks != 0) return;
  const auto varied = jitter();
  if (!varied) return;
  const double share = std::chrono::duration<double>(*varied) / std::chrono::duration<double>(span_);
  safety_ = std::clamp(1.1 * share + least_safety, least_safety, std::max(most_safety_, least_safety));
}

/// Of the ceiling's span, now. How late other processes' calls really leave is not known here.
double RateBudget::stretch(Instant now) const {
  return (1 + (is_shared(now) ? std::max(safety_, most_safety_) : safety_)) / pace(now);
}

bool RateBudget::is_shared(Instant now) const {
  return last_elsewhere_ && now - *last_elsewhere_ < elsewhere_under_way;
}

Duration RateBudget::spacing(Instant now) const { return scaled(span_ / calls_, stretch(now)); }

Instant RateBudget::earliest(Tier tier, Instant now) const {
  const TierBook& own = book_of(tier);
  Instant at = std::max({now, all_held_until_, own.held_until, ceiling_.earliest(now, stretch(now)),
                         next_even_ - (burst_ - 1) * scaled(span_ / calls_, 1 + safety_)});
  for (const CallWindow& window : own.windows) at = std::max(at, window.earliest(now));
  if (own.cap && own.cap->remaining <= 0) at = std::max(at, own.cap->until);
  return at;
}

void RateBudget::depart(Tier tier, Instant at) {
  book(tier, at);
  ++book_of(tier).under_way;
  booked_last_ = true;
  tell({tier, at});
}

void RateBudget::answered(Tier tier, const CallReport& report, Instant now) {
  came_back(tier);
  if (report.took) took(tier, *report.took);
  if (report.rate) correct(tier, *report.rate, now);
  if (report.trouble == nullptr) return;
  if (report.trouble->kind == TroubleKind::throttled)
    hold(tier, now + report.trouble->retry_after.value_or(usual_hold_));
  if (report.trouble->kind != TroubleKind::bare_429) return;
  slow_down(now);
  if (tier != Tier::none) hold_all(now + bare_hold_);
}

void RateBudget::came_back(Tier tier) {
  int& under_way = book_of(tier).under_way;
  under_way = std::max(0, under_way - 1);
}

void RateBudget::tell(const BookedCall& call) {
  if (booked_.size() == booked_kept) booked_.erase(booked_.begin());
  booked_.push_back(call);
}

void RateBudget::departs_elsewhere(const BookedCall& call) {
  book(call.tier, call.at);
  book_of(call.tier).elsewhere.push_back(call.at);
  booked_last_ = false;
  last_elsewhere_ = std::max(last_elsewhere_.value_or(call.at), call.at);
}

Duration RateBudget::lead(Instant now) const { return booked_last_ && is_shared(now) ? lead_ / 2 : lead_; }

/// Calls that the server may not have counted yet when it gave the answer that just came.
int RateBudget::uncounted(TierBook& own, Instant now) {
  while (!own.elsewhere.empty() && own.elsewhere.front() + elsewhere_under_way < now)
    own.elsewhere.pop_front();
  return own.under_way + static_cast<int>(own.elsewhere.size());
}

void RateBudget::book(Tier tier, Instant at) {
  ceiling_.depart(at);
  next_even_ = std::max(next_even_, at) + spacing(at);
  TierBook& own = book_of(tier);
  for (CallWindow& window : own.windows) window.depart(at);
  if (own.cap && at < own.cap->until) --own.cap->remaining;
}

void RateBudget::departed_late(Instant booked, Instant left) {
  ceiling_.move(booked, left);
  // Others know of the earlier time: for them it counts twice.
  if (left - booked >= worth_telling) tell({Tier::none, left});
}

void RateBudget::hold(Tier tier, Instant until) {
  book_of(tier).held_until = std::max(book_of(tier).held_until, until);
}

void RateBudget::hold_all(Instant until) { all_held_until_ = std::max(all_held_until_, until); }

void RateBudget::correct(Tier tier, const RateReading& reading, Instant now) {
  // Reset is given in whole seconds: the window may end up to one later than it says.
  const Instant until = now + reading.resets_in + std::chrono::seconds{1};
  std::optional<Cap>& cap = book_of(tier).cap;
  const bool same_window =
      cap && now < cap->until && std::chrono::abs(until - cap->until) < std::chrono::seconds{3};
  if (!same_window) {
    cap = Cap{reading.remaining - uncounted(book_of(tier), now), until};
  } else {
    // Ours were subtracted as they left. Answers may overtake each other, so more than that tells nothing.
    const int taken = cap->remaining - reading.remaining;
    if (taken > 0) yield_to(taken, now);
    cap->remaining = std::min(cap->remaining, reading.remaining);
  }
}

/// When they left nobody knows, but they are recent: room for as many is left from now on, a span's worth at
/// most.
void RateBudget::yield_to(int calls, Instant now) {
  foreign_ += static_cast<std::uint64_t>(calls);
  for (int i = 0; i < std::min(calls, calls_); ++i) {
    ceiling_.depart(now);
    next_even_ = std::max(next_even_, now) + spacing(now);
  }
}

void RateBudget::slow_down(Instant now) {
  if (slowed_at_ != Instant{} && now - slowed_at_ < span_) return;
  slowed_to_ = std::max(slowest_pace, pace(now) / 2);
  slowed_at_ = now;
}

std::optional<Instant> RateBudget::held_until(Tier tier, Instant now) const {
  const Instant until = std::max(all_held_until_, book_of(tier).held_until);
  return until > now ? std::optional{until} : std::nullopt;
}

}  // namespace pressrun
