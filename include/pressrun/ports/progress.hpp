#pragma once

#include "pressrun/domain/time.hpp"

#include <cstddef>
#include <optional>
#include <string>

namespace pressrun {

/// How far a run is. Plain figures; how they look is the implementation's business.
struct ProgressReading {
  std::size_t jobs = 0;       ///< all of the manifests
  std::size_t unchanged = 0;  ///< were there before; counted in done
  std::size_t done = 0;       ///< succeeded
  std::size_t failed = 0;     ///< failed or partial
  std::size_t in_doubt = 0;
  std::size_t in_flight = 0;    ///< submitted and not final
  std::size_t waiting = 0;      ///< not yet submitted
  double calls_per_second = 0;  ///< over the last seconds
  Duration elapsed{};
  std::optional<Duration> remaining;  ///< expected
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
