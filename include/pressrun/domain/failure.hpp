#pragma once

#include <cstdint>
#include <string>

namespace pressrun {

/// Whether what failed may work if it is bought again.
enum class Recovery : std::uint8_t {
  never = 0,  ///< for good: text does not fit, bad media, unknown causes
  later = 1,  ///< passes with time, by a later run: an image host that is down
  soon = 2,   ///< may pass at once: time-outs, internal errors
};

/// Why something did not work, as the results show it.
struct Failure {
  std::string format;   ///< the format it concerns; empty: the whole job
  std::string id;       ///< the API's error id, or ours: "missing", "connection_lost", "dropped", …
  std::string message;  ///< prose, perhaps the server's: escape before showing
  Recovery recovery = Recovery::never;

  friend bool operator==(const Failure&, const Failure&) = default;
};

}  // namespace pressrun
