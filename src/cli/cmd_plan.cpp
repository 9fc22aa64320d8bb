#include "cli/failure.hpp"
#include "cli/plan_table.hpp"
#include "cli/preflight.hpp"
#include "pressrun/io/sqlite_store.hpp"
#include "pressrun/report/results_writer.hpp"

#include <iostream>

namespace pressrun::cli {
namespace {

constexpr std::size_t batch_size = 512;

class Planner {
 public:
  Planner(Campaigned& campaigned, const Options& options, const Designs& designs)
      : options_(options),
        jobs_(*campaigned.manifest, designs),
        journal_(io::open_journal(campaigned.journal)) {}

  PlanTable table() {
    jobs_.rewind();
    for (std::vector<Job> batch = take(); !batch.empty(); batch = take()) decide_all(batch);
    return std::move(table_);
  }

 private:
  std::vector<Job> take() {
    std::vector<Job> batch;
    while (batch.size() < batch_size) {
      auto job = jobs_.next();
      if (!job) break;
      batch.push_back(std::move(*job));
    }
    return batch;
  }

  void decide_all(const std::vector<Job>& batch) {
    std::vector<JobKey> keys;
    for (const Job& job : batch) keys.push_back(job.key);
    const std::vector<KnownJob> known =
        journal_ ? journal_->look_up(keys) : std::vector<KnownJob>(batch.size());
    const PlanOptions plan{options_.run.force, options_.run.resubmit_in_doubt};
    for (std::size_t i = 0; i < batch.size(); ++i) {
      if (!options_.run.selection.takes(batch[i].key, known[i].status)) continue;
      const Known before{known[i].status, known[i].fingerprint, known[i].design_version, known[i].failures};
      table_.count(batch[i], decide(batch[i].fingerprint, batch[i].design_version, before, plan));
    }
  }

  const Options& options_;
  ManifestJobs jobs_;
  std::unique_ptr<JournalReader> journal_;
  PlanTable table_;
};

}  // namespace

ExitCode cmd_plan(Invocation& invocation) {
  const Options& options = invocation.options;
  check_offline(invocation.manifests, options);
  const bool calls = !options.run.offline && !options.run.skip_preflight;
  const auto session = calls ? std::make_unique<Session>(options, invocation.environment) : nullptr;
  const Checked checked = check_designs(invocation.manifests, options, session.get());
  if (checked.stopped) {
    std::cerr << "pressrun: " << report::printable(checked.reason) << "\n";
    return *checked.stopped;
  }
  for (Campaigned& one : invocation.manifests) {
    const PlanTable table = Planner{one, options, checked.designs}.table();
    const auto show = options.output.json ? plan_json : plan_text;
    std::cout << show(one.manifest->name(), table, one.manifest->designs().size(), options.run.policy);
  }
  std::cout.flush();
  return std::cout ? ExitCode::success : ExitCode::other_error;
}

}  // namespace pressrun::cli
