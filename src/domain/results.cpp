#include "pressrun/domain/results.hpp"

#include <algorithm>

namespace pressrun {

std::string_view results_status(JobStatus status) {
  switch (status) {
    case JobStatus::planned:
    case JobStatus::submitting:
    case JobStatus::rendering:
      return "pending";
    case JobStatus::dropped:
      return "failed";
    default:
      return to_string(status);
  }
}

std::string_view to_string(JobStatus status) {
  switch (status) {
    case JobStatus::planned:
      return "planned";
    case JobStatus::submitting:
      return "submitting";
    case JobStatus::rendering:
      return "rendering";
    case JobStatus::succeeded:
      return "succeeded";
    case JobStatus::partial:
      return "partial";
    case JobStatus::failed:
      return "failed";
    case JobStatus::in_doubt:
      return "in_doubt";
    case JobStatus::dropped:
      return "dropped";
  }
  return "unknown";
}

bool is_troubled(JobStatus status) {
  return status == JobStatus::failed || status == JobStatus::partial || status == JobStatus::in_doubt ||
         status == JobStatus::dropped;
}

void JobTally::add(const JobView& job) {
  ++jobs.at(static_cast<std::size_t>(job.status));
  unchanged += job.unchanged ? 1 : 0;
  assets += job.stale ? 0 : job.assets.size();
  if (job.status == JobStatus::rendering && job.submitted_at)
    rendering_since = std::min(rendering_since.value_or(*job.submitted_at), *job.submitted_at);
}

}  // namespace pressrun
