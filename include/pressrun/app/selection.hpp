#pragma once

#include "pressrun/app/thinning.hpp"
#include "pressrun/domain/job.hpp"
#include "pressrun/domain/results.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::app {

/// `*` is any text (slashes too), `?` is any one byte, the rest stands for itself.
bool glob_matches(std::string_view pattern, std::string_view text);

/// `--select` and `--exclude`: a job is taken when it matches any of the first (or there is none) and none of
/// the second. An expression is a glob on the job's key, or `status:NAME` for what the journal says of it.
class Selection {
 public:
  /// Says what is wrong with the expression, or nothing.
  static std::optional<std::string> complaint(const std::string& expression);

  std::vector<std::string> select;
  std::vector<std::string> exclude;

  std::optional<Sample> sample;        ///< of those that the expressions leave
  std::optional<std::uint64_t> limit;  ///< of those to be submitted, in their order, over all manifests

  [[nodiscard]] bool everything() const { return select.empty() && exclude.empty() && !sample && !limit; }
  /// Whether the user asks for what failed, by its status: it is tried again, whatever was decided by itself.
  [[nodiscard]] bool asks_for_failed() const;
  [[nodiscard]] bool takes(const JobKey& key, JobStatus status) const;
};

}  // namespace pressrun::app
