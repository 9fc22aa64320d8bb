#pragma once

#include "pressrun/app/run.hpp"
#include "pressrun/simulator/model.hpp"
#include "simulation/invariants.hpp"
#include "support/memory_store.hpp"
#include "support/model_transport.hpp"
#include "support/synthetic_jobs.hpp"
#include "support/virtual_clock.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::test {

/// What a simulated night is made of. Everything follows from it: the same plan gives the same night.
struct WorldPlan {
  std::uint64_t seed = 1;
  std::size_t jobs = 50;
  bool one_design = false;   ///< else two, in turns
  bool paired = false;       ///< two jobs each go out as one request
  bool delivered = false;    ///< one format a job, from the synchronous endpoint
  std::size_t editions = 0;  ///< how often the manifest was edited so far
  std::optional<std::int64_t> design_version = {};
  app::RenderMemory render_memory;  ///< of earlier nights
  simulator::Scenario scenario;
  int crashes = 0;  ///< how often `play` kills the process, at moments drawn from the seed
  Duration disk = std::chrono::milliseconds{2};     ///< how long a commit takes
  Duration jitter = std::chrono::milliseconds{20};  ///< of each way, beyond 5 ms
  Policy policy;
  std::optional<std::uint64_t> max_credits;
  bool resubmit_in_doubt = false;
  bool fail_fast = false;
  std::optional<Duration> deadline;                     ///< since the start of each process
  bool deadline_of_the_day = false;                     ///< and by the calendar, as --deadline has it
  std::function<bool(const Job&, JobStatus)> selected;  ///< empty: all jobs
  std::size_t most_held_bytes = app::RunOptions{}.most_held_bytes;
  bool audited = true;  ///< false: nothing is checked; for nights that are measured
};

/// What a test can lay hands on while a process lives.
struct Hands {
  VirtualClock& clock;
  ModelTransport& transport;
  app::Shutdown& shutdown;
  SyntheticJobs& jobs;
};

/// A whole run, or several with kills in between, in virtual time against the API's model, until a run ends
/// by itself. After each process the invariants are checked.
class World {
 public:
  explicit World(WorldPlan plan);
  ~World();

  /// Runs until a run ends by itself; answers its outcome.
  app::RunOutcome play();
  /// One more run on the same journal and API.
  app::RunOutcome run_once();
  /// A run that is killed after `steps` jumps of the clock; nothing if it ended before.
  std::optional<app::RunOutcome> run_and_kill(std::uint64_t steps);
  /// A run that is killed when `killed`, asked after every single handler, says so.
  std::optional<app::RunOutcome> run_until(std::function<bool()> killed);
  /// Nothing runs for so long.
  void wait(Duration time) { now_ += time; }

  /// What was violated so far; an empty list is what a test wants to see.
  [[nodiscard]] const std::vector<Complaint>& complaints() const { return complaints_; }

  [[nodiscard]] WorldPlan& plan() { return plan_; }  ///< may be changed between two processes
  [[nodiscard]] simulator::Model& model() { return *model_; }
  [[nodiscard]] MemoryStore& store() { return *store_; }
  [[nodiscard]] Duration elapsed() const { return now_ - began_; }
  [[nodiscard]] int processes() const { return runs_; }
  /// From the start of the last process to its end.
  [[nodiscard]] Duration last_took() const { return last_took_; }
  /// While true the API refuses connections.
  std::function<bool(Duration since_start)> away;
  /// Looks on before each jump of the clock; may request a shutdown.
  std::function<void(Duration since_start, app::Shutdown& shutdown)> watch;
  std::function<void(Hands&)> at_start;   ///< of each process
  std::function<void(Hands&)> each_jump;  ///< of the clock
  std::function<void(const JobState&, const JobEvent&)> observe;

 private:
  struct Process;
  std::optional<app::RunOutcome> live(std::optional<std::uint64_t> steps, std::function<bool()> killed);
  app::RunOptions options(const Process& process) const;
  void start(Process& process);
  [[nodiscard]] std::function<std::vector<std::string>(const JobKey&)> formats_by_key() const;
  void audit(const Process& process, const MemoryTables& before);

  WorldPlan plan_;
  std::unique_ptr<simulator::Model> model_;
  std::unique_ptr<MemoryStore> store_;
  std::vector<Complaint> complaints_;
  Instant now_;
  Instant began_;
  Duration suspended_{};
  Duration last_took_{};
  int runs_ = 0;
};

std::ostream& operator<<(std::ostream& out, const Complaint& complaint);

}  // namespace pressrun::test
