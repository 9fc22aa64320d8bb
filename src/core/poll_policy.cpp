#include "pressrun/core/poll_policy.hpp"

#include <algorithm>

namespace pressrun {
namespace {

// Prices of a poll, as multiples of the kind's median time.
constexpr double contested_price = 9;
constexpr double again_price = 5;  // of the few that a first poll missed: they would wait longest
constexpr double exploratory_price = 0.25;
constexpr double idle_price = 0.1;
constexpr double no_price = 1000;  // times the documented ceiling: a call costs nothing that counts
constexpr double idle_crowd = 15;  // beyond so many requests out, each one's delay matters less for the end

constexpr double few_known = 6;             // observations that must be there, or on their way
constexpr std::size_t explored_every = 50;  // requests: so that a kind that became faster is noticed

// Of requests that a webhook tells of.
constexpr double safety_factor = 2;  // times what nearly every request takes, and then times the last wait
constexpr Duration safety_least = std::chrono::seconds{15};
constexpr Duration safety_most = std::chrono::minutes{10};
constexpr double delivery_memory = 0.98;  // some fifty deliveries
constexpr double few_missed = 2;          // before anything is concluded

constexpr Duration slowest = std::chrono::seconds{30};  // between two polls of one that hangs

/// Where calls are plenty a poll costs less: it delays others by less.
Duration price_of(const PollCase& of) {
  double price = of.asked == 0 ? contested_price : again_price;
  if (of.exploratory) price = exploratory_price;
  if (!of.contested) price = idle_price * std::max(1.0, static_cast<double>(of.rendering) / idle_crowd);
  return scaled(of.times.quantile(0.5), std::max(idle_price, price / of.plenty));
}

}  // namespace

/// Without a ceiling the first of an unknown kind are asked at once: it costs nothing that counts, and what
/// they tell may spare the others a wait.
Duration poll_due(const PollCase& of) {
  const bool unknown = of.exploratory && of.asked == 0 && of.times.known() < few_known;
  if (unknown && of.plenty >= no_price) return time_of(1);
  return time_of(of.times.schedule(price_of(of)).at(of.asked));
}

Duration safety_poll_due(const RenderTimes& times, RenderCell asked) {
  const Duration first = std::max(safety_least, scaled(times.quantile(nearly_every_request), safety_factor));
  const Duration last = time_of(asked);
  if (asked == 0 || last < first) return first;
  return last + std::min(safety_most, scaled(last, safety_factor - 1));
}

void DeliveryRecord::note(double& count) {
  told_ *= delivery_memory;
  missed_ *= delivery_memory;
  count += 1;
}

bool DeliveryRecord::is_reliable() const { return told_ > 0 && missed_ <= few_missed + told_ / 2; }

Duration more_patience(RenderCell asked) { return asked + 1U >= render_cells ? slowest : Duration{}; }

bool knows_enough(const KindStanding& kind) {
  return kind.known + static_cast<double>(kind.exploratory) >= few_known;
}

bool is_exploratory(const KindStanding& kind) {
  return !knows_enough(kind) || kind.accepted % explored_every == 0;
}

bool poll_goes_first(const PollOrSubmit& either) {
  return either.exploratory || either.submitting > either.rendering;
}

}  // namespace pressrun
