#pragma once

#include "pressrun/app/thinning.hpp"
#include "pressrun/domain/job.hpp"
#include "pressrun/domain/results.hpp"
#include "pressrun/manifest/review.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pressrun::app {

/// `*` is any text (slashes too), `?` is any one byte, the rest stands for itself.
bool glob_matches(std::string_view pattern, std::string_view text);

/// Whether an expression is `@FILE`: the jobs that a review in it wants made again.
bool names_review(std::string_view expression);

/// `--select` and `--exclude`: a job is taken when it matches any of the first (or there is none) and none of
/// the second. An expression is a glob on the job's key, `status:NAME` for what the journal says of it, or
/// `@FILE`.
class Selection {
 public:
  /// Says what is wrong with the expression, or nothing.
  static std::optional<std::string> complaint(const std::string& expression);

  std::vector<std::string> select;
  std::vector<std::string> exclude;
  manifest::Review selected_review;  ///< of the files that `select` names, all together
  manifest::Review excluded_review;  ///< likewise

  std::optional<Sample> sample;        ///< of those that the expressions leave
  std::optional<std::uint64_t> limit;  ///< of those to be submitted, in their order, over all manifests

  [[nodiscard]] bool everything() const { return select.empty() && exclude.empty() && !sample && !limit; }
  /// Whether the user asks for what failed, by its status: it is tried again, whatever was decided by itself.
  [[nodiscard]] bool asks_for_failed() const;
  [[nodiscard]] bool takes(const JobKey& key, JobStatus status) const;
  /// The pictures that are meant of a job which no other expression selects than those of reviews; null: all.
  [[nodiscard]] const std::vector<manifest::ReviewedPicture>* reviewed(const JobKey& key) const;
};

}  // namespace pressrun::app
