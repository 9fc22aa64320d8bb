#pragma once

#include "pressrun/app/service_check.hpp"
#include "usage/exit_code.hpp"
#include "wiring/environment.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace pressrun::wiring {

/// One line of `doctor`.
struct DoctorLine {
  std::string what;
  std::string text;
  std::string advice;  ///< what to do; empty: nothing
  usage::ExitCode code = usage::ExitCode::success;
};

/// What the API's answers, or their absence, mean for a run from here. `origin`: where was asked.
std::vector<DoctorLine> lines_of(const app::ServiceCheck& seen, const std::string& origin);
/// `available`: bytes.
DoctorLine disk_line(const std::string& manifest, std::uintmax_t available);
DoctorLine proxy_line(const Environment& environment);
/// Which zone --deadline and budgets go by, and whether this machine knows it.
DoctorLine zone_line(const Environment& environment);

}  // namespace pressrun::wiring
