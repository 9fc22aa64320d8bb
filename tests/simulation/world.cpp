#include "simulation/world.hpp"

#include "pressrun/ports/progress.hpp"
#include "support/model_transport.hpp"
#include "support/synthetic_jobs.hpp"
#include "support/virtual_clock.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <map>
#include <random>

namespace pressrun::test {
namespace {

class NoProgress final : public Progress {
 public:
  void show(const ProgressReading&) override {}
  void say(const std::string&) override {}
  void finish() override {}
};

/// A clock for the time between two processes, when nothing runs.
class StoppedClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override { return Instant{}; }
  [[nodiscard]] WallTime wall_now() const override { return WallTime{}; }
  asio::awaitable<void> sleep_until(Instant) override { co_return; }
  std::unique_ptr<Alarm> make_alarm() override { return nullptr; }
};

StoppedClock stopped;

constexpr Duration restart_takes = std::chrono::seconds{3};
const Instant first_start{std::chrono::hours{100}};

}  // namespace

/// One process: everything in it is gone when it is killed. The order of the members is the order of dying,
/// backwards: the clock's sleepers first, then the context with every coroutine, then what they used.
struct World::Process {
  Process(World& world, Instant from)
      : budget(world.plan_.policy),
        jobs(world.plan_.jobs, world.plan_.one_design),
        clock(context, from),
        transport(*world.model_, clock, world.plan_.seed * 31 + static_cast<std::uint64_t>(world.runs_),
                  world.plan_.jitter) {}

  RateBudget budget;
  SyntheticJobs jobs;
  NoProgress progress;
  app::Shutdown shutdown;
  std::optional<app::RunOutcome> outcome;
  std::exception_ptr error;
  asio::io_context context{1};
  VirtualClock clock;
  ModelTransport transport;
};

World::World(WorldPlan plan) : plan_(std::move(plan)), now_(first_start), began_(first_start) {
  plan_.policy.progress_every = Duration{};
  plan_.scenario.seed = plan_.seed;
  model_ = std::make_unique<simulator::Model>(plan_.scenario);
  store_ = std::make_unique<MemoryStore>(stopped, plan_.disk);
}

World::~World() = default;

std::optional<app::RunOutcome> World::live(std::optional<std::uint64_t> steps) {
  ++runs_;
  Process process{*this, now_};
  store_->plug(process.clock);
  std::vector<app::Campaign> campaigns;
  campaigns.push_back({"night", process.jobs, *store_, {}, SyntheticJobs::formats_of});
  app::RunOptions options;
  options.policy = plan_.policy;
  options.render_memory = plan_.render_memory;
  if (watch)
    options.policy.progress_every = std::chrono::milliseconds{100};  // jumps that are short enough to see
  options.max_credits = plan_.max_credits;
  options.resubmit_in_doubt = plan_.resubmit_in_doubt;
  options.fail_fast = plan_.fail_fast;
  if (plan_.deadline) options.deadline = process.clock.now() + *plan_.deadline;
  app::Deps deps{process.context.get_executor(),
                 process.clock,
                 process.transport,
                 process.budget,
                 process.progress,
                 process.shutdown,
                 "key",
                 [this] { return "run-" + std::to_string(runs_); },
                 {}};
  asio::co_spawn(process.context, app::run(std::move(campaigns), std::move(options), std::move(deps)),
                 [&](const std::exception_ptr& error, app::RunOutcome outcome) {
                   process.error = error;
                   if (!error) process.outcome = std::move(outcome);
                 });
  process.clock.run([&] {
    if (away) process.transport.set_away(away(process.clock.now() - began_));
    if (watch) watch(process.clock.now() - began_, process.shutdown);
    return steps && process.clock.jumps() >= *steps;
  });
  last_took_ = process.clock.now() - now_;
  now_ = process.clock.now() + restart_takes;
  store_->plug(stopped);
  if (process.error) std::rethrow_exception(process.error);
  if (!process.outcome) store_->crash();
  return process.outcome;
}

app::RunOutcome World::run_once() { return live(std::nullopt).value(); }

std::optional<app::RunOutcome> World::run_and_kill(std::uint64_t steps) { return live(steps); }

app::RunOutcome World::play() {
  std::mt19937_64 random{plan_.seed};
  for (int i = 0; i < plan_.crashes; ++i) {
    const std::uint64_t most = 40 * plan_.jobs / static_cast<std::uint64_t>(plan_.crashes);
    if (auto outcome = run_and_kill(1 + random() % most)) return *outcome;
  }
  return run_once();
}

// ---- the books
// -----------------------------------------------------------------------------------------------------

namespace {

struct Books {
  int generations = 0;  // the API's
  int accepted = 0;     // the journal's, by request id
  int doubts = 0;       // attempts whose outcome is not known
  int unexplained = 0;  // generations whose id the journal does not have
};

std::map<std::string, Books> open_books(const simulator::Model& model, const MemoryTables& journal) {
  std::map<std::string, Books> books;
  std::map<std::string, std::string> ids;
  for (const auto& [key, row] : journal.jobs) {
    for (const auto& attempt : row.attempts) {
      if (!attempt.request_id.empty()) ids.emplace(attempt.request_id.text, key.text);
      books[key.text].accepted += attempt.request_id.empty() ? 0 : 1;
      books[key.text].doubts +=
          attempt.state == "in_doubt" || attempt.state == "intent" || attempt.state == "resolved" ? 1 : 0;
    }
  }
  for (const simulator::Generation& generation : model.ledger()) {
    Books& book = books[SyntheticJobs::key_in(generation.body)];
    ++book.generations;
    book.unexplained += ids.contains(generation.request_id) ? 0 : 1;
  }
  return books;
}

}  // namespace

std::vector<std::string> World::violations() {
  std::vector<std::string> found;
  const MemoryTables& journal = store_->durable();
  const auto complain = [&](const std::string& key, const std::string& what) {
    found.push_back(key + ": " + what);
  };
  for (const auto& [key, book] : open_books(*model_, journal)) {
    const auto row = journal.jobs.find(JobKey{key});
    if (row == journal.jobs.end()) {
      complain(key, "was generated, and the journal does not know it");
      continue;
    }
    if (book.unexplained > book.doubts) complain(key, "has more generations than the journal can explain");
    if (book.accepted > book.generations) complain(key, "has request ids that the API never gave");
    const int retries = static_cast<int>(std::ranges::count_if(
        row->second.attempts, [](const auto& attempt) { return !attempt.formats.empty(); }));
    const int failed_before = static_cast<int>(std::ranges::count_if(
        row->second.attempts, [](const auto& attempt) { return attempt.concluded == JobStatus::failed; }));
    const int resubmitted = plan_.resubmit_in_doubt ? book.doubts : 0;
    if (book.generations > 1 + retries + failed_before + resubmitted)
      complain(key, "was paid for more than once");
  }
  for (const auto& [key, row] : journal.jobs) {
    if (row.status == JobStatus::submitting)
      complain(key.text, "was left in submitting by a run that ended by itself");
    if (row.status == JobStatus::rendering && row.request_id.empty())
      complain(key.text, "renders without an id");
  }
  return found;
}

}  // namespace pressrun::test
