#pragma once

#include "pressrun/domain/time.hpp"

#include <string>

namespace pressrun::cli {

/// When the present day and month began in a time zone.
struct Calendar {
  WallTime day_began{};
  WallTime month_began{};
  std::string zone;  ///< "Europe/Paris"; of the machine: "CET (this machine's)"
};

/// Whether this machine knows the zone. "UTC" always.
bool is_known_zone(const std::string& zone);

/// `zone`: an IANA name; empty: the machine's. Sets TZ for a moment: call it before any thread is started.
Calendar calendar_at(WallTime now, const std::string& zone);

}  // namespace pressrun::cli
