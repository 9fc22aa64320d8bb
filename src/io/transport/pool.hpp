#pragma once

#include "io/transport/connection.hpp"

#include <memory>
#include <vector>

namespace pressrun::io {

/// Idle connections, the most recently used last and taken first.
class Pool {
 public:
  explicit Pool(Duration idle_limit) : idle_limit_(idle_limit) {}

  /// A connection used since `now - used_within` and seen open, or nullptr. Drops those it finds dead.
  std::unique_ptr<Connection> take(Instant now, Duration used_within);
  void put(std::unique_ptr<Connection> connection, Instant now);
  void clear() { idle_.clear(); }

 private:
  void drop_old(Instant now);

  Duration idle_limit_;
  std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace pressrun::io
