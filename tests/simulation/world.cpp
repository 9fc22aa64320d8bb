#include "simulation/world.hpp"

#include "pressrun/app/preflight.hpp"
#include "pressrun/ports/progress.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
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

std::string path_of(const WorldManifest& manifest) { return "/manifests/" + manifest.name + ".yaml"; }

simulator::ServerTime server_time(WallTime at) { return simulator::ServerTime{at.time_since_epoch()}; }

app::RunOutcome stopped_by(app::Stop why, std::string reason) {
  app::RunOutcome outcome;
  outcome.stops.push_back(why);
  outcome.reason = std::move(reason);
  return outcome;
}

std::string id_polled(const HttpRequest& request) {
  constexpr std::string_view polls = "/generation-request/";
  const auto at = request.target.find(polls);
  if (at == std::string::npos) return {};
  std::string id = request.target.substr(at + polls.size());
  id.resize(std::min(id.size(), id.find_first_of("?/")));
  return id;
}

}  // namespace

/// What the run of a process takes deliveries with.
class WorldReceiver final : public WebhookReceiver {
 public:
  void hand_to(Take take) override { take_ = std::move(take); }
  [[nodiscard]] const Take& take() const { return take_; }

 private:
  Take take_;
};

/// Any 128 bits, the same for the same seed.
std::string token_of(std::mt19937_64& random) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string token;
  for (int i = 0; i < 32; ++i) token += hex[random() % hex.size()];
  return token;
}

/// One process: everything in it is gone when it is killed. The order of the members is the order of dying,
/// backwards: the clock's sleepers first, then the context with every coroutine, then what they used.
struct World::Process {
  Process(World& world, Instant from)
      : budget(world.plan_.policy),
        clock(context, from),
        transport(*world.models_.at(world.plan_.account), clock,
                  world.plan_.seed * 31 + static_cast<std::uint64_t>(world.runs_), world.plan_.jitter) {
    for (const WorldManifest& manifest : world.plan_.manifests)
      jobs.push_back(std::make_unique<SyntheticJobs>(manifest.rows, world.plan_.delivered));
    clock.suspend(world.suspended_);
    if (world.plan_.webhooks && world.plan_.webhooks->known_secret &&
        !world.plan_.scenario.webhooks.secret.empty())
      webhooks.secrets.push_back(world.plan_.scenario.webhooks.secret);
  }

  std::mt19937_64 random{0};  // of tokens, and of ways
  WorldReceiver receiver;
  app::Webhooks webhooks{
      receiver, "https://hooks.test/abyssale", {}, "", [this] { return token_of(random); }};
  RateBudget budget;
  std::vector<std::unique_ptr<SyntheticJobs>> jobs;
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
  if (plan_.manifests.empty()) plan_.manifests.push_back({"night", plain_rows(plan_.jobs, plan_.one_design)});
  designs_ = synthetic_designs();
  for (std::uint64_t api = 0; api < 2; ++api) {
    simulator::Scenario scenario = plan_.scenario;
    scenario.seed = plan_.seed + 7'777 * api;
    if (plan_.own_designs) {
      scenario.designs.clear();
      for (const SyntheticDesign& design : designs_) scenario.designs.push_back(design.json());
    }
    models_.push_back(std::make_unique<simulator::Model>(std::move(scenario)));
    if (!plan_.audited) break;
  }
  for (const SyntheticDesign& design : designs_) design_history_.note({}, design);
  journal_ = std::make_unique<MemoryJournal>(stopped, plan_.disk);
}

World::~World() = default;

WallTime World::calendar() const {
  asio::io_context nobody;
  VirtualClock clock{nobody, now_};
  clock.suspend(suspended_);
  return clock.calendar();
}

void World::edit_design(const SyntheticDesign& design) {
  SyntheticDesign edited = design;
  const WallTime at = calendar();
  edited.version = std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
  design_history_.note(server_time(at), edited);
  for (auto& model : models_) model->edit_design(edited.json());
  for (SyntheticDesign& known : designs_) {
    if (known.id == edited.id) known = edited;
  }
}

void World::deliver_late(std::size_t account, const HttpRequest& request, simulator::ServerTime now) {
  api_.catch_up(account, model(account), runs_);
  const std::size_t before = model(account).ledger().size();
  model(account).handle(request, now);
  if (model(account).ledger().size() > before) api_.note_late(account);
  api_.catch_up(account, model(account), runs_);
}

void World::calm() {
  for (auto& model : models_) {
    model->set_faults({});
    simulator::WebhookRules kind;
    kind.secret = plan_.scenario.webhooks.secret;
    model->set_webhooks(kind);
    model->set_limits({});
    model->set_credits(std::nullopt);
  }
  journal_->commit_times({});
}

app::RunOptions World::options(const Process& process) const {
  app::RunOptions options;
  options.policy = plan_.policy;
  options.render_memory = plan_.render_memory;
  if (watch)
    options.policy.progress_every = std::chrono::milliseconds{100};  // jumps that are short enough to see
  options.most_held_bytes = plan_.most_held_bytes;
  options.resubmit_in_doubt = plan_.resubmit_in_doubt;
  options.force = plan_.force;
  options.retry_failed = plan_.retry_failed;
  options.fail_fast = plan_.fail_fast;
  options.max_failures = plan_.max_failures;
  if (plan_.deadline) options.deadline.at = process.clock.now() + *plan_.deadline;
  if (plan_.deadline && plan_.deadline_of_the_day)
    options.deadline.on =
        process.clock.wall_now() + std::chrono::duration_cast<std::chrono::milliseconds>(*plan_.deadline);
  return options;
}

std::vector<std::size_t> World::manifests_at_work() const {
  if (!plan_.runs.empty()) return plan_.runs;
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < plan_.manifests.size(); ++i) all.push_back(i);
  return all;
}

std::optional<WallTime> World::ordered_since(const app::Campaign& campaign) {
  for (const CampaignRecord& known : journal_->campaigns()) {
    if (known.path == campaign.path && known.name == campaign.name)
      return journal_->ordered_since(known.number);
  }
  return std::nullopt;
}

std::vector<app::Campaign> World::campaigns(Process& process, AccountNumber account) {
  std::vector<app::Campaign> all;
  for (const std::size_t i : manifests_at_work()) {
    const WorldManifest& manifest = plan_.manifests.at(i);
    app::Campaign campaign{manifest.name, path_of(manifest), *process.jobs.at(i), *journal_, account};
    campaign.selected = plan_.selected;
    if (plan_.force) campaign.ordered_since = ordered_since(campaign);
    campaign.registration = process.jobs.at(i)->registration();
    campaign.limits = plan_.limits;
    campaign.day_began = day_began_;
    campaign.month_began = month_began_;
    all.push_back(std::move(campaign));
  }
  return all;
}

/// As the command does it: whose key it is, what the designs are, and then the run.
asio::awaitable<app::RunOutcome> World::command(Process& process) {
  AccountRecord who;
  who.origin = "https://api" + std::to_string(plan_.account) + ".test";
  who.workspace = "workspace";
  try {
    accounts_.at(plan_.account) = co_await journal_->note_account(std::move(who));
    co_await take_in_rescued();
  } catch (const JournalError& error) {
    co_return stopped_by(app::Stop::journal, error.what());
  }
  co_return co_await command_with_designs(process, accounts_.at(plan_.account));
}

asio::awaitable<void> World::take_in_rescued() {
  if (rescued_.empty()) co_return;
  std::vector<LedgerEntry> entries = rescued_;
  co_await journal_->commit(std::move(entries));
  rescued_.clear();
}

asio::awaitable<app::RunOutcome> World::command_with_designs(Process& process, AccountNumber account) {
  app::Deps deps{process.context.get_executor(),
                 process.clock,
                 process.transport,
                 process.budget,
                 process.progress,
                 process.shutdown,
                 "key",
                 [this] { return "run-" + std::to_string(runs_); },
                 {},
                 nullptr};
  deps.observe = observe;
  if (plan_.webhooks) deps.webhooks = &process.webhooks;
  if (trace != nullptr) {
    deps.log = [this, &process](const std::string& line) {
      *trace << "    " << to_rfc3339(process.clock.calendar()) << " " << line << "\n";
    };
  }
  deps.rescue = [this](const Journal&, const std::vector<LedgerEntry>& entries) {
    rescued_.insert(rescued_.end(), entries.begin(), entries.end());
    return std::string{"night.rescue"};
  };
  app::RunOptions how = options(process);
  if (plan_.preflight) {
    std::vector<DesignId> ids;
    for (const SyntheticDesign& design : designs_) {
      const bool named = std::ranges::any_of(manifests_at_work(), [&](std::size_t i) {
        return std::ranges::any_of(plan_.manifests.at(i).rows, [&](const Row& row) {
          return synthetic_designs().at(row.design).id == design.id;
        });
      });
      if (named) ids.push_back(design.id);
    }
    app::DesignReadings readings = co_await app::read_designs(ids, how, deps);
    if (readings.stop != app::Stop::none) co_return stopped_by(readings.stop, readings.reason);
    // Under a limit nothing is bought whose price is not known.
    const CreditLimits& limits = plan_.limits;
    if ((limits.run || limits.day || limits.month) && readings.designs.size() < ids.size())
      co_return stopped_by(app::Stop::max_credits, "the price is not known");
    for (const Design& design : readings.designs)
      how.designs.push_back(app::reading_of(design, process.clock.wall_now()));
    how.calls_before = readings.calls;
  }
  co_return co_await app::run(campaigns(process, account), std::move(how), std::move(deps));
}

/// Those that came when nobody was there.
void World::miss_webhooks() {
  for (auto& model : models_) {
    while (model->take_webhook(server_time(calendar()))) {
    }
  }
}

asio::awaitable<void> World::deliver_webhooks(Process& process) {
  constexpr Duration longest = std::chrono::hours{240};  // a run that hangs is for its test to tell
  simulator::Model& api = model(plan_.account);
  const Instant began = process.clock.now();
  while (!process.outcome && process.clock.now() - began < longest) {
    const simulator::ServerTime now = process.transport.server_now();
    while (auto attempt = api.take_webhook(now)) {
      if (attempt->arrives)
        asio::co_spawn(process.context, carry(process, *std::move(attempt)), asio::detached);
    }
    Duration wait = std::chrono::milliseconds{250};
    if (const auto next = api.next_webhook())
      wait = std::clamp<Duration>(std::chrono::duration_cast<Duration>(*next - now),
                                  std::chrono::milliseconds{1}, wait);
    co_await process.clock.sleep_until(process.clock.now() + wait);
  }
}

asio::awaitable<void> World::carry(Process& process, simulator::WebhookAttempt attempt) {
  const Duration way = std::chrono::milliseconds{5 + process.random() % 40};
  co_await process.clock.sleep_until(process.clock.now() + way);
  const WebhookReceiver::Take take = process.receiver.take();
  if (!take) co_return;
  const auto strikes = [&process](double share) {
    return static_cast<double>(process.random() % 1000) < share * 1000;
  };
  if (strikes(plan_.webhooks->forged))
    asio::co_spawn(process.context, forge(process, attempt.request, std::nullopt), asio::detached);
  HttpRequest request = attempt.request;
  told_by_webhook_.insert(attempt.request_id);  // and the process may end before it has answered
  const HttpResponse answer = co_await take(std::move(request));
  ++delivery_answers_[answer.status];
  if (strikes(plan_.webhooks->replayed)) {
    const Duration later = std::chrono::seconds{process.random() % 600};
    asio::co_spawn(process.context, forge(process, attempt.request, later), asio::detached);
  }
  if (answer.status != 200) co_return;
  model(plan_.account).webhook_acknowledged(attempt.number);
  HttpRequest asked{"POST", "/webhook", {}, ""};
  HttpResponse told;
  told.status = 200;
  told.body = R"({"generation_request_id":")" + attempt.request_id + "\"}";
  if (plan_.audited) api_.hear(plan_.account, model(plan_.account), asked, told, runs_);
}

/// Somebody else sends it: as it was, some time later, or with another id and another file in it.
asio::awaitable<void> World::forge(Process& process, HttpRequest request, std::optional<Duration> later) {
  co_await process.clock.sleep_until(process.clock.now() + later.value_or(Duration{}));
  const WebhookReceiver::Take take = process.receiver.take();
  if (!take) co_return;
  if (!later) {
    constexpr std::string_view id = "generation_request_id\":\"";
    const auto at = request.body.find(id);
    if (at != std::string::npos) request.body.replace(at + id.size(), 8, "deadbeef");
  }
  const HttpResponse answer = co_await take(std::move(request));
  ++forgery_answers_[answer.status];
}

/// What a delivery brought, the API has told: where the journal has taken it for the end.
void World::note_told_ends(const JournalBooks& now) {
  for (const auto& [key, record] : now.contents) {
    for (const GenerationRequest& request : record.requests) {
      for (const IssuedId& id : request.ids) {
        if (!request.final || told_by_webhook_.erase(id.id.text) == 0) continue;
        for (std::size_t account = 0; account < models_.size(); ++account) {
          const auto end = models_[account]->end_of(id.id.text);
          const Made* made = api_.find(id.id.text);
          if (!end || made == nullptr || made->account != account || made->end_told) continue;
          HttpResponse told;
          told.status = 200;
          told.body = *end;
          const HttpRequest asked{"GET", "/generation-request/" + id.id.text, {}, ""};
          api_.hear(account, *models_[account], asked, told, runs_);
        }
      }
    }
  }
}

void World::start(Process& process) {
  journal_->plug(process.clock);
  if (plan_.webhooks) {
    process.random.seed(plan_.seed * 977 + static_cast<std::uint64_t>(runs_));
    miss_webhooks();
    asio::co_spawn(process.context, deliver_webhooks(process), asio::detached);
  }
  if (plan_.audited) {
    process.transport.looks_on = [this](const HttpRequest& request) { look_on(request); };
    process.transport.hears = [this](const HttpRequest& request, const HttpResponse& response) {
      api_.hear(plan_.account, model(plan_.account), request, response, runs_);
    };
  }
  asio::co_spawn(process.context, command(process),
                 [&process](const std::exception_ptr& error, app::RunOutcome outcome) {
                   process.error = error;
                   if (!error) process.outcome = std::move(outcome);
                 });
}

/// Where a person orders a content, or wants it tried again.
void World::note_words() {
  if (!plan_.force && !plan_.retry_failed) return;
  const simulator::ServerTime now = server_time(calendar());
  for (const std::size_t i : manifests_at_work()) {
    for (const Row& row : plan_.manifests.at(i).rows) {
      words_[SyntheticJobs::content_of(row)] = now;
    }
  }
}

JournalBooks World::books() { return read_books(*journal_); }

std::size_t World::count(JobStatus status, std::size_t manifest) {
  std::size_t found = 0;
  const std::string path = path_of(plan_.manifests.at(manifest));
  for (const CampaignRecord& campaign : journal_->campaigns()) {
    if (campaign.path == path)
      journal_->each_job(campaign.number, 0,
                         [&](const JobView& job) { found += job.status == status ? 1 : 0; });
  }
  return found;
}

void World::decide(std::size_t account, const ContentKey& content, Fact fact) {
  words_[content.digest] = server_time(calendar());
  api_.catch_up(account, model(account), runs_);
  asio::io_context context{1};
  std::exception_ptr failed;
  std::vector<LedgerEntry> entries;
  entries.push_back({content, std::move(fact)});
  journal_->plug(stopped);
  asio::co_spawn(context, journal_->commit(std::move(entries)),
                 [&](const std::exception_ptr& error, const std::vector<Committed>&) { failed = error; });
  context.run();
  if (failed) std::rethrow_exception(failed);
}

std::optional<app::RunOutcome> World::live(std::optional<std::uint64_t> steps,
                                           const std::function<bool()>& killed) {
  ++runs_;
  began_at_ = server_time(calendar());
  const auto today = std::chrono::floor<std::chrono::days>(calendar());
  const std::chrono::year_month_day date{today};
  day_began_ = today;
  month_began_ = std::chrono::sys_days{date.year() / date.month() / 1};
  note_words();
  const JournalBooks before = plan_.audited ? books() : JournalBooks{};
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
  clocks_are_true_ = clocks_are_true_ && process.clock.wall_now() == process.clock.calendar();
  journal_->plug(stopped);
  if (process.error) std::rethrow_exception(process.error);
  const bool cut_short = killed || (steps && process.clock.jumps() >= *steps);
  if (!process.outcome && !cut_short) complain({"a run ends", "nobody sleeps, and it has not ended"});
  if (!process.outcome || journal_->failed()) journal_->crash();
  if (plan_.audited) audit(process, before);
  return process.outcome;
}

void World::note_changes(const JournalBooks& before, const JournalBooks& now) {
  for (const auto& [key, state] : now.designs) {
    const auto known = before.designs.find(key);
    if (known == before.designs.end()) continue;
    for (const DesignFormat& format : state.formats) {
      const auto same = std::ranges::find(known->second.formats, format.name, &DesignFormat::name);
      // Of a format that no read had shown nobody can tell either what an edit did to it.
      if (same != known->second.formats.end() && same->digest == format.digest) continue;
      changes_seen_[{key.first, key.second, format.name}] = server_time(calendar());
    }
  }
}

void World::audit(const Process& process, const JournalBooks& before) {
  api_.catch_up(plan_.account, model(plan_.account), runs_);
  const JournalBooks now = books();
  note_told_ends(now);
  if (changed) tell_changes(before, now);
  if (trace != nullptr) tell(process, now, *trace);
  for (const auto& [key, state] : now.designs) {
    if (!state.formats.empty()) known_since_.emplace(key, began_at_);
  }
  note_changes(before, now);
  Evidence evidence{api_, before, now, accounts_, design_history_, words_, known_since_, changes_seen_};
  evidence.process = runs_;
  evidence.account = plan_.account;
  for (const std::size_t i : manifests_at_work()) {
    Asked asked{path_of(plan_.manifests.at(i)),
                plan_.manifests.at(i).rows,
                plan_.limits,
                false,
                day_began_,
                month_began_};
    if (process.outcome) {
      for (std::size_t k = 0; k < process.outcome->runs.size(); ++k) {
        if (process.outcome->runs[k].path == asked.path) asked.registered = process.outcome->registered.at(k);
      }
    }
    evidence.asked.push_back(std::move(asked));
  }
  evidence.outcome = process.outcome ? &*process.outcome : nullptr;
  evidence.journal_failed = journal_->failed();
  evidence.rescued = &rescued_;
  evidence.chose = static_cast<bool>(plan_.selected);
  evidence.clocks_are_true = clocks_are_true_;
  for (Complaint& complaint : violations(evidence)) {
    complaint.about += " (process " + std::to_string(runs_) + ")";
    complaints_.push_back(std::move(complaint));
  }
}

void World::tell(const Process& process, const JournalBooks& now, std::ostream& out) const {
  out << "---- process " << runs_ << ", " << to_rfc3339(calendar()) << ", account " << plan_.account
      << (plan_.preflight ? "" : ", no preflight") << (plan_.force ? ", force" : "")
      << (plan_.retry_failed ? ", failed again" : "") << (plan_.resubmit_in_doubt ? ", resubmits" : "")
      << (plan_.selected ? ", a part" : "") << (plan_.delivered ? ", delivered" : "")
      << (process.outcome ? ", ended: " + process.outcome->reason : ", killed") << "\n";
  for (const std::size_t i : manifests_at_work()) {
    for (const Row& row : process.jobs.at(i)->rows()) {
      out << "  " << i << " " << SyntheticJobs::key_of(row).text << " = " << row.title << " "
          << SyntheticJobs::content_of(row).text().substr(0, 15) << (row.keep_outdated ? " keeps" : "");
      for (const std::string& format : row.formats) out << " " << format;
      out << "\n";
    }
  }
  for (const SyntheticDesign& design : designs_) {
    out << "  design " << design.name << " " << design.version;
    for (const auto& [format, edition] : design.formats) out << " " << format << ":" << edition;
    out << "\n";
  }
  for (const auto& [key, state] : now.designs) {
    out << "  known design " << state.id.text.substr(0, 8) << " version " << state.version;
    for (const DesignFormat& format : state.formats)
      out << " " << format.name << " since " << to_rfc3339(format.changed_at);
    out << "\n";
  }
  for (const auto& [key, record] : now.contents) out << "  " << text_of(record) << "\n";
}

void World::tell_changes(const JournalBooks& before, const JournalBooks& now) const {
  for (const auto& [key, record] : before.contents) {
    const ContentRecord* after = now.find(key);
    if (after == nullptr) continue;
    for (std::size_t i = 0; i < std::min(record.requests.size(), after->requests.size()); ++i)
      changed(record.requests[i], after->requests[i]);
  }
}

// ---- at the moment of a call: what is sent is on record as being sent, what is polled under its id

void World::look_on(const HttpRequest& request) {
  if (request.method == "POST") return look_on_submission(request);
  const std::string id = id_polled(request);
  if (id.empty() || journal_->holder_of(accounts_.at(plan_.account), RequestId{id})) return;
  complain({"2: record, then act", id + ": polled, and this account does not have the id on disk"});
}

/// Two requests of one content may be on their way at once, each for formats of its own.
bool World::asks_for(const HttpRequest& sent, const GenerationRequest& intended) {
  if (sent.body.find("template_format_name") == std::string::npos) return true;
  return std::ranges::all_of(intended.formats, [&sent](const std::string& format) {
    return format == all_formats || sent.body.find('"' + format + '"') != std::string::npos;
  });
}

void World::look_on_submission(const HttpRequest& request) {
  const std::string title = SyntheticJobs::title_in(request.body);
  for (const SyntheticDesign& design : designs_) {
    if (request.target.find(design.id.text) == std::string::npos) continue;
    const ContentKey key{accounts_.at(plan_.account), SyntheticJobs::content_of(design.id, request.body)};
    const auto content = journal_->durable().contents.find(key);
    if (content == journal_->durable().contents.end()) continue;
    for (const GenerationRequest& known : content->second.record.requests) {
      if (state_of(known) != RequestState::submitting || !asks_for(request, known)) continue;
      if (sent_.insert({key, known.number}).second) return;
    }
  }
  complain({"2: record, then act", title + ": sent, and no intent is on disk (process " +
                                       std::to_string(runs_) + "): " + request.body});
}

app::RunOutcome World::run_once() { return live(std::nullopt, {}).value_or(app::RunOutcome{}); }

std::optional<app::RunOutcome> World::run_and_kill(std::uint64_t steps) { return live(steps, {}); }

std::optional<app::RunOutcome> World::run_until(const std::function<bool()>& killed) {
  return live(std::nullopt, killed);
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
