#include "app/job_feed.hpp"

#include <cassert>

namespace pressrun::app {

/// From the manifest again, and none other than was registered.
Job JobFeed::build(const WantedContent& wanted) {
  if (!started_) campaign_.jobs.rewind();
  started_ = true;
  std::optional<Job> job = campaign_.jobs.next();
  while (job && job->position < wanted.position) job = campaign_.jobs.next();
  if (!job || job->position != wanted.position || hash_of(*job) != wanted.hash) {
    throw SourceChanged("the manifest '" + campaign_.name +
                        "' or its rows changed while the run was reading them");
  }
  return *std::move(job);
}

Job JobFeed::take(const WantedContent& wanted) {
  if (load_.held.empty()) return build(wanted);
  Job job = std::move(load_.held.front());
  load_.held.pop_front();
  assert(job.position == wanted.position);  // the held ones are the first of the wanted
  return job;
}

std::optional<JobFeed::Item> JobFeed::next() {
  if (left() == 0) return std::nullopt;
  const WantedContent& wanted = load_.wanted[taken_];
  Job job = take(wanted);
  ++taken_;
  return Item{std::move(job), sets_[wanted.formats], wanted.keep_outdated};
}

}  // namespace pressrun::app
