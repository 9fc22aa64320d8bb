#include "app/enrollment.hpp"

#include "pressrun/core/bundler.hpp"

#include <algorithm>
#include <functional>
#include <limits>

namespace pressrun::app {
namespace {

constexpr std::size_t batch_size = 512;
constexpr std::size_t most_followers = 100'000;  // they are held in memory; more go alone

Enrollment announce(const Job& job) {
  return {job.key,         job.position,       job.design_name,   job.design_id,
          job.fingerprint, job.design_version, job.variables_json};
}

/// The failures of formats that this attempt does not ask for again.
std::vector<Failure> standing(const std::vector<Failure>& failures, const std::vector<std::string>& formats) {
  std::vector<Failure> kept;
  for (const Failure& failure : failures) {
    if (std::ranges::find(formats, failure.format) == formats.end()) kept.push_back(failure);
  }
  return kept;
}

Resumed resume(Job job, const KnownJob& known) {
  std::string{}.swap(job.body);  // clear() would keep the memory
  Scope scope;
  if (!known.retried_formats.empty()) {
    scope = {known.retried_formats, standing(known.failures, known.retried_formats), known.has_assets, 0};
  }
  // Without a body nothing can be submitted again in this run; the next one does.
  scope.retries = std::numeric_limits<int>::max();
  return {std::move(job), Rendering{known.request_id, known.attempts, std::move(scope), 0, 0},
          known.submitted_at};
}

std::size_t bytes_of(const Job& job) {
  std::size_t bytes = sizeof(Job) + job.formats.size() * sizeof(std::string);
  for (const std::string* text : {&job.key.text, &job.design_name, &job.design_id.text, &job.body,
                                  &job.variables_json, &job.fingerprint.text, &job.bundle.text})
    bytes += text->capacity();
  return bytes;
}

class Sorter {
 public:
  Sorter(const Campaign& campaign, const RunOptions& options, Workload& load)
      : campaign_(campaign), options_(options), load_(load) {}

  void take(Job job, const KnownJob& known) {
    ++load_.jobs;
    const PlanOptions plan{options_.force, options_.resubmit_in_doubt};
    const Known before = known_of(known);
    const Decision decision = decide(job.fingerprint, job.design_version, before, plan);
    const bool selected = !campaign_.selected ||
                          campaign_.selected(job, status_of(job.fingerprint, job.design_version, before));
    if (decision.reason == Reason::in_doubt) ++load_.in_doubt;
    if (decision.todo == Todo::keep) keep(known);
    if (!selected) return;
    if (decision.todo != Todo::hold && decision.reason == Reason::in_doubt)
      load_.resubmitted.insert(static_cast<std::uint32_t>(job.position));
    if (decision.todo == Todo::resume) return load_.resumed.push_back(resume(std::move(job), known));
    if (decision.todo == Todo::retry_formats) want_retry(job, known, decision);
    if (decision.todo == Todo::submit) return want_or_follow(std::move(job), known);
    if (decision.todo == Todo::retry_formats) want(std::move(job), known);
  }

 private:
  void keep(const KnownJob& known) {
    ++(known.status == JobStatus::succeeded ? load_.unchanged : load_.failed_before);
  }

  void want_or_follow(Job job, const KnownJob& known) {
    if (followers_ == most_followers) return want(std::move(job), known);
    const Bundler::Place place = bundler_.place(job);
    if (place.part == Bundler::Part::leads) return want(std::move(job), known);
    ++followers_;
    std::string{}.swap(job.body);
    const bool repeats = place.part == Bundler::Part::repeats;
    load_.followers[place.lead].push_back({std::move(job), known.attempts, repeats});
  }

  void want(Job job, const KnownJob& known) {
    load_.wanted.push_back({static_cast<std::uint32_t>(job.position), known.attempts, hash_of(job)});
    held_bytes_ += bytes_of(job);
    if (held_bytes_ <= options_.most_held_bytes) load_.held.push_back(std::move(job));
  }

  void want_retry(const Job& job, const KnownJob& known, const Decision& decision) {
    Scope scope{decision.formats, standing(known.failures, decision.formats), known.has_assets, 0};
    load_.retries.emplace(static_cast<std::uint32_t>(job.position), std::move(scope));
  }

  const Campaign& campaign_;
  const RunOptions& options_;
  Workload& load_;
  Bundler bundler_;
  std::size_t followers_ = 0;
  std::size_t held_bytes_ = 0;
};

std::vector<Job> take_batch(JobSource& jobs) {
  std::vector<Job> batch;
  batch.reserve(batch_size);
  while (batch.size() < batch_size) {
    auto job = jobs.next();
    if (!job) break;
    batch.push_back(std::move(*job));
  }
  return batch;
}

}  // namespace

std::size_t hash_of(const Job& job) {
  return std::hash<Fingerprint>{}(job.fingerprint) * 31 + std::hash<std::string>{}(job.key.text);
}

asio::awaitable<Workload> enroll(Campaign& campaign, const RunOptions& options,
                                 const std::function<bool()>& stops) {
  Workload load;
  const std::optional<std::size_t> all_there = co_await campaign.store.all_succeeded();
  if (all_there && !options.force && !campaign.selected) {
    load.jobs = load.unchanged = *all_there;
    load.complete = true;
    co_return load;
  }
  Sorter sorter{campaign, options, load};
  campaign.jobs.rewind();
  for (std::vector<Job> batch = take_batch(campaign.jobs); !batch.empty();
       batch = take_batch(campaign.jobs)) {
    if (stops()) co_return load;
    std::vector<Enrollment> announced;
    announced.reserve(batch.size());
    for (const Job& job : batch) announced.push_back(announce(job));
    const std::vector<KnownJob> known = co_await campaign.store.enroll(std::move(announced));
    for (std::size_t i = 0; i < batch.size(); ++i) sorter.take(std::move(batch[i]), known.at(i));
  }
  co_await campaign.store.end_enrollment();
  load.complete = true;
  co_return load;
}

}  // namespace pressrun::app
