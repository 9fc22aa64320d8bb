#include "app/run_designs.hpp"

#include "pressrun/app/preflight.hpp"

#include <algorithm>
#include <iterator>

namespace pressrun::app {
namespace {

/// Now that their designs are read the journal decides on them, one by one, when their turn comes.
void decide_undecided(Workload& load) {
  if (load.undecided.empty()) return;
  load.held.clear();  // no longer the first of the wanted
  std::ranges::copy(load.undecided, std::back_inserter(load.wanted));
  std::ranges::sort(load.wanted, {}, &WantedContent::position);
  load.undecided = {};
  load.unread = {};
}

}  // namespace

RunDesigns::RunDesigns(const Parts& parts) : parts_(parts) {
  for (const DesignReading& reading : parts.options.designs) just_read_.insert(reading.id);
}

asio::awaitable<void> RunDesigns::note(std::size_t campaign, std::vector<DesignReading> readings) {
  Campaign& of = parts_.campaigns[campaign].campaign;
  std::vector<DesignState> states = co_await of.journal.note_designs(of.account, std::move(readings));
  for (DesignState& state : states) parts_.book.put(of.journal, std::move(state));
}

/// Those that nobody has asked for yet.
std::vector<DesignId> RunDesigns::needed() {
  std::vector<DesignId> ids;
  const auto add = [&](const DesignId& id) {
    if (asked_for_.insert(id).second) ids.push_back(id);
  };
  for (std::size_t i = 0; i < parts_.campaigns.size(); ++i)
    std::ranges::for_each(parts_.campaigns[i].load.unread, add);
  for (const auto& [content, design] : parts_.table.waiting()) add(design);
  return ids;
}

asio::awaitable<bool> RunDesigns::read_needed() {
  std::vector<DesignId> ids = needed();
  if (ids.empty() || parts_.stops.control().draining()) {
    leave_undecided();
    co_return false;
  }
  DesignReadings readings = co_await read_designs(std::move(ids), parts_.options, parts_.deps);
  parts_.stops.listen();  // the reading listened in its place
  parts_.campaigns[0].record.summary.api_calls.read += readings.calls.read;
  if (readings.stop != Stop::none) parts_.stops.stop(readings.stop, readings.reason);
  for (const Design& design : readings.designs) just_read_.insert(design.id);
  const WallTime now = parts_.deps.clock.wall_now();
  for (const std::size_t journal : parts_.campaigns.journals()) {
    std::vector<DesignReading> read;
    for (const Design& design : readings.designs) read.push_back(reading_of(design, now));
    co_await note(journal, std::move(read));
  }
  for (std::size_t i = 0; i < parts_.campaigns.size(); ++i) decide_undecided(parts_.campaigns[i].load);
  const auto waiting = parts_.table.take_waiting();
  for (const auto& [content, design] : waiting) {
    if (readings.stop == Stop::none) parts_.queue.queue(content);
    parts_.table.release(content);
  }
  co_return !waiting.empty();
}

/// What a design that could not be read leaves open: it was asked for once, and is not without end.
void RunDesigns::leave_undecided() {
  const auto waiting = parts_.table.take_waiting();
  for (const auto& [content, design] : waiting) {
    if (!parts_.stops.control().draining()) {
      const ActiveContent& left = parts_.table.content(content);
      ++parts_.campaigns[left.campaign].left_rendering;
      parts_.observers.tell(LeftUndecided{left.label, design});
    }
    parts_.table.release(content);
  }
}

}  // namespace pressrun::app
