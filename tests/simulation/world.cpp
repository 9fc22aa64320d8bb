#include "simulation/world.hpp"

#include "pressrun/ports/progress.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <ostream>
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
                  world.plan_.jitter) {
    if (world.plan_.paired) jobs.pair();
    if (world.plan_.delivered) jobs.deliver();
    jobs.edit(world.plan_.editions);
    if (world.plan_.design_version) jobs.edit_designs(*world.plan_.design_version);
    clock.suspend(world.suspended_);
  }

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

app::RunOptions World::options(const Process& process) const {
  app::RunOptions options;
  options.policy = plan_.policy;
  options.render_memory = plan_.render_memory;
  if (watch)
    options.policy.progress_every = std::chrono::milliseconds{100};  // jumps that are short enough to see
  options.max_credits = plan_.max_credits;
  options.most_held_bytes = plan_.most_held_bytes;
  options.resubmit_in_doubt = plan_.resubmit_in_doubt;
  options.fail_fast = plan_.fail_fast;
  if (plan_.deadline) options.deadline.at = process.clock.now() + *plan_.deadline;
  if (plan_.deadline && plan_.deadline_of_the_day)
    options.deadline.on =
        process.clock.wall_now() + std::chrono::duration_cast<std::chrono::milliseconds>(*plan_.deadline);
  return options;
}

void World::start(Process& process) {
  store_->plug(process.clock);
  if (plan_.audited) {
    process.transport.looks_on = [this](const HttpRequest& request) {
      std::string wrong = not_on_record(store_->durable(), request);
      if (!wrong.empty()) complaints_.push_back({"record, then act", std::move(wrong)});
    };
  }
  std::vector<app::Campaign> campaigns;
  campaigns.push_back(
      {"night", process.jobs, *store_, plan_.selected, SyntheticJobs::formats_of, process.jobs.enrollment()});
  app::Deps deps{process.context.get_executor(),
                 process.clock,
                 process.transport,
                 process.budget,
                 process.progress,
                 process.shutdown,
                 "key",
                 [this] { return "run-" + std::to_string(runs_); },
                 {},
                 nullptr,
                 observe};
  asio::co_spawn(process.context, app::run(std::move(campaigns), options(process), std::move(deps)),
                 [&process](const std::exception_ptr& error, app::RunOutcome outcome) {
                   process.error = error;
                   if (!error) process.outcome = std::move(outcome);
                 });
}

std::optional<app::RunOutcome> World::live(std::optional<std::uint64_t> steps, std::function<bool()> killed) {
  ++runs_;
  const MemoryTables before = plan_.audited ? store_->durable() : MemoryTables{};
  Process process{*this, now_};
  Hands hands{process.clock, process.transport, process.shutdown, process.jobs};
  if (at_start) at_start(hands);
  start(process);
  const auto stop = [&] {
    if (away) process.transport.set_away(away(process.clock.now() - began_));
    if (watch) watch(process.clock.now() - began_, process.shutdown);
    if (each_jump) each_jump(hands);
    return steps && process.clock.jumps() >= *steps;
  };
  process.clock.run(stop, killed);
  last_took_ = process.clock.now() - now_;
  now_ = process.clock.now() + restart_takes;
  suspended_ = process.clock.suspended();
  store_->plug(stopped);
  if (process.error) std::rethrow_exception(process.error);
  if (!process.outcome || store_->failed()) store_->crash();
  if (plan_.audited) audit(process, before);
  return process.outcome;
}

void World::audit(const Process& process, const MemoryTables& before) {
  const Evidence evidence{model_->ledger(),
                          store_->durable(),
                          before,
                          process.outcome ? &*process.outcome : nullptr,
                          store_->failed(),
                          plan_.resubmit_in_doubt,
                          static_cast<bool>(plan_.selected),
                          formats_by_key()};
  for (Complaint& complaint : violations(evidence)) {
    complaint.about += " (process " + std::to_string(runs_) + ")";
    complaints_.push_back(std::move(complaint));
  }
}

/// What comes from the synchronous endpoint is kept even in another format: it is shown as such.
std::function<std::vector<std::string>(const JobKey&)> World::formats_by_key() const {
  if (plan_.delivered) return {};
  return [paired = plan_.paired](const JobKey& key) -> std::vector<std::string> {
    if (paired) return {SyntheticJobs::format_of_pair(key)};
    if (key.text.starts_with("teaser")) return {"billboard", "rectangle"};
    return {"facebook-feed", "instagram-post"};
  };
}

app::RunOutcome World::run_once() { return live(std::nullopt, {}).value(); }

std::optional<app::RunOutcome> World::run_and_kill(std::uint64_t steps) { return live(steps, {}); }

std::optional<app::RunOutcome> World::run_until(std::function<bool()> killed) {
  return live(std::nullopt, std::move(killed));
}

app::RunOutcome World::play() {
  std::mt19937_64 random{plan_.seed};
  for (int i = 0; i < plan_.crashes; ++i) {
    const std::uint64_t most = 40 * plan_.jobs / static_cast<std::uint64_t>(plan_.crashes);
    if (auto outcome = run_and_kill(1 + random() % most)) return *outcome;
  }
  return run_once();
}

std::ostream& operator<<(std::ostream& out, const Complaint& complaint) {
  return out << complaint.invariant << ": " << complaint.about;
}

}  // namespace pressrun::test
