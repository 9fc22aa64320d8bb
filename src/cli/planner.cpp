#include "cli/planner.hpp"

#include "pressrun/io/sqlite_store.hpp"

namespace pressrun::cli {
namespace {

constexpr std::size_t batch_size = 512;

}  // namespace

Planner::Planner(const Campaigned& campaigned, const RunSettings& settings, Seen seen)
    : settings_(settings), seen_(std::move(seen)), journal_(io::open_journal(campaigned.journal)) {
  batch_.reserve(batch_size);
}

void Planner::take(Job&& job) {
  batch_.push_back(std::move(job));
  if (batch_.size() == batch_size) decide_all();
}

void Planner::finish() { decide_all(); }

void Planner::decide_all() {
  std::vector<KnownJob> known(batch_.size());
  if (journal_) {
    std::vector<JobKey> keys;
    keys.reserve(batch_.size());
    for (const Job& job : batch_) keys.push_back(job.key);
    known = journal_->look_up(keys);
  }
  const PlanOptions plan{settings_.force, settings_.resubmit_in_doubt};
  for (std::size_t i = 0; i < batch_.size(); ++i) {
    const Job& job = batch_[i];
    const Known before = known_of(known[i]);
    if (!settings_.selection.takes(job.key, status_of(job.fingerprint, job.design_version, before))) continue;
    seen_(job, decide(job.fingerprint, job.design_version, before, plan));
  }
  batch_.clear();
}

}  // namespace pressrun::cli
