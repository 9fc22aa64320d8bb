#pragma once

#include "pressrun/core/outcomes.hpp"

#include <ostream>

namespace pressrun {

// Boost.Test prints what it compares.
inline std::ostream& operator<<(std::ostream& out, TroubleKind kind) {
  return out << "TroubleKind " << static_cast<int>(kind);
}
inline std::ostream& operator<<(std::ostream& out, const Failure& f) {
  return out << "{" << f.format << "|" << f.id << "|" << f.message << "}";
}

}  // namespace pressrun
