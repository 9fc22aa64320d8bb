#pragma once

#include "app/calls.hpp"
#include "app/deliveries.hpp"
#include "app/run_start.hpp"
#include "app/scheduler.hpp"
#include "support/memory_journal.hpp"
#include "support/synthetic_designs.hpp"
#include "support/synthetic_jobs.hpp"
#include "unit/app/scripted_reads.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace pressrun::test {

/// Hears what happens in a run.
class HeardEvents final : public app::RunObserver {
 public:
  explicit HeardEvents(std::vector<app::RunEvent>& events) : events_(events) {}
  void on(const app::RunEvent& event) override { events_.push_back(event); }

 private:
  std::vector<app::RunEvent>& events_;
};

/// What a test decides before the run's parts are made.
struct RunWorld {
  ScriptedTransport transport;
  HeardProgress progress;
  app::Shutdown shutdown;
  app::RunOptions options;
  RateBudget budget{options.policy};
  asio::io_context context{1};
  VirtualClock clock{context};
  std::deque<MemoryJournal> journals;
  std::deque<SyntheticJobs> sources;
  std::vector<app::Campaign> given;
  std::vector<app::RunEvent> events;
  std::vector<std::vector<LedgerEntry>> rescued;
  std::function<void(Duration since_start)> watch;  ///< looks on before each jump of the clock
  Instant began = clock.now();

  RunWorld() {
    options.policy.progress_every = Duration{};
    transport.clock = &clock;
  }

  MemoryJournal& new_journal() { return journals.emplace_back(clock); }
  /// One more manifest, on the newest journal.
  app::Campaign& add(std::vector<Row> rows, const std::string& name = "night") {
    if (journals.empty()) new_journal();
    MemoryJournal& journal = journals.back();
    AccountRecord buyer;
    buyer.origin = "https://api.test";
    const AccountNumber account = ask(journal.note_account(std::move(buyer)));
    app::Campaign made{name, "/jobs/" + name + ".yaml", sources.emplace_back(std::move(rows)), journal};
    made.account = account;
    return given.emplace_back(std::move(made));
  }
  app::Deps deps() {
    app::Deps made{context.get_executor(),
                   clock,
                   transport,
                   budget,
                   progress,
                   shutdown,
                   "key",
                   [] { return std::string{"run"}; },
                   {}};
    made.rescue = [this](const Journal&, const std::vector<LedgerEntry>& entries) {
      rescued.push_back(entries);
      return std::string{"night.rescue"};
    };
    return made;
  }

  template <class Answer>
  Answer ask(asio::awaitable<Answer> work) {
    std::optional<Answer> answer;
    asio::co_spawn(context, std::move(work), [&](const std::exception_ptr& error, Answer value) {
      if (error) std::rethrow_exception(error);
      answer.emplace(std::move(value));
    });
    go_on();
    return std::move(answer).value();
  }
  void ask(asio::awaitable<void> work) {
    asio::co_spawn(context, std::move(work), [&](const std::exception_ptr& error) {
      if (error) std::rethrow_exception(error);
    });
    go_on();
  }
  /// A signal comes by itself, while something is asked.
  void signal_after(Duration wait) { asio::co_spawn(context, request_after(wait), asio::detached); }
  asio::awaitable<void> request_after(Duration wait) {
    co_await clock.sleep_until(clock.now() + wait);
    shutdown.request();
  }
  void go_on() {
    context.restart();
    clock.run([this] {
      if (watch) watch(clock.now() - began);
      return false;
    });
  }

  template <class Event>
  [[nodiscard]] std::vector<Event> heard() const {
    std::vector<Event> found;
    for (const app::RunEvent& event : events) {
      if (const auto* one = std::get_if<Event>(&event)) found.push_back(*one);
    }
    return found;
  }
};

/// The parts of a run as it wires them, to be tried one by one.
struct RunParts {
  explicit RunParts(RunWorld& in) : world(in) {
    observers.add(std::make_unique<HeardEvents>(world.events));
    stops.listen();
  }

  RunWorld& world;
  app::Deps deps = world.deps();
  app::RunOptions& options = world.options;
  app::ApiClient api{deps.transport, deps.clock, deps.api_key, options.policy.http_timeout};
  app::CampaignRuns campaigns{world.given, deps};
  app::DesignBook book;
  app::FormatSets sets;
  RequestTable table;
  Admission admission{options.policy, deps.budget};
  app::CallGate gate{deps};
  app::RunObservers observers;
  app::RunStops stops{options, deps, admission, observers};
  app::JobStandings standings{campaigns, observers, stops, options};
  app::RequestQueue queue{{options, deps.clock, campaigns, book, table, admission}};
  app::RunDesigns designs{{options, deps, campaigns, book, table, queue, stops, observers}};
  app::AwaitedDoubts doubts;
  app::Settlement settlement{
      {options, deps, campaigns, book, table, admission, queue, stops, standings, observers, doubts}};
  app::Deliveries deliveries{
      {deps, campaigns, table, admission, queue, settlement, standings, doubts, stops, observers}};
  app::KeyCheck key{api, deps.clock, stops};
  app::Submissions submissions{
      {gate, api, campaigns, designs, table, admission, settlement, standings, stops, key, deps.webhooks}};
  app::Polls polls{{gate, api, campaigns, table, admission, settlement, stops, observers, key}};
  app::Calls calls{deps.executor, submissions, polls, stops};
  app::RunStart start{{options, deps.clock, campaigns, book, sets, designs, queue, standings, stops}};
  app::Scheduler scheduler{
      {campaigns, queue, designs, admission, gate, calls, stops, deliveries, observers, deps.budget}};

  /// Opens the runs and registers the jobs.
  void prepare() { world.ask(start.prepare()); }
  /// What the campaign wants next is taken in; the admission books its call: which request it is.
  JobIndex next_submission() {
    auto wanted = campaigns.next_wanted();
    if (wanted) queue.take_in(wanted->campaign, std::move(wanted->item));
    return std::get<Admission::Submit>(next_call()).job;
  }
  /// The next call of the admission, however long it takes to come.
  Admission::Next next_call() {
    for (;;) {
      const Admission::Next next = admission.next(deps.clock.now());
      const auto* wait = std::get_if<Admission::Wait>(&next);
      if (wait == nullptr) return next;
      world.ask(deps.clock.sleep_until(wait->until));
    }
  }
  /// A request that is out: submitted, and accepted under this id.
  JobIndex submitted(const std::string& id = first_id) {
    world.transport.answer = accepts(id);
    const JobIndex index = next_submission();
    asio::cancellation_signal cut_off;
    world.ask(submissions.submit(index, deps.clock.now(), cut_off));
    return index;
  }
  [[nodiscard]] Stop stopped() const {
    const std::vector<Stopped>& stops_so_far = stops.control().stops();
    return stops_so_far.empty() ? Stop::none : stops_so_far.front().why;
  }
  /// The requests that the journal holds durably.
  std::vector<GenerationRequest> durable(std::size_t journal = 0) const {
    std::vector<GenerationRequest> all;
    world.journals[journal].durable().each_request(
        [&](const MemoryBooks::Content&, const GenerationRequest& request) { all.push_back(request); });
    return all;
  }

  static inline const std::string first_id = "00000000-0000-4000-8000-000000000001";
  static std::function<HttpOutcome(const std::string&, std::size_t)> accepts(const std::string& id) {
    return [id](const std::string&, std::size_t) {
      return reply(202, R"({"generation_request_id":")" + id + R"("})");
    };
  }
  static HttpOutcome delivers(const std::string& id) {
    const auto banner = [](const std::string& format) {
      return R"({"id":"b-)" + format + R"(","format":{"id":")" + format +
             R"("},"file":{"type":"png","url":"https://files.test/)" + format + R"(.png"}})";
    };
    return reply(200, R"({"id":")" + id + R"(","is_finalized":true,"errors":[],"banners":[)" +
                          banner("facebook-feed") + "," + banner("instagram-post") + "]}");
  }
};

/// One manifest of so many rows, each for a content of its own of one design.
struct OneCampaign : RunWorld {
  explicit OneCampaign(std::size_t rows = 1) { add(plain_rows(rows, true)); }
};

}  // namespace pressrun::test
