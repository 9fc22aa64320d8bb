#include "simulator/model/outgoing_webhooks.hpp"

#include "simulator/model/draws.hpp"

#include <utility>

namespace pressrun::simulator {
namespace {

// What is drawn for a delivery; each attempt's loss has a number of its own.
constexpr std::uint64_t of_lateness = 1;
constexpr std::uint64_t of_repetition = 2;
constexpr std::uint64_t of_delay = 3;
constexpr std::uint64_t of_name = 4;
constexpr std::uint64_t of_loss = 100;

}  // namespace

double OutgoingWebhooks::draw(std::uint64_t number, std::uint64_t what) const {
  return unit(mix(mix(seed_, number), what));
}

void OutgoingWebhooks::schedule(std::uint64_t number, std::optional<ServerTime> at) {
  Delivery& delivery = open_.at(number);
  if (delivery.due) due_.erase({*delivery.due, number});
  delivery.due = at;
  if (at) due_.emplace(*at, number);
}

void OutgoingWebhooks::add(std::size_t generation, std::string url, ServerTime ready) {
  const std::uint64_t number = ++last_;
  Delivery& made = open_[number];
  made.generation = generation;
  made.url = std::move(url);
  made.repeats = draw(number, of_repetition) < rules_.repeated;
  const auto takes = std::chrono::nanoseconds{
      static_cast<std::int64_t>(static_cast<double>(rules_.delay.count()) * 2 * draw(number, of_delay))};
  const bool late = draw(number, of_lateness) < rules_.late;
  schedule(number, ready + takes + (late ? rules_.late_by : std::chrono::nanoseconds{}));
}

std::optional<ServerTime> OutgoingWebhooks::next() const {
  if (due_.empty()) return std::nullopt;
  return due_.begin()->first;
}

std::optional<OutgoingWebhooks::Attempt> OutgoingWebhooks::take(ServerTime now) {
  if (due_.empty() || due_.begin()->first > now) return std::nullopt;
  const std::uint64_t number = due_.begin()->second;
  Delivery& delivery = open_.at(number);
  Attempt attempt{number, delivery.generation, delivery.url, true};
  attempt.arrives = draw(number, of_loss + delivery.attempts) >= rules_.lost;
  const std::size_t step = delivery.attempts++;
  if (step < rules_.ladder.size()) {
    schedule(number, now + rules_.ladder[step]);
  } else {
    schedule(number, std::nullopt);
    open_.erase(number);
  }
  return attempt;
}

void OutgoingWebhooks::acknowledged(std::uint64_t number) {
  const auto found = open_.find(number);
  if (found == open_.end()) return;
  if (std::exchange(found->second.repeats, false)) return;
  schedule(number, std::nullopt);
  open_.erase(found);
}

std::string OutgoingWebhooks::id(std::uint64_t number) const {
  return hex_digits(mix(mix(seed_, number), of_name));
}

}  // namespace pressrun::simulator
