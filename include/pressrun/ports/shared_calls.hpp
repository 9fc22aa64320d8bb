#pragma once

#include "pressrun/core/rate_budget.hpp"

#include <vector>

namespace pressrun {

/// The calls that processes on this host book on one key's budget, so that together they keep its ceiling.
/// Between `take` and `release` no other process books: decide and release, and never wait in between.
/// Errors: none: where the others cannot be asked, this process goes on alone, and the server's refusals
/// correct it.
class SharedCalls {
 public:
  virtual ~SharedCalls() = default;
  /// What others booked since the last time, oldest first.
  virtual std::vector<BookedCall> take() = 0;
  virtual void release(const std::vector<BookedCall>& mine) = 0;
};

}  // namespace pressrun
