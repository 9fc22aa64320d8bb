#include "app/scheduler.hpp"

#include <utility>
#include <variant>

namespace pressrun::app {
namespace {

constexpr std::size_t low_water = 64;        // bodies held beyond those under way
constexpr std::uint64_t worth_telling = 10;  // calls of others

}  // namespace

asio::awaitable<void> Scheduler::run() {
  bool goes_on = true;
  while (goes_on) {
    co_await work();
    goes_on = !parts_.calls.broken() && co_await read_more_designs();
    goes_on = goes_on || !all_done();  // a delivery may have come meanwhile
  }
}

asio::awaitable<void> Scheduler::work() {
  for (;;) {
    look_around();
    if (all_done()) break;
    if (parts_.stops.control().draining() || parts_.calls.broken()) {
      co_await parts_.stops.wait_for_news(parts_.stops.control().drain_until());
      continue;
    }
    refill();
    const Admission::Next next =
        parts_.gate.decide([this] { return parts_.admission.next(parts_.gate.clock().now()); });
    if (const auto* wait = std::get_if<Admission::Wait>(&next)) {
      co_await parts_.stops.wait_for_news(wait->until);
    } else if (std::holds_alternative<Admission::Idle>(next)) {
      const Instant now = parts_.gate.clock().now();
      const bool waits = parts_.deliveries.has_work(now) && parts_.deliveries.waits_until() > now;
      co_await parts_.stops.wait_for_news(waits ? parts_.deliveries.waits_until() : Instant::max());
    } else {
      parts_.calls.start(next);
    }
  }
}

/// Where a request was rejected for one format of several, the design tells which the others are.
asio::awaitable<bool> Scheduler::read_more_designs() {
  try {
    co_return co_await parts_.designs.read_needed();
  } catch (const JournalError& error) {
    parts_.stops.stop(Stop::journal, error.what());
  }
  co_return false;
}

void Scheduler::look_around() {
  if (!told_of_others_ && parts_.budget.foreign_calls() >= worth_telling) {
    told_of_others_ = true;
    parts_.observers.tell(OthersCall{});
  }
  if (parts_.stops.look(!all_done())) parts_.calls.cut_off();
}

bool Scheduler::all_done() const {
  if (!parts_.calls.empty()) return false;
  const RunControl& control = parts_.stops.control();
  if (control.draining() || parts_.calls.broken()) return true;
  return !parts_.admission.submits_more() && (!control.takes_in() || parts_.campaigns.wanted_left() == 0) &&
         !parts_.admission.has_polls() && !parts_.deliveries.has_work(parts_.gate.clock().now());
}

void Scheduler::refill() {
  const RunControl& control = parts_.stops.control();
  try {
    while (control.takes_in() && parts_.admission.submissions_waiting() < low_water) {
      auto wanted = parts_.campaigns.next_wanted();
      if (!wanted) break;
      parts_.queue.take_in(wanted->campaign, std::move(wanted->item));
    }
  } catch (const SourceChanged& error) {
    return parts_.stops.stop(Stop::source, error.what());
  }
  parts_.admission.expect(control.takes_in() ? parts_.campaigns.wanted_left() : 0);
}

}  // namespace pressrun::app
