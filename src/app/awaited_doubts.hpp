#pragma once

#include "pressrun/domain/ledger.hpp"
#include "pressrun/domain/time.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

namespace pressrun::app {

/// Requests of this run whose outcome is not known, and which a webhook's delivery may still settle: a run
/// that ends by itself waits for them for a while. Threads: one strand.
class AwaitedDoubts {
 public:
  void add(std::size_t journal, RequestNumber request, Instant until) { until_[{journal, request}] = until; }
  void settle(std::size_t journal, RequestNumber request) { until_.erase({journal, request}); }
  [[nodiscard]] bool any(Instant now) const { return last() > now; }
  /// When the last of them is waited for no longer; `Instant::min()`: there is none.
  [[nodiscard]] Instant last() const {
    Instant latest = Instant::min();
    for (const auto& [request, until] : until_) latest = std::max(latest, until);
    return latest;
  }

 private:
  std::map<std::pair<std::size_t, RequestNumber>, Instant> until_;
};

}  // namespace pressrun::app
