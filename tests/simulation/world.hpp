#pragma once

#include "pressrun/app/run.hpp"
#include "pressrun/simulator/model.hpp"
#include "simulation/api_books.hpp"
#include "simulation/invariants.hpp"
#include "simulation/journal_books.hpp"
#include "support/memory_journal.hpp"
#include "support/model_transport.hpp"
#include "support/synthetic_designs.hpp"
#include "support/synthetic_jobs.hpp"
#include "support/virtual_clock.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace pressrun::test {

/// A manifest of the world. All share one journal.
struct WorldManifest {
  std::string name = "night";
  std::vector<Row> rows;
};

/// Webhooks that reach the processes of a world; what happens to deliveries on their way stands in the
/// scenario.
struct WorldWebhooks {
  bool known_secret = true;  ///< the processes know the secret that the scenario has
  double forged = 0;         ///< share of deliveries that somebody else sends too, changed
  double replayed = 0;       ///< that somebody sends again, as they were, up to ten minutes later
};

/// What a simulated night is made of. Everything follows from it: the same plan gives the same night.
struct WorldPlan {
  std::uint64_t seed = 1;
  std::size_t jobs = 50;                 ///< of the one manifest, where `manifests` is empty
  bool one_design = false;               ///< else two, in turns
  std::vector<WorldManifest> manifests;  ///< may be edited between two processes
  bool delivered = false;                ///< what names one format comes from the synchronous endpoint
  app::RenderMemory render_memory;       ///< of earlier nights
  simulator::Scenario scenario;
  bool own_designs = true;  ///< synthetic_designs() in place of the scenario's
  int crashes = 0;          ///< how often `play` kills the process, at moments drawn from the seed
  Duration disk = std::chrono::milliseconds{2};     ///< how long a commit takes
  Duration jitter = std::chrono::milliseconds{20};  ///< of each way, beyond 5 ms
  Policy policy;
  std::optional<WorldWebhooks> webhooks = {};  ///< none: polls alone

  // ---- of the next process
  std::size_t account = 0;             ///< which of two APIs it talks to
  std::vector<std::size_t> runs = {};  ///< which manifests; none: all
  bool preflight = true;               ///< the designs are read first
  CreditLimits limits;
  bool resubmit_in_doubt = false;
  bool force = false;
  bool retry_failed = false;  ///< --select status:failed
  bool fail_fast = false;
  std::optional<FailureLimit> max_failures = {};
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
  std::vector<std::unique_ptr<SyntheticJobs>>& jobs;  ///< of each manifest of the plan
};

/// Whole commands, or several with kills in between, in virtual time against models of two APIs, until one
/// ends by itself. After each process the invariants are checked.
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
  std::optional<app::RunOutcome> run_until(const std::function<bool()>& killed);
  /// Nothing runs for so long.
  void wait(Duration time) { now_ += time; }
  /// What a person says through another command, while nothing runs.
  void decide(std::size_t account, const ContentKey& content, Fact fact);
  /// Somebody edits a design, in both APIs; its `updated_at` is set.
  void edit_design(const SyntheticDesign& design);
  /// A POST of an earlier moment arrives.
  void deliver_late(std::size_t account, const HttpRequest& request, simulator::ServerTime now);
  /// The APIs are as documented from now on, and the disk is fine.
  void calm();
  [[nodiscard]] const std::vector<SyntheticDesign>& designs() const { return designs_; }

  /// What was violated so far; an empty list is what a test wants to see.
  [[nodiscard]] const std::vector<Complaint>& complaints() const { return complaints_; }
  void complain(Complaint complaint) { complaints_.push_back(std::move(complaint)); }

  [[nodiscard]] WorldPlan& plan() { return plan_; }  ///< may be changed between two processes
  [[nodiscard]] simulator::Model& model(std::size_t account = 0) { return *models_.at(account); }
  [[nodiscard]] MemoryJournal& journal() { return *journal_; }
  [[nodiscard]] ApiBooks& api() { return api_; }
  [[nodiscard]] JournalBooks books();  ///< as the journal is now
  [[nodiscard]] AccountNumber account_number(std::size_t account) const { return accounts_.at(account); }
  /// Jobs of a manifest, by status.
  [[nodiscard]] std::size_t count(JobStatus status, std::size_t manifest = 0);
  [[nodiscard]] Duration elapsed() const { return now_ - began_; }
  [[nodiscard]] WallTime calendar() const;
  [[nodiscard]] int processes() const { return runs_; }
  /// From the start of the last process to its end.
  [[nodiscard]] Duration last_took() const { return last_took_; }
  /// Answers to what was sent to the receiver, by status: of the API's own deliveries, and of others'.
  [[nodiscard]] const std::map<int, std::size_t>& delivery_answers() const { return delivery_answers_; }
  [[nodiscard]] const std::map<int, std::size_t>& forgery_answers() const { return forgery_answers_; }
  /// While true the API refuses connections.
  std::function<bool(Duration since_start)> away;
  /// Looks on before each jump of the clock; may request a shutdown.
  std::function<void(Duration since_start, app::Shutdown& shutdown)> watch;
  std::ostream* trace = nullptr;          ///< is told every process, and what the journal holds after it
  std::function<void(Hands&)> at_start;   ///< of each process
  std::function<void(Hands&)> each_jump;  ///< of the clock
  std::function<void(const GenerationRequest&, const Fact&)> observe;
  /// What became of a request during a process: as it was before, and as it is now.
  std::function<void(const GenerationRequest& before, const GenerationRequest& now)> changed;

 private:
  struct Process;
  std::optional<app::RunOutcome> live(std::optional<std::uint64_t> steps,
                                      const std::function<bool()>& killed);
  app::RunOptions options(const Process& process) const;
  asio::awaitable<app::RunOutcome> command(Process& process);
  asio::awaitable<void> take_in_rescued();
  asio::awaitable<app::RunOutcome> command_with_designs(Process& process, AccountNumber account);
  [[nodiscard]] std::vector<app::Campaign> campaigns(Process& process, AccountNumber account);
  [[nodiscard]] std::vector<std::size_t> manifests_at_work() const;
  void start(Process& process);
  void miss_webhooks();
  asio::awaitable<void> deliver_webhooks(Process& process);
  asio::awaitable<void> carry(Process& process, simulator::WebhookAttempt attempt);
  /// `later`: as it was, then; nothing: changed, and now.
  asio::awaitable<void> forge(Process& process, HttpRequest request, std::optional<Duration> later);
  void note_told_ends(const JournalBooks& now);
  void note_words();
  void note_changes(const JournalBooks& before, const JournalBooks& now);
  void audit(const Process& process, const JournalBooks& before);
  void look_on(const HttpRequest& request);
  std::optional<WallTime> ordered_since(const app::Campaign& campaign);
  static bool asks_for(const HttpRequest& sent, const GenerationRequest& intended);
  void look_on_submission(const HttpRequest& request);
  void tell(const Process& process, const JournalBooks& now, std::ostream& out) const;
  void tell_changes(const JournalBooks& before, const JournalBooks& now) const;

  WorldPlan plan_;
  std::vector<SyntheticDesign> designs_;
  DesignHistory design_history_;
  std::vector<std::unique_ptr<simulator::Model>> models_;
  std::unique_ptr<MemoryJournal> journal_;
  std::vector<AccountNumber> accounts_{0, 0};
  ApiBooks api_;
  std::map<ContentDigest, simulator::ServerTime> words_;
  std::map<std::pair<AccountNumber, DesignId>, simulator::ServerTime> known_since_;
  std::map<std::tuple<AccountNumber, DesignId, std::string>, simulator::ServerTime> changes_seen_;
  std::set<std::pair<ContentKey, RequestNumber>> sent_;
  std::vector<LedgerEntry> rescued_;  // that the journal could not take, for the next command
  std::vector<Complaint> complaints_;
  std::map<int, std::size_t> delivery_answers_;
  std::map<int, std::size_t> forgery_answers_;
  std::set<std::string> told_by_webhook_;  // generation requests
  Instant now_;
  Instant began_;
  Duration suspended_{};
  Duration last_took_{};
  simulator::ServerTime began_at_{};  // the last process
  WallTime day_began_{};
  WallTime month_began_{};
  bool clocks_are_true_ = true;
  int runs_ = 0;
};

std::ostream& operator<<(std::ostream& out, const Complaint& complaint);

}  // namespace pressrun::test
