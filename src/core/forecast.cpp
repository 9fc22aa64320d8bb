#include "pressrun/core/forecast.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>

namespace pressrun {
namespace {

constexpr std::size_t plays = 96;
constexpr std::size_t most_drawn = 1'000;  // the last ones: those before them are done by then
constexpr double outside = 0.03;           // of the plays, on either side of what is answered

// What RenderTimes sets apart for requests that hang: a forecast of the usual night leaves those out.
constexpr double set_apart = 0.01;
constexpr double weight_of_apart = 5;

constexpr double wasted_polls = 0.1;   // of each request, at most: asked for too soon
constexpr double noticed_late = 0.1;   // of its time: how long a finished request waits for its poll
constexpr double on_the_way_s = 0.25;  // answers, the journal, and what is done before the first call

// With nothing known, the typical spread is more of designs than of one design's requests. Logarithms.
constexpr double unknown_scale = 0.85;
constexpr double unknown_shape = 0.55;
constexpr double scale_each_night = 0.06;
constexpr double enough_known = 3;
constexpr double cell_width = 0.058;  // a step of the grid

// Slow ones of a kind that was not seen: in one of two nights none, else up to so many of all requests, each
// up to so much slower (a logarithm) than nine of ten.
constexpr double unseen_slow = 0.04;
constexpr double seen_for_half = 60;  // requests after which that is halved
constexpr double unseen_slowness = 2.0;

using Random = std::mt19937_64;

/// The library's distributions differ from machine to machine.
double uniform(Random& random) { return static_cast<double>(random() >> 11U) * 0x1.0p-53; }

double normal(Random& random) {
  double sum = -6;  // twelve uniform ones
  for (int i = 0; i < 12; ++i) sum += uniform(random);
  return sum;
}

double in_seconds(Duration span) { return std::chrono::duration<double>(span).count(); }

Duration from_seconds(double span) {
  return std::chrono::duration_cast<Duration>(std::chrono::duration<double>(std::max(span, 0.0)));
}

/// One kind of request, with what of it is not known drawn for one play.
class Kind {
 public:
  explicit Kind(const ExpectedRenderings& of)
      : work_(&of), known_(of.times.known()), median_(in_seconds(of.times.quantile(0.5))) {
    most_ = 1 - set_apart * weight_of_apart / (weight_of_apart + known_);
    shape_ = (known_ + unknown_shape * enough_known) / (known_ + enough_known);
    slow_ = spread(in_seconds(of.times.quantile(0.9 * most_)));
    constexpr int steps = 20;
    for (int i = 0; i < steps; ++i)
      mean_ += spread(in_seconds(of.times.quantile(most_ * (i + 0.5) / steps))) / steps;
  }

  void begin_play(Random& random) {
    scale_ =
        std::exp(std::hypot(scale_each_night, unknown_scale / std::sqrt(1 + 2 * known_)) * normal(random));
    const double most = unseen_slow / (1 + known_ / seen_for_half);
    unseen_ = most * std::max(0.0, 2 * uniform(random) - 1);
  }
  /// Seconds that one request takes.
  [[nodiscard]] double draw(Random& random) const {
    if (uniform(random) < unseen_) return slow() * std::exp(unseen_slowness * uniform(random));
    const double takes = in_seconds(work_->times.quantile(most_ * uniform(random)));
    return scale_ * spread(takes * std::exp(-cell_width * uniform(random)));
  }
  [[nodiscard]] double slow() const { return scale_ * slow_; }  ///< nine of ten take less
  [[nodiscard]] double mean() const { return scale_ * mean_; }
  [[nodiscard]] const ExpectedRenderings& work() const { return *work_; }

 private:
  [[nodiscard]] double spread(double takes) const { return median_ * std::pow(takes / median_, shape_); }

  const ExpectedRenderings* work_;
  double known_;
  double median_;
  double most_ = 1;
  double shape_ = 1;
  double slow_ = 0;
  double mean_ = 0;
  double scale_ = 1;
  double unseen_ = 0;
};

struct Sums {
  std::size_t submitted = 0, delivered = 0, open = 0;
  [[nodiscard]] std::size_t sent() const { return submitted + delivered; }
};

class Play {
 public:
  Play(std::vector<Kind>& kinds, const Sums& sums, std::size_t reads, const Policy& policy, Random& random)
      : kinds_(kinds), sums_(sums), reads_(reads), policy_(policy), random_(random) {}

  double run() {
    for (Kind& kind : kinds_) kind.begin_play(random_);
    const double pace =
        in_seconds(policy_.rate_span) / policy_.rate_calls * (1 + policy_.rate_safety * uniform(random_));
    const double polls = static_cast<double>(sums_.submitted + sums_.open);
    const double calls =
        static_cast<double>(sums_.sent() + reads_) + polls * (1 + wasted_polls * uniform(random_));
    const double all_calls = pace * calls;
    double slow_kind = 0;
    for (const Kind& kind : kinds_) slow_kind = std::max(slow_kind, kind.slow());
    // Submissions take over from polls in time for the last rendering to be done with the last call.
    const double first = pace * static_cast<double>(reads_);
    const double last_sent =
        std::max(first + pace * static_cast<double>(sums_.sent()), all_calls - slow_kind);
    return std::max({all_calls, last_end(first, last_sent), crowded()}) + on_the_way_s * uniform(random_);
  }

 private:
  /// When the last of what is sent, and of what was sent before, is noticed to be done.
  double last_end(double first, double last_sent) {
    double end = 0;
    const std::size_t all = sums_.sent();
    for (std::size_t i = all - std::min(all, most_drawn); i < all; ++i) {
      const double sent = first + (last_sent - first) * static_cast<double>(i + 1) / static_cast<double>(all);
      end = std::max(end, sent + time_of_one(all, false));
    }
    for (std::size_t i = 0; i < std::min(sums_.open, most_drawn); ++i)
      end = std::max(end, first + uniform(random_) * time_of_one(sums_.open, true));
    return end;
  }

  /// Requests of several kinds take turns.
  double time_of_one(std::size_t all, bool open) {
    auto at = static_cast<std::size_t>(uniform(random_) * static_cast<double>(all));
    std::size_t which = 0;
    for (; which + 1 < kinds_.size(); ++which) {
      const ExpectedRenderings& work = kinds_[which].work();
      const std::size_t its = open ? work.open : work.submitted + work.delivered;
      if (at < its) break;
      at -= its;
    }
    return kinds_[which].draw(random_) * (1 + noticed_late * uniform(random_));
  }

  /// What may be under way at once can be less than what the pace would bring there.
  [[nodiscard]] double crowded() const {
    double rendering = 0;
    double unanswered = 0;
    for (const Kind& kind : kinds_) {
      rendering += static_cast<double>(kind.work().submitted) * kind.mean();
      unanswered += static_cast<double>(kind.work().delivered) * kind.mean();
    }
    return std::max(rendering / policy_.max_in_flight, unanswered / policy_.max_unanswered_posts);
  }

  std::vector<Kind>& kinds_;
  const Sums& sums_;
  std::size_t reads_;
  const Policy& policy_;
  Random& random_;
};

}  // namespace

Forecast forecast(const std::vector<ExpectedRenderings>& work, std::size_t reads, const Policy& policy) {
  Forecast made;
  made.learned = true;
  std::vector<Kind> kinds;
  Sums sums;
  for (const ExpectedRenderings& one : work) {
    if (one.submitted + one.delivered + one.open == 0) continue;
    kinds.emplace_back(one);
    sums.submitted += one.submitted;
    sums.delivered += one.delivered;
    sums.open += one.open;
    made.learned = made.learned && one.times.known() > 0;
  }
  if (kinds.empty()) return {};
  Random random{20'261'128};
  std::vector<double> ends;
  for (std::size_t i = 0; i < plays; ++i) ends.push_back(Play{kinds, sums, reads, policy, random}.run());
  std::ranges::sort(ends);
  const auto at = [&](double share) {
    return ends.at(static_cast<std::size_t>(share * static_cast<double>(ends.size() - 1) + 0.5));
  };
  made.low = from_seconds(at(outside) * 0.9);
  made.likely = from_seconds(at(0.5));
  made.high = from_seconds(at(1 - outside) * 1.03 + on_the_way_s);
  return made;
}

}  // namespace pressrun
