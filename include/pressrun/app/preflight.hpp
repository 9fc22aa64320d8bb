#pragma once

#include "pressrun/app/run.hpp"
#include "pressrun/domain/design.hpp"
#include "pressrun/domain/failure.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::app {

/// What the API says of the designs that the manifests name.
struct DesignReadings {
  std::vector<Design> designs;
  std::vector<std::pair<DesignId, Failure>>
      unusable;            ///< not there, not ours, not readable: the API's own words
  Stop stop = Stop::none;  ///< unauthorized, untrusted, service_away, deadline, signal
  std::string reason;      ///< a sentence about the stop
  ApiCalls calls;
};

/// What the ledger has to know of a design that was read.
DesignReading reading_of(const Design& design, WallTime at);

/// Reads each design once, under the rate budget, before anything is spent. Trouble that can pass is waited
/// out as Policy says; a design that is not there does not keep the others from being read.
asio::awaitable<DesignReadings> read_designs(std::vector<DesignId> ids, RunOptions options, Deps deps);

}  // namespace pressrun::app
