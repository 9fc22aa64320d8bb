#include "pressrun/core/render_times.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <optional>

namespace pressrun {
namespace {

constexpr double fading = 0.997;       // of an observation with each later one
constexpr double forgotten = 0.01;     // what three surprises leave of all before
constexpr double least_weight = 0.01;  // below it an observation is dropped
constexpr double hanging = 0.01;       // share of requests that the log-normal does not explain
constexpr double shape_weight = 5;     // observations that the fitted shape counts as
constexpr double typical_median = 4;   // seconds, with nothing learned
constexpr double unknown_sigma = 1.0;  // with nothing learned
constexpr double typical_sigma = 0.5;  // of one kind of request, as three observations
constexpr double too_soon = 0.05;
constexpr double too_late = 0.95;
constexpr double most_recalled = 60;  // observations: tonight's count for more
constexpr int twofold = 12;           // cells
constexpr double says_little = 0.8;   // of all requests: an interval that holds so many
constexpr int surprises_to_forget = 3;
constexpr std::size_t most_surprising = 16;
constexpr std::size_t rounds = 24;

constexpr RenderCell last_cell = render_cells - 1;

using Masses = std::array<double, render_cells>;

double logarithm(RenderCell cell) { return std::log(std::chrono::duration<double>(time_of(cell)).count()); }

struct Logarithms {
  Masses end{};     // of each cell
  Masses middle{};  // between it and the one before
};

const Logarithms& logarithms() {
  static const auto made = [] {
    Logarithms of;
    for (RenderCell k = 1; k < render_cells; ++k) of.end.at(k) = logarithm(k);
    for (RenderCell k = 2; k < render_cells; ++k) of.middle.at(k) = (of.end.at(k) + of.end.at(k - 1U)) / 2;
    of.middle.at(1) = of.end.at(1) - 0.5;
    return of;
  }();
  return made;
}

RenderShares summed(const Masses& masses) {
  RenderShares shares{};
  std::partial_sum(masses.begin(), masses.end(), shares.begin());
  shares.back() = 1;
  return shares;
}

struct Shape {
  double mu = std::log(typical_median);
  double sigma = unknown_sigma;

  [[nodiscard]] Masses masses() const {
    Masses found{};
    double before = 0;
    for (std::size_t k = 1; k < render_cells; ++k) {
      const bool last = k == render_cells - 1;
      const double share =
          last ? 1 : 0.5 * std::erfc(-(logarithms().end.at(k) - mu) / (sigma * std::sqrt(2.0)));
      found.at(k) = share - before;
      before = share;
    }
    return found;
  }
};

/// Spreads the weight of every interval over its cells in proportion to `masses`. `hang`: share of requests
/// that the masses do not explain, spread evenly; their part of an interval is left out.
template <class Evidence>
Masses spread_over(const Evidence& evidence, const Masses& masses, double hang) {
  const RenderShares shares = summed(masses);
  Masses slope{};  // what begins at a cell less what ended before it
  for (const auto& [interval, weight] : evidence) {
    const auto [after, by] = interval;
    const double inside = shares.at(by) - shares.at(after);
    if (inside <= 1e-12) continue;
    const double odd = hang * static_cast<double>(by - after) / static_cast<double>(render_cells);
    const double part = weight * (1 - hang) / ((1 - hang) * inside + odd);
    slope.at(after + 1U) += part;
    if (by < last_cell) slope.at(by + 1U) -= part;
  }
  Masses spread{};
  double running = 0;
  for (std::size_t k = 1; k < render_cells; ++k) {
    running += slope.at(k);
    spread.at(k) = std::max(0.0, running) * masses.at(k);
  }
  return spread;
}

/// Expectation and maximisation, with a weak prior on the median and one of three observations on the spread.
template <class Evidence>
Shape fitted(const Evidence& evidence, Shape shape) {
  const Shape unknown;
  if (evidence.empty()) return unknown;
  for (std::size_t round = 0; round < rounds; ++round) {
    const Masses found = spread_over(evidence, shape.masses(), hanging);
    double weight = 0.5;
    double sum = 0.5 * unknown.mu;
    for (std::size_t k = 1; k < render_cells; ++k) {
      weight += found.at(k);
      sum += found.at(k) * logarithms().middle.at(k);
    }
    const double mu = sum / weight;
    double squares = 3 * typical_sigma * typical_sigma;
    for (std::size_t k = 1; k < render_cells; ++k)
      squares += found.at(k) * std::pow(logarithms().middle.at(k) - mu, 2);
    const Shape next{mu, std::max(0.05, std::sqrt(squares / (weight + 2.5)))};
    const bool settled = std::abs(next.mu - shape.mu) < 1e-3 && std::abs(next.sigma - shape.sigma) < 1e-3;
    shape = next;
    if (settled) break;
  }
  return shape;
}

/// The shape, bent by what was seen: each interval's weight goes to its cells as the shape has it. Going on
/// from there would be maximum likelihood, which heaps everything up where intervals happen to overlap.
template <class Evidence>
Masses histogram(const Evidence& evidence, const Shape& shape) {
  Masses prior = shape.masses();
  for (std::size_t k = 1; k < render_cells; ++k)
    prior.at(k) = (1 - hanging) * prior.at(k) + hanging / static_cast<double>(render_cells - 1);
  Masses masses = spread_over(evidence, prior, 0);
  double total = 0;
  for (std::size_t k = 1; k < render_cells; ++k) total += masses.at(k) += shape_weight * prior.at(k);
  for (double& mass : masses) mass /= total;
  return masses;
}

int price_step(Duration price) {
  const double ms = std::chrono::duration<double, std::milli>(price).count();
  return static_cast<int>(std::lround(2 * std::log(std::max(ms, 1.0))));
}

Duration price_of(int step) {
  return std::chrono::duration_cast<Duration>(
      std::chrono::duration<double, std::milli>(std::exp(step / 2.0)));
}

}  // namespace

RenderTimes::RenderTimes() : mu_(Shape{}.mu), sigma_(Shape{}.sigma) { fit(); }

RenderTimes::Surprise RenderTimes::judge(RenderCell after, RenderCell by) const {
  if (shares_.at(after) > too_late) return Surprise::too_late;
  if (shares_.at(by) < too_soon) return Surprise::too_soon;
  return shares_.at(by) - shares_.at(after) > says_little ? Surprise::not_late : Surprise::as_expected;
}

void RenderTimes::finished(Number request, RenderCell after, RenderCell by) {
  fit();
  close(after);
  const auto end =
      std::min<RenderCell>(std::max<RenderCell>(by, static_cast<RenderCell>(after + 1U)), last_cell);
  if (after >= end) return resolve(request, Surprise::tells_nothing);
  newest_ /= fading;
  seen_[{after, end}] += newest_;
  const Surprise surprise = judge(after, end);
  const bool odd = surprise == Surprise::too_soon || surprise == Surprise::too_late;
  if (odd && surprising_.size() < most_surprising) surprising_.emplace_back(after, end);
  resolve(request, surprise);
  note_change();
}

void RenderTimes::waiting(Number request, RenderCell before, RenderCell now) {
  fit();
  close(before);
  ++open_.at(now);
  if (judge(now, last_cell) == Surprise::too_late) resolve(request, Surprise::too_late);
  note_change();
}

void RenderTimes::gone(Number request, RenderCell before) {
  close(before);
  resolve(request, Surprise::tells_nothing);
}

void RenderTimes::close(RenderCell before) {
  if (before > 0 && open_.at(before) > 0) --open_.at(before);
}

/// The first surprise stands: one that hangs is one surprise, however often it is asked for.
void RenderTimes::resolve(Number request, Surprise surprise) {
  if (request < next_judged_) return;
  surprises_of_.try_emplace(request, surprise);
  while (!surprises_of_.empty() && surprises_of_.begin()->first == next_judged_) {
    const Surprise next = surprises_of_.begin()->second;
    surprises_of_.erase(surprises_of_.begin());
    ++next_judged_;
    count(next);
  }
}

void RenderTimes::count(Surprise surprise) {
  if (surprise == Surprise::tells_nothing || (surprise == Surprise::not_late && surprises_ < 0)) return;
  if (surprise == Surprise::as_expected || surprise == Surprise::not_late) {
    surprises_ = 0;
    surprising_.clear();
    return;
  }
  const int direction = surprise == Surprise::too_late ? 1 : -1;
  surprises_ = (surprises_ > 0) == (direction > 0) ? surprises_ + direction : direction;
  if (std::abs(surprises_) >= surprises_to_forget) forget();
}

void RenderTimes::forget() {
  for (auto& [interval, weight] : seen_) weight *= forgotten;
  for (const Interval& interval : surprising_) seen_[interval] += newest_;
  mu_ = Shape{}.mu;
  sigma_ = Shape{}.sigma;
  surprises_ = 0;
  surprising_.clear();
  changes_ = next_fit_ = 0;  // each of the next ones counts
  stale_ = true;
}

/// Each of the first observations counts; later ones are taken in by the handful.
void RenderTimes::note_change() {
  ++changes_;
  if (changes_ < next_fit_) return;
  next_fit_ = changes_ + 1 + std::min<std::size_t>(changes_ / 32, 64);
  stale_ = true;
  for (auto& [interval, weight] : seen_) weight /= newest_;
  newest_ = 1;
  std::erase_if(seen_, [](const auto& each) { return each.second < least_weight; });
}

double RenderTimes::known() const {
  fit();
  return known_;
}

RenderTimes::Weighted RenderTimes::evidence() const {
  Weighted all;
  for (const auto& [interval, weight] : seen_) {
    all.emplace(interval, weight / newest_);
  }
  for (RenderCell cell = 1; cell < last_cell; ++cell) {
    if (open_.at(cell) > 0) all[{cell, last_cell}] += open_.at(cell);
  }
  return all;
}

void RenderTimes::fit() const {
  if (!stale_) return;
  const Weighted all = evidence();
  // From the last shape on: intervals that say little let it creep, and it must not start anew each time.
  const Shape shape = fitted(all, {mu_, sigma_});
  mu_ = shape.mu;
  sigma_ = shape.sigma;
  shares_ = summed(histogram(all, shape));
  schedules_.clear();
  stale_ = false;
  known_ = 0;
  for (const auto& [interval, weight] : seen_) {
    const bool narrow = interval.second - interval.first <= twofold;
    const double says = narrow ? 1 : 1 - shares_.at(interval.second) + shares_.at(interval.first);
    known_ += weight / newest_ * says;
  }
}

Duration RenderTimes::quantile(double share) const {
  fit();
  const auto reached = std::ranges::lower_bound(shares_, share);
  return time_of(static_cast<RenderCell>(std::min<std::ptrdiff_t>(reached - shares_.begin(), last_cell)));
}

const PollSchedule& RenderTimes::schedule(Duration price) const {
  fit();
  const int step = price_step(price);
  const auto known = schedules_.find(step);
  if (known != schedules_.end()) return known->second;
  return schedules_.emplace(step, schedule_polls(shares_, price_of(step))).first->second;
}

std::string RenderTimes::memory() const {
  std::string text;
  for (const auto& [interval, weight] : seen_) {
    const auto hundredths = std::lround(weight / newest_ * 100);
    if (hundredths < 1) continue;
    text += std::to_string(interval.first) + "-" + std::to_string(interval.second) + ":" +
            std::to_string(hundredths) + " ";
  }
  return text;
}

void RenderTimes::recall(std::string_view memory) {
  Weighted read;
  const char* at = memory.data();
  const char* const end = at + memory.size();
  const auto number = [&](unsigned most, char mark) -> std::optional<unsigned> {
    unsigned value = 0;
    const auto [rest, error] = std::from_chars(at, end, value);
    if (error != std::errc{} || value > most || rest == end || *rest != mark) return std::nullopt;
    at = rest + 1;
    return value;
  };
  while (at != end) {
    const auto after = number(last_cell - 1, '-');
    const auto by = after ? number(last_cell, ':') : std::nullopt;
    const auto hundredths = by ? number(1'000'000, ' ') : std::nullopt;
    if (!hundredths || *by <= *after) return;
    read[{static_cast<RenderCell>(*after), static_cast<RenderCell>(*by)}] += *hundredths / 100.0;
  }
  double total = 0;
  for (const auto& [interval, weight] : read) total += weight;
  const double share = std::min(1.0, most_recalled / std::max(total, 1.0));
  for (const auto& [interval, weight] : read) seen_[interval] += weight * share * newest_;
  stale_ = true;
}

}  // namespace pressrun
