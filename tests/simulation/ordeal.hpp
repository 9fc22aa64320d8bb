#pragma once

#include "simulation/invariants.hpp"
#include "simulation/profiles.hpp"
#include "simulation/step_coverage.hpp"

#include <cstdint>
#include <iosfwd>
#include <vector>

namespace pressrun::test {

struct OrdealReport {
  std::vector<Complaint> complaints;  ///< an empty list is what a test wants to see
  int processes = 0;
  std::size_t generations = 0;
};

/// One whole history of a campaign: processes that are killed, stopped, run out of disk; a manifest that is
/// edited and jobs in doubt that are resolved between them; a server, a network, a clock and other clients as
/// the profile has them. Then it is left alone, and everything must come to its end. All follows from the
/// seed.
/// `trace` is told every process of it.
OrdealReport endure(const Profile& profile, std::uint64_t seed, StepCoverage& coverage,
                    std::ostream* trace = nullptr);

}  // namespace pressrun::test
