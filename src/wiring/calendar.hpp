#pragma once

#include "pressrun/domain/time.hpp"

#include <string>

namespace pressrun::wiring {

/// When the present day and month began in a time zone.
struct Calendar {
  WallTime day_began{};
  WallTime month_began{};
  std::string zone;  ///< "Europe/Paris"; of the machine: "CET (this machine's)"
};

/// Whether this machine knows the zone. "UTC" always.
bool is_known_zone(const std::string& zone);

/// Whether what TZ says means anything here: a zone of this machine, or a rule written out ("CET-1CEST"). The
/// C library takes anything else for UTC, without a word.
bool is_usable_tz(const std::string& tz);

/// `zone`: an IANA name; empty: the machine's. Sets TZ for a moment: call it before any thread is started.
Calendar calendar_at(WallTime now, const std::string& zone);

}  // namespace pressrun::wiring
