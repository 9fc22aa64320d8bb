#include "io/transport/pool.hpp"

#include <algorithm>
#include <utility>

namespace pressrun::io {
namespace {

constexpr std::size_t most_idle = 256;

}  // namespace

std::unique_ptr<Connection> Pool::take(Instant now, Duration used_within) {
  drop_old(now);
  while (!idle_.empty() && now - idle_.back()->last_used <= used_within) {
    auto connection = std::move(idle_.back());
    idle_.pop_back();
    if (!connection->seen_open()) continue;
    connection->reused = true;
    return connection;
  }
  return nullptr;
}

void Pool::put(std::unique_ptr<Connection> connection, Instant now) {
  drop_old(now);
  if (idle_.size() >= most_idle) return;
  connection->last_used = now;
  idle_.push_back(std::move(connection));
}

void Pool::drop_old(Instant now) {
  const auto young = [&](const auto& connection) { return now - connection->last_used <= idle_limit_; };
  idle_.erase(idle_.begin(), std::find_if(idle_.begin(), idle_.end(), young));
}

}  // namespace pressrun::io
