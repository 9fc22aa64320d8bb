#include "simulation/ordeal.hpp"

#include "simulation/manifest_edits.hpp"
#include "simulation/odd_answers.hpp"
#include "simulation/quirks.hpp"
#include "simulation/world.hpp"

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

/// Each history has one or two manifests, whose rows share contents.
WorldPlan plan_of(const Profile& profile, std::uint64_t seed, Chance& chance,
                  std::vector<ManifestEdits>& people) {
  WorldPlan plan;
  plan.seed = seed;
  constexpr std::array<std::size_t, 3> held{0, 4'000, 24'000'000};  // none, a few, all
  plan.most_held_bytes = held.at(seed % held.size());
  plan.delivered = chance.strikes(0.3);
  const std::uint64_t manifests = chance.strikes(0.4) ? 2 : 1;
  for (std::uint64_t i = 0; i < manifests; ++i) {
    people.emplace_back(seed * 3 + i);
    plan.manifests.push_back({"night-" + std::to_string(i), people.back().draw(3 + chance.below(14))});
  }
  plan.scenario = simulator::default_scenario();
  plan.scenario.faults = profile.faults;
  plan.scenario.format_failure_rate = profile.format_failures;
  plan.scenario.limits.sliding = chance.strikes(0.5);
  if (profile.webhooks) {
    plan.scenario.webhooks.secret = chance.strikes(0.7) ? "whsec_of-the-world" : "";
    plan.scenario.webhooks.lost = chance.strikes(0.5) ? 0.3 : 0;
    plan.scenario.webhooks.repeated = 0.3;
    plan.scenario.webhooks.late = 0.2;
    const bool is_signed = chance.strikes(0.8) && !plan.scenario.webhooks.secret.empty();
    // Unsigned, whoever sees a token can speak for its request.
    plan.webhooks = WorldWebhooks{is_signed, is_signed ? 0.3 : 0, 0.3};
  }
  return plan;
}

class Ordeal {
 public:
  Ordeal(const Profile& profile, std::uint64_t seed, StepCoverage& coverage, std::ostream* trace)
      : profile_(profile),
        chance_(seed),
        quirks_(seed, profile.quirks),
        coverage_(coverage),
        world_(plan_of(profile, seed, chance_, people_)) {
    world_.trace = trace;
    world_.observe = [this](const GenerationRequest& request, const Fact& fact) {
      coverage_.note(request, fact);
    };
    world_.changed = [this](const GenerationRequest& before, const GenerationRequest& now) {
      note_change(before, now);
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
    report_.generations = world_.api().made().size();
    return std::move(report_);
  }

 private:
  struct Late {
    simulator::ServerTime due;
    std::size_t account;
    HttpRequest request;
  };

  // ---- one process
  void prepare(Hands& hands);
  void hard_process();
  void settings();
  void bound();
  void limit(WorldPlan& plan);
  void save_plan();
  // ---- at each jump of its clock
  void trouble(Hands& hands);
  void signal(Hands& hands);
  void foreign_call(simulator::ServerTime now);
  void deliver(simulator::ServerTime now);
  void set_clock(Hands& hands);
  void set_limits();
  void read_beside();
  bool held_up(Hands& hands, const HttpRequest& request);
  // ---- between two
  void between();
  void redesign();
  void resolve(double share);
  void resolve(std::size_t account, const ContentRecord& record, const GenerationRequest& request);
  RequestId some_id(std::size_t account, const ContentRecord& record, const GenerationRequest& request);
  void note_change(const GenerationRequest& before, const GenerationRequest& now);
  // ---- the end
  void calm_down();
  void end();
  void expect_settled(const app::RunOutcome& outcome, bool doubts);
  void expect_fetched();

  const Profile& profile_;
  Chance chance_;
  Quirks quirks_;
  StepCoverage& coverage_;
  std::vector<ManifestEdits> people_;
  World world_;
  OrdealReport report_;
  std::vector<Late> late_;
  std::vector<HttpHeader> headers_;  ///< of a submission, for other clients with the same key
  std::optional<Instant> signal_at_;
  bool nobody_known_ = false;
  bool calm_ = false;
  std::set<std::pair<JobKey, ContentDigest>> saved_;  ///< plan
};

bool is_poll(const HttpRequest& request) {
  return request.target.find("/generation-request/") != std::string::npos;
}

HttpResponse not_known() {
  HttpResponse response;
  response.status = 404;
  response.body = R"({"id":"generation_request_not_found","message":"Generation request not found."})";
  return response;
}

void Ordeal::prepare(Hands& hands) {
  signal_at_.reset();
  hands.transport.doctor = [this, &hands](const HttpRequest& request, HttpResponse& response) {
    quirks_.doctor(world_.model(world_.plan().account), request, response, hands.transport.server_now());
  };
  if (calm_) return;
  if (profile_.shuffled) {
    hands.clock.shuffle(3ms, chance_.below(1'000'000));
    world_.journal().commit_times(
        [this] { return 100us + chance_.up_to(chance_.strikes(0.02) ? 300ms : 5ms); });
  }
  if (chance_.strikes(profile_.signalled)) signal_at_ = hands.clock.now() + chance_.up_to(30s);
  nobody_known_ = chance_.strikes(profile_.nobody_known);
  hands.transport.meddle = [this](const HttpRequest& request) -> std::optional<HttpOutcome> {
    if (nobody_known_ && is_poll(request)) return not_known();
    if (!chance_.strikes(profile_.odd_answers)) return std::nullopt;
    return odd_answer(request, chance_.source());
  };
  hands.transport.holds_up = [this, &hands](const HttpRequest& request) { return held_up(hands, request); };
}

bool Ordeal::held_up(Hands& hands, const HttpRequest& request) {
  if (request.method != "POST") return false;
  headers_ = request.headers;
  if (!chance_.strikes(profile_.held_up)) return false;
  late_.push_back({hands.transport.server_now() + chance_.up_to(400s), world_.plan().account, request});
  return true;
}

/// What the person who starts the next process asks for.
void Ordeal::settings() {
  WorldPlan& plan = world_.plan();
  plan.selected = {};
  plan.runs = {};
  if (!calm_ && chance_.strikes(profile_.selected))
    plan.selected = [part = chance_.below(3)](const Job& job, JobStatus) { return job.position % 3 != part; };
  if (!calm_ && !saved_.empty() && chance_.strikes(profile_.planned)) {
    plan.selected = [saved = saved_](const Job& job, JobStatus) {
      return saved.contains({job.key, ContentDigest::parse(job.content).value()});
    };
  }
  if (!calm_ && chance_.strikes(profile_.planned)) save_plan();
  if (!calm_ && plan.manifests.size() > 1 && chance_.strikes(profile_.alone)) plan.runs = {chance_.below(2)};
  plan.resubmit_in_doubt = !calm_ && chance_.strikes(profile_.resubmits);
  plan.force = !calm_ && chance_.strikes(profile_.forced);
  plan.retry_failed = !calm_ && chance_.strikes(profile_.retried);
  plan.preflight = calm_ || !chance_.strikes(profile_.unread);
  plan.account = !calm_ && chance_.strikes(profile_.elsewhere) ? 1 : 0;
}

void Ordeal::limit(WorldPlan& plan) {
  const std::uint64_t most = chance_.below(3 * plan.manifests.front().rows.size());
  switch (chance_.below(4)) {
    case 0:
      plan.limits.day = most;
      break;
    case 1:
      plan.limits.month = 2 * most;
      break;
    default:
      plan.limits.run = most;
  }
  plan.preflight = true;  // nothing is bought whose price is not known
}

/// What was saved to be carried out later: the jobs as they were then, of all manifests.
void Ordeal::save_plan() {
  saved_.clear();
  for (const WorldManifest& manifest : world_.plan().manifests)
    for (const Row& row : manifest.rows)
      saved_.emplace(SyntheticJobs::key_of(row), SyntheticJobs::content_of(row));
}

void Ordeal::bound() {
  WorldPlan& plan = world_.plan();
  plan.deadline.reset();
  plan.limits = {};
  plan.fail_fast = false;
  if (calm_ || !chance_.strikes(profile_.bounded)) return;
  switch (chance_.below(3)) {
    case 0:
      plan.deadline = chance_.up_to(60s);
      plan.deadline_of_the_day = chance_.strikes(0.5);
      break;
    case 1:
      limit(plan);
      break;
    default:
      plan.fail_fast = true;
  }
}

/// A process dies after so many handlers; sometimes among its first, where runs begin.
void Ordeal::hard_process() {
  settings();
  bound();
  MemoryJournal& journal = world_.journal();
  const std::size_t rows = world_.plan().manifests.front().rows.size();
  if (chance_.strikes(profile_.disk_fails))
    journal.fail_at(journal.records() + 1 + static_cast<int>(chance_.below(8 * rows)));
  if (chance_.strikes(profile_.killed)) {
    std::uint64_t left = 1 + chance_.below(chance_.strikes(0.3) ? 60 : 90 * rows);
    world_.run_until([left]() mutable { return --left == 0; });
  } else {
    world_.run_once();
  }
  journal.fail_at(0);
}

void Ordeal::trouble(Hands& hands) {
  const simulator::ServerTime now = hands.transport.server_now();
  deliver(now);
  if (calm_) return;
  signal(hands);
  if (chance_.strikes(profile_.foreign)) foreign_call(now);
  if (chance_.strikes(profile_.limits)) set_limits();
  if (chance_.strikes(profile_.clock)) set_clock(hands);
  if (chance_.strikes(profile_.read_beside)) read_beside();
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
  world_.model(world_.plan().account).handle(request, now);
}

void Ordeal::deliver(simulator::ServerTime now) {
  std::erase_if(late_, [&](const Late& late) {
    if (late.due > now) return false;
    world_.deliver_late(late.account, late.request, now);
    return true;
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

/// `plan` and `status` beside a run: they see one state, and change nothing.
void Ordeal::read_beside() {
  const JournalBooks seen = world_.books();
  const JournalBooks again = world_.books();
  bool same =
      seen.contents.size() == again.contents.size() && seen.campaigns.size() == again.campaigns.size();
  for (std::size_t i = 0; same && i < seen.campaigns.size(); ++i)
    same = seen.campaigns[i].tally.jobs.jobs == again.campaigns[i].tally.jobs.jobs;
  if (!same) world_.complain({"reading changes nothing", "two readings, one after the other, differ"});
  for (const JournalBooks::Campaign& campaign : seen.campaigns) {
    JobTally counted;
    for (const JobView& job : campaign.jobs) counted.add(job);
    if (counted.jobs != campaign.tally.jobs.jobs)
      world_.complain({"reading changes nothing", "beside a run the tally is not of the jobs"});
  }
}

void Ordeal::between() {
  WorldPlan& plan = world_.plan();
  for (std::size_t i = 0; i < plan.manifests.size(); ++i) {
    if (chance_.strikes(profile_.edited)) people_[i].edit(plan.manifests[i].rows);
  }
  if (chance_.strikes(profile_.redesigned)) redesign();
  if (chance_.strikes(profile_.resolved)) resolve(0.7);
  world_.wait(chance_.up_to(chance_.strikes(0.5) ? 10s : 1h));
  if (chance_.strikes(0.15)) world_.wait(24h * static_cast<int>(1 + chance_.below(9)));
}

/// Saved without a change that shows; one format; all of them; or another format is added.
void Ordeal::redesign() {
  SyntheticDesign design = world_.designs().at(chance_.below(world_.designs().size()));
  const std::uint64_t how = chance_.below(4);
  if (how == 1) ++design.formats.at(chance_.below(design.formats.size())).second;
  for (auto& [format, edition] : design.formats) edition += how == 2 ? 1 : 0;
  const char* added = design.name == "hero" ? "story" : "wide";
  if (how == 3 && !design.document && design.edition(added) < 0) design.formats.emplace_back(added, 0);
  world_.edit_design(design);
}

void Ordeal::resolve(double share) {
  const JournalBooks books = world_.books();
  for (const auto& [key, record] : books.contents) {
    const std::size_t account = key.account == world_.account_number(1) ? 1 : 0;
    for (const GenerationRequest& request : record.requests) {
      const RequestState state = state_of(request);
      const bool again = state == RequestState::dropped && chance_.strikes(0.1);
      if ((is_doubtful(state) && chance_.strikes(share)) || again) resolve(account, record, request);
    }
  }
}

void Ordeal::resolve(std::size_t account, const ContentRecord& record, const GenerationRequest& request) {
  const WallTime at = world_.calendar();
  Fact word = RequestDecided{request.number, Decision::resubmitted, at};
  const bool dropped = state_of(request) == RequestState::dropped;
  const RequestId found = some_id(account, record, request);
  if (!dropped && !found.empty() && chance_.strikes(0.6)) {
    word = IdIssued{request.number, found, Proof::person, {}, at};
  } else if (!dropped && chance_.strikes(0.4)) {
    word = RequestDecided{request.number, Decision::dropped, at};
  }
  coverage_.note(request, word);
  world_.decide(account, record.key, std::move(word));
}

/// What a user would find in the vendor's own list: a generation that nobody has the id of. Sometimes it is
/// another's, or mistyped.
RequestId Ordeal::some_id(std::size_t account, const ContentRecord& record,
                          const GenerationRequest& request) {
  if (chance_.strikes(0.1)) return RequestId{"00000000-0000-4000-8000-00000000beef"};
  const bool wrong = chance_.strikes(0.2);
  for (const Made& made : world_.api().made()) {
    if (made.account != account || made.foreign || made.immediate) continue;
    if (world_.journal().holder_of(record.key.account, RequestId{made.request_id})) continue;
    const bool its = made.content == record.key.digest && request.formats == made.formats;
    if (its != wrong) return RequestId{made.request_id};
  }
  return {};
}

/// What happens to requests otherwise than by an answer.
void Ordeal::note_change(const GenerationRequest& before, const GenerationRequest& now) {
  const bool left = state_of(before) == RequestState::submitting && now.doubt;
  if (left) coverage_.note("submitting × left by a process that died");
  GenerationRequest doubted = before;
  doubted.doubt = now.doubt;
  if (before.decision != now.decision && now.decision == Decision::resubmitted_unattended)
    coverage_.note(doubted, RequestDecided{now.number, now.decision, {}});
}

/// From here on the API is as documented, and the machine is fine.
void Ordeal::calm_down() {
  calm_ = true;
  nobody_known_ = false;
  world_.calm();
  world_.wait(10min);
  settings();
  bound();
}

void Ordeal::expect_settled(const app::RunOutcome& outcome, bool doubts) {
  for (const JournalBooks::Campaign& campaign : world_.books().campaigns) {
    for (const JobView& job : campaign.jobs) {
      const bool open = job.status == JobStatus::planned || job.status == JobStatus::submitting ||
                        job.status == JobStatus::rendering || (!doubts && job.status == JobStatus::in_doubt);
      if (open)
        world_.complain({"what is left alone comes to its end",
                         job.key.text + " is " + std::string{to_string(job.status)} + "; " +
                             (outcome.reason.empty() ? "the run says nothing" : outcome.reason)});
    }
  }
}

/// Every id that was given is polled to its end, whatever the manifest has become.
void Ordeal::expect_fetched() {
  const JournalBooks books = world_.books();
  for (const auto& [key, record] : books.contents) {
    for (const GenerationRequest& request : record.requests) {
      const bool here = key.account == world_.account_number(0);
      if (here && is_open(state_of(request)))
        world_.complain({"3: an accepted id is polled to its end",
                         "request " + std::to_string(request.number) + " is still out"});
    }
  }
}

void Ordeal::end() {
  // Where a delivery settles a doubt, what is to be bought then is left to the next run.
  if (profile_.webhooks) world_.run_once();
  expect_settled(world_.run_once(), true);
  resolve(1);
  const app::RunOutcome second = world_.run_once();
  resolve(1);  // where the id that was found was another's
  world_.run_once();
  resolve(1);
  expect_settled(world_.run_once(), true);
  static_cast<void>(second);
  expect_fetched();
  const bool all_done = std::ranges::all_of(world_.books().campaigns, [](const auto& campaign) {
    return std::ranges::all_of(campaign.jobs, [](const JobView& job) {
      return job.status == JobStatus::succeeded || job.status == JobStatus::dropped;
    });
  });
  const std::size_t paid = world_.api().made().size();
  world_.run_once();
  if (all_done && world_.api().made().size() != paid)
    world_.complain({"what is done is not paid for again", "a run had nothing to do, and did"});
}

}  // namespace

OrdealReport endure(const Profile& profile, std::uint64_t seed, StepCoverage& coverage, std::ostream* trace) {
  return Ordeal{profile, seed, coverage, trace}.run();
}

}  // namespace pressrun::test
