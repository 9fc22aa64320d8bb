#include "app/intake.hpp"

#include <cassert>

namespace pressrun::app {

/// From the manifest again, and none other than was enrolled.
Job Intake::build(const Wanted& wanted) {
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

Job Intake::take(const Wanted& wanted) {
  if (load_.held.empty()) return build(wanted);
  Job job = std::move(load_.held.front());
  load_.held.pop_front();
  assert(job.position == wanted.position);  // the held ones are the first of the wanted
  return job;
}

std::optional<Intake::Item> Intake::next() {
  if (left() == 0) return std::nullopt;
  const Wanted& wanted = load_.wanted[taken_];
  Job job = take(wanted);
  ++taken_;
  Planned state{wanted.attempts, {}, 0};
  if (const auto retry = load_.retries.find(wanted.position); retry != load_.retries.end()) {
    state.scope = std::move(retry->second);
    load_.retries.erase(retry);
  }
  std::vector<Follower> followers;
  if (const auto found = load_.followers.find(wanted.position); found != load_.followers.end()) {
    followers = std::move(found->second);
    load_.followers.erase(found);
  }
  return Item{std::move(job), std::move(state), std::move(followers)};
}

}  // namespace pressrun::app
