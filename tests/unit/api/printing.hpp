#pragma once

#include "pressrun/core/outcomes.hpp"

#include <ostream>

namespace pressrun {

// Boost.Test prints what it compares.
inline std::ostream& operator<<(std::ostream& out, Refusal why) {
  return out << "Refusal " << static_cast<int>(why);
}
inline std::ostream& operator<<(std::ostream& out, ReadTrouble why) {
  return out << "ReadTrouble " << static_cast<int>(why);
}
inline std::ostream& operator<<(std::ostream& out, const Failure& f) {
  return out << "{" << f.format << "|" << f.id << "|" << f.message << "}";
}

}  // namespace pressrun
