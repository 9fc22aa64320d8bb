#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pressrun::manifest {

/// What nobody can tell of an entry, because what would say it is a mistake that was told already. References
/// to it are no further mistakes; what stands beside them is checked all the same.
struct Gaps {
  bool rows = false;
  bool matrix = false;             ///< which dimensions there are
  std::vector<std::string> names;  ///< dimensions without values, and `variant`

  [[nodiscard]] bool none() const { return !rows && !matrix && names.empty(); }
  [[nodiscard]] bool cover(std::string_view name) const;
};

}  // namespace pressrun::manifest
