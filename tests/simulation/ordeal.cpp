#include "simulation/ordeal.hpp"

#include "simulation/odd_answers.hpp"
#include "simulation/world.hpp"
#include "support/synthetic_jobs.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <set>

namespace pressrun::test {
namespace {

using namespace std::chrono_literals;

/// The dice of one history.
class Chance {
 public:
  explicit Chance(std::uint64_t seed) : random_(seed) {}
  bool strikes(double probability) { return probability > 0 && unit_(random_) < probability; }
  std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
  Duration up_to(Duration most) {
    return Duration{static_cast<Duration::rep>(random_() % static_cast<std::uint64_t>(most.count()))};
  }
  std::mt19937_64& source() { return random_; }

 private:
  std::mt19937_64 random_;
  std::uniform_real_distribution<double> unit_{0, 1};
};

WorldPlan plan_of(const Profile& profile, std::uint64_t seed, Chance& chance) {
  WorldPlan plan;
  plan.seed = seed;
  constexpr std::array<std::size_t, 3> held{0, 4'000, 24'000'000};  // none, a few, all
  plan.most_held_bytes = held.at(seed % held.size());
  plan.jobs = 4 + chance.below(25);
  plan.one_design = chance.strikes(0.3);
  plan.delivered = chance.strikes(0.2);
  plan.paired = !plan.delivered && chance.strikes(0.3);
  plan.scenario = simulator::default_scenario();
  plan.scenario.faults = profile.faults;
  plan.scenario.format_failure_rate = profile.format_failures;
  plan.scenario.limits.sliding = chance.strikes(0.5);
  return plan;
}

class Ordeal {
 public:
  Ordeal(const Profile& profile, std::uint64_t seed, StepCoverage& coverage)
      : profile_(profile), chance_(seed), world_(plan_of(profile, seed, chance_)) {
    world_.observe = [&coverage](const JobState& state, const JobEvent& event) {
      coverage.note(state, event);
    };
    world_.at_start = [this](Hands& hands) { prepare(hands); };
    world_.each_jump = [this](Hands& hands) { trouble(hands); };
  }

  OrdealReport run() {
    const auto hard =
        profile_.processes == 1 ? 0 : 1 + chance_.below(static_cast<std::uint64_t>(profile_.processes));
    for (std::uint64_t i = 0; i < hard; ++i) {
      hard_process();
      between();
    }
    calm_down();
    end();
    report_.complaints.insert(report_.complaints.end(), world_.complaints().begin(),
                              world_.complaints().end());
    report_.processes = world_.processes();
    report_.generations = world_.model().ledger().size();
    return std::move(report_);
  }

 private:
  struct Late {
    simulator::ServerTime due;
    HttpRequest request;
  };

  // ---- one process
  void prepare(Hands& hands);
  void hard_process();
  void bound();
  // ---- at each jump of its clock
  void trouble(Hands& hands);
  void signal(Hands& hands);
  void foreign_call(simulator::ServerTime now);
  void deliver(simulator::ServerTime now);
  void set_clock(Hands& hands);
  void set_limits();
  bool held_up(Hands& hands, const HttpRequest& request);
  // ---- between two
  void between();
  void resolve(double share);
  JournalEntry resolution(const JobKey& key, const MemoryTables::Row& row);
  RequestId lost_id(const JobKey& key, const std::string& title);
  // ---- the end
  void calm_down();
  void end();
  void expect_settled(const app::RunOutcome& outcome, bool doubts);

  const Profile& profile_;
  Chance chance_;
  World world_;
  OrdealReport report_;
  std::vector<Late> late_;
  std::vector<HttpHeader> headers_;  ///< of a submission, for other clients with the same key
  std::optional<Instant> signal_at_;
  bool calm_ = false;
};

void Ordeal::prepare(Hands& hands) {
  signal_at_.reset();
  if (calm_) return;
  if (profile_.shuffled) {
    hands.clock.shuffle(3ms, chance_.below(1'000'000));
    world_.store().commit_times(
        [this] { return 100us + chance_.up_to(chance_.strikes(0.02) ? 300ms : 5ms); });
  }
  if (chance_.strikes(profile_.signalled)) signal_at_ = hands.clock.now() + chance_.up_to(30s);
  hands.transport.meddle = [this](const HttpRequest& request) -> std::optional<HttpOutcome> {
    if (!chance_.strikes(profile_.odd_answers)) return std::nullopt;
    return odd_answer(request, chance_.source());
  };
  hands.transport.holds_up = [this, &hands](const HttpRequest& request) { return held_up(hands, request); };
}

bool Ordeal::held_up(Hands& hands, const HttpRequest& request) {
  if (request.method != "POST") return false;
  headers_ = request.headers;
  if (!chance_.strikes(profile_.held_up)) return false;
  late_.push_back({hands.transport.server_now() + chance_.up_to(400s), request});
  return true;
}

void Ordeal::bound() {
  WorldPlan& plan = world_.plan();
  plan.deadline.reset();
  plan.max_credits.reset();
  plan.fail_fast = false;
  plan.selected = {};
  if (!calm_ && chance_.strikes(profile_.selected))
    plan.selected = [part = chance_.below(3)](const Job& job, JobStatus) { return job.position % 3 != part; };
  plan.resubmit_in_doubt = !calm_ && chance_.strikes(profile_.resubmits);
  if (calm_ || !chance_.strikes(profile_.bounded)) return;
  switch (chance_.below(3)) {
    case 0:
      plan.deadline = chance_.up_to(60s);
      plan.deadline_of_the_day = chance_.strikes(0.5);
      break;
    case 1:
      plan.max_credits = chance_.below(2 * plan.jobs);
      break;
    default:
      plan.fail_fast = true;
  }
}

/// A process dies after so many handlers; sometimes among its first, where runs begin.
void Ordeal::hard_process() {
  bound();
  MemoryStore& store = world_.store();
  if (chance_.strikes(profile_.disk_fails))
    store.fail_at(store.records() + 1 + static_cast<int>(chance_.below(8 * world_.plan().jobs)));
  if (chance_.strikes(profile_.killed)) {
    std::uint64_t left = 1 + chance_.below(chance_.strikes(0.3) ? 60 : 90 * world_.plan().jobs);
    world_.run_until([left]() mutable { return --left == 0; });
  } else {
    world_.run_once();
  }
  store.fail_at(0);
}

void Ordeal::trouble(Hands& hands) {
  const simulator::ServerTime now = hands.transport.server_now();
  deliver(now);
  if (calm_) return;
  signal(hands);
  if (chance_.strikes(profile_.foreign)) foreign_call(now);
  if (chance_.strikes(profile_.limits)) set_limits();
  if (chance_.strikes(profile_.clock)) set_clock(hands);
  if (chance_.strikes(profile_.credits))
    world_.model().set_credits(chance_.strikes(0.3) ? std::optional<std::int64_t>{0} : std::nullopt);
}

void Ordeal::signal(Hands& hands) {
  if (!signal_at_ || hands.clock.now() < *signal_at_) return;
  hands.shutdown.request();
  signal_at_.reset();
  if (hands.shutdown.level() == 1 && chance_.strikes(0.5))
    signal_at_ = hands.clock.now() + chance_.up_to(12s);
}

void Ordeal::foreign_call(simulator::ServerTime now) {
  if (headers_.empty()) return;
  HttpRequest request{"GET", "/designs", headers_, ""};
  if (chance_.strikes(0.5)) {
    request = {"POST", "/async/banner-builder/64238d01-d402-474b-8c2d-fbc957e9d290/generate", headers_,
               R"({"elements":{"title":{"payload":"foreign"}},"template_format_names":["facebook-feed"]})"};
  }
  world_.model().handle(request, now);
}

void Ordeal::deliver(simulator::ServerTime now) {
  std::erase_if(late_, [&](const Late& late) {
    if (late.due <= now) world_.model().handle(late.request, now);
    return late.due <= now;
  });
}

void Ordeal::set_clock(Hands& hands) {
  switch (chance_.below(4)) {
    case 0:
      return hands.clock.step_wall(chance_.up_to(6h));
    case 1:
      return hands.clock.step_wall(-chance_.up_to(6h));
    case 2:
      return hands.clock.stall(chance_.up_to(10min));
    default:
      return hands.clock.suspend(chance_.up_to(3h));
  }
}

void Ordeal::set_limits() {
  simulator::Limits limits;
  limits.per_second = 3 + static_cast<int>(chance_.below(15));
  limits.sliding = chance_.strikes(0.5);
  limits.polling.per_minute = 30 + static_cast<int>(chance_.below(900));
  world_.model().set_limits(limits);
}

void Ordeal::between() {
  if (chance_.strikes(profile_.edited)) ++world_.plan().editions;
  if (chance_.strikes(profile_.redesigned))
    world_.plan().design_version = world_.plan().design_version.value_or(0) + 1;
  if (chance_.strikes(profile_.resolved)) resolve(0.7);
  world_.wait(chance_.up_to(chance_.strikes(0.5) ? 10s : 1h));
}

void Ordeal::resolve(double share) {
  std::vector<JournalEntry> entries;
  for (const auto& [key, row] : world_.store().durable().jobs) {
    if (row.status == JobStatus::in_doubt && chance_.strikes(share)) entries.push_back(resolution(key, row));
  }
  for (const JournalEntry& entry : entries) world_.store().write_at_once(entry);
}

JournalEntry Ordeal::resolution(const JobKey& key, const MemoryTables::Row& row) {
  Resolution word;
  word.key = key;
  word.request_id = lost_id(key, SyntheticJobs::title_in(row.enrolled.variables_json));
  const bool found = !word.request_id.empty() && chance_.strikes(0.6);
  word.as = found ? Verdict::attach : chance_.strikes(0.6) ? Verdict::resubmit : Verdict::drop;
  if (!found) word.request_id = {};
  return word;
}

/// What a user would find in the vendor's own list: a generation that nobody has the id of.
RequestId Ordeal::lost_id(const JobKey& key, const std::string& title) {
  if (world_.plan().delivered) return {};  // the synchronous endpoint gives none, to nobody
  std::set<std::string> known;
  for (const auto& [other, row] : world_.store().durable().jobs) {
    for (const auto& attempt : row.attempts) known.insert(attempt.request_id.text);
  }
  for (const simulator::Generation& generation : world_.model().ledger()) {
    const bool has_format = !world_.plan().paired ||
                            generation.body.find(SyntheticJobs::format_of_pair(key)) != std::string::npos;
    if (SyntheticJobs::title_in(generation.body) == title && has_format &&
        !known.contains(generation.request_id))
      return RequestId{generation.request_id};
  }
  return {};
}

/// From here on the API is as documented, and the machine is fine.
void Ordeal::calm_down() {
  calm_ = true;
  world_.model().set_faults({});
  world_.wait(10min);
  world_.model().set_limits({});
  world_.model().set_credits(std::nullopt);
  world_.store().commit_times({});
  bound();
}

void Ordeal::expect_settled(const app::RunOutcome& outcome, bool doubts) {
  for (const auto& [key, row] : world_.store().durable().jobs) {
    const bool open = row.status == JobStatus::planned || row.status == JobStatus::submitting ||
                      row.status == JobStatus::rendering || (!doubts && row.status == JobStatus::in_doubt);
    if (open)
      report_.complaints.push_back({"what is left alone comes to its end",
                                    key.text + " is " + std::string{to_string(row.status)} + "; " +
                                        (outcome.reason.empty() ? "the run says nothing" : outcome.reason)});
  }
}

void Ordeal::end() {
  expect_settled(world_.run_once(), true);
  resolve(1);
  expect_settled(world_.run_once(), false);
  const bool all_done = std::ranges::all_of(world_.store().durable().jobs, [](const auto& item) {
    const bool done = item.second.status == JobStatus::succeeded || item.second.status == JobStatus::dropped;
    return done && !item.second.asks_for_what_was_rejected();
  });
  const std::size_t paid = world_.model().ledger().size();
  world_.run_once();
  if (all_done && world_.model().ledger().size() != paid)
    report_.complaints.push_back({"what is done is not paid for again", "a run had nothing to do, and did"});
}

}  // namespace

OrdealReport endure(const Profile& profile, std::uint64_t seed, StepCoverage& coverage) {
  return Ordeal{profile, seed, coverage}.run();
}

}  // namespace pressrun::test
