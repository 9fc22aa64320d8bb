#pragma once

#include <string>

namespace pressrun {

/// Why something did not work, as the results show it.
struct Failure {
  std::string format;   ///< the format it concerns; empty: the whole job
  std::string id;       ///< the API's error id, or ours: "missing", "connection_lost", "dropped", …
  std::string message;  ///< prose, perhaps the server's: escape before showing

  friend bool operator==(const Failure&, const Failure&) = default;
};

}  // namespace pressrun
