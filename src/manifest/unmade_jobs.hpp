#pragma once

#include "manifest/keys.hpp"
#include "manifest/model.hpp"
#include "pressrun/manifest/manifest.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::manifest {

/// Jobs that cannot be made because of their rows, and the keys that they stand under: so that each has one
/// that no other job has.
class UnmadeJobs {
 public:
  explicit UnmadeJobs(SeenKeys& keys) : keys_(keys) {}

  struct Place {
    const Entry& entry;
    std::uint32_t index;   ///< of the entry
    std::uint32_t line;    ///< of the row
    std::size_t position;  ///< of the job
  };
  /// `own`: the key behind the entry's name; empty: it lacks a part. Where another job has it already, or
  /// where there is none, the key names the line.
  JobKey key_for(const Place& place, const std::string& own);

  void add(UnmadeJob job) { jobs_.push_back(std::move(job)); }
  /// A job for each line that could not be read as a row: `unread`, what is wrong, in the order of the lines.
  /// Counts `place.position` on.
  void add_unread(Place& place, const std::vector<Diagnostic>& unread);
  [[nodiscard]] std::vector<UnmadeJob> take() { return std::exchange(jobs_, {}); }

 private:
  SeenKeys& keys_;
  std::vector<UnmadeJob> jobs_;
};

}  // namespace pressrun::manifest
