#pragma once

#include "pressrun/app/run.hpp"
#include "pressrun/simulator/model.hpp"
#include "support/memory_store.hpp"

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
  bool one_design = false;          ///< else two, in turns
  app::RenderMemory render_memory;  ///< of earlier nights
  simulator::Scenario scenario;
  int crashes = 0;  ///< how often the process is killed, at moments drawn from the seed
  Duration disk = std::chrono::milliseconds{2};     ///< how long a commit takes
  Duration jitter = std::chrono::milliseconds{20};  ///< of each way, beyond 5 ms
  Policy policy;
  std::optional<std::uint64_t> max_credits;
  bool resubmit_in_doubt = false;
  bool fail_fast = false;
  std::optional<Duration> deadline;  ///< since the start of each process
};

/// A whole run, or several with kills in between, in virtual time against the API's model, until a run ends
/// by itself. Then the books are compared.
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

  /// Everything that must hold after any history; an empty list is what a test wants to see.
  [[nodiscard]] std::vector<std::string> violations();

  [[nodiscard]] simulator::Model& model() { return *model_; }
  [[nodiscard]] MemoryStore& store() { return *store_; }
  [[nodiscard]] Duration elapsed() const { return now_ - began_; }
  /// From the start of the last process to its end.
  [[nodiscard]] Duration last_took() const { return last_took_; }
  /// While true the API refuses connections.
  std::function<bool(Duration since_start)> away;
  /// Looks on before each jump of the clock; may request a shutdown.
  std::function<void(Duration since_start, app::Shutdown& shutdown)> watch;

 private:
  struct Process;
  std::optional<app::RunOutcome> live(std::optional<std::uint64_t> steps);

  WorldPlan plan_;
  std::unique_ptr<simulator::Model> model_;
  std::unique_ptr<MemoryStore> store_;
  Instant now_;
  Instant began_;
  Duration last_took_{};
  int runs_ = 0;
};

}  // namespace pressrun::test
