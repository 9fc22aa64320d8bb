#pragma once

#include "manifest/findings.hpp"
#include "pressrun/domain/value.hpp"

#include <string>

namespace pressrun::manifest {

/// What `take` says, as canonical JSON text (RFC 8785): the number 1 is `1`, as are 1.0, 0x1 and the text
/// "1", as a cell has it; the text "01" is `"01"`. Whole numbers keep all their digits. `problem`: why there
/// is none, then `json` is empty.
struct Take {
  std::string json;
  std::string problem;
};
Take read_take(const Value& value);

/// Finds a take as written that can be none: empty, no scalar, or one that reads itself. One with references
/// is weighed when its jobs are made.
void check_take(const Value& written, const std::string& path, Findings& findings);

inline constexpr const char* take_hint = "write 'take: 2', or leave it out";

}  // namespace pressrun::manifest
