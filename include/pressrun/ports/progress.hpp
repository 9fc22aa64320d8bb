#pragma once

#include "pressrun/domain/time.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pressrun {

/// What this process has reserved. Units: credits.
struct CreditReading {
  std::uint64_t settled = 0;
  std::uint64_t out = 0;       ///< reserved for what is on its way, or in doubt
  std::uint64_t expected = 0;  ///< for all that the run means to buy; 0: not known
  std::optional<std::uint64_t> limit;
};

/// Files that are fetched beside the run.
struct FileReading {
  std::size_t fetched = 0;
  std::uint64_t bytes = 0;      ///< of them
  double bytes_per_second = 0;  ///< over the last seconds
};

/// A request that renders, and since when.
struct SlowRequest {
  std::string job;
  Duration out{};
};

/// How long the rest is expected to take.
struct TimeLeft {
  Duration low{};
  Duration high{};
};

/// How far a run is. Plain figures; how they look is the implementation's business.
struct ProgressReading {
  std::size_t jobs = 0;       ///< all of the manifests
  std::size_t unchanged = 0;  ///< were there before; counted in done
  std::size_t done = 0;       ///< succeeded
  std::size_t failed = 0;     ///< not a format of them came
  std::size_t partial = 0;    ///< some came
  std::size_t in_doubt = 0;
  std::size_t in_flight = 0;    ///< submitted and not final
  std::size_t waiting = 0;      ///< not yet submitted
  std::uint64_t sent = 0;       ///< submissions of this run, each attempt
  std::size_t assets = 0;       ///< that came in this run
  double calls_per_second = 0;  ///< over the last seconds
  CreditReading credits = {};
  std::optional<FileReading> files = {};
  std::vector<SlowRequest> slowest = {};  ///< slowest first
  Duration elapsed{};
  std::optional<TimeLeft> remaining;  ///< expected
  std::string note;  ///< "waiting for the API: connection refused", "rate limited for 28m"; may be empty
};

class Progress {
 public:
  virtual ~Progress() = default;
  virtual void show(const ProgressReading& reading) = 0;
  /// Something a person should read now: a failed job, a stop. Never lost behind the live line.
  virtual void say(const std::string& line) = 0;
  virtual void finish() = 0;  ///< the live line gives way
};

}  // namespace pressrun
