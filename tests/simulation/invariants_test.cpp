// That the invariants see what they are there for: small histories that are wrong in one way each.
#include "simulation/invariants.hpp"

#include "simulation/world.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace pressrun;
using namespace pressrun::test;

namespace {

using namespace std::chrono_literals;
using Names = std::set<std::string>;

const Row row{"1", 0, "hero/a", {"facebook-feed", "instagram-post"}};

/// A night with one job, played to its end, and then everything that an audit looks at: to be falsified.
struct Books {
  Books() : world(plan()) {
    world.run_once();
    BOOST_REQUIRE(world.complaints().empty());
    api = world.api();
    now = world.books();
    before = now;
    before.contents.clear();
    outcome = world.run_once();
    for (RunRecord& run : outcome.runs) run.number = 1;
    limits.run = 2;
  }

  static WorldPlan plan() {
    WorldPlan made;
    made.scenario = simulator::default_scenario();
    made.manifests = {{"night", {row}}};
    return made;
  }

  GenerationRequest& request() { return now.contents.begin()->second.requests.at(0); }
  JobView& job() { return now.campaigns.at(0).jobs.at(0); }

  /// The API makes it once more, in the process that is audited.
  void pay_again(bool told = true) {
    HttpRequest post{"POST",
                     "/async/banner-builder/64238d01-d402-474b-8c2d-fbc957e9d290/generate",
                     {{"x-api-key", "key"}, {"content-type", "application/json"}},
                     world.model().ledger().at(0).body};
    const simulator::Reply reply =
        world.model().handle(post, simulator::ServerTime{world.calendar().time_since_epoch()} + 1h);
    BOOST_REQUIRE(reply.response.status == 200);
    if (told) {
      api.hear(0, world.model(), post, reply.response, 1);
    } else {
      api.catch_up(0, world.model(), 1);
    }
  }

  Names violated() const {
    Names names;
    Evidence evidence{api, before, now, accounts, designs, words, known_since, changes_seen};
    evidence.asked = {{"/manifests/night.yaml", {row}, limits, true}};
    evidence.outcome = killed ? nullptr : &outcome;
    evidence.journal_failed = journal_failed;
    evidence.rescued = &rescued;
    for (const Complaint& complaint : violations(evidence)) names.insert(complaint.invariant);
    return names;
  }

  World world;
  ApiBooks api;
  JournalBooks now;
  JournalBooks before;
  app::RunOutcome outcome;
  CreditLimits limits;
  std::vector<AccountNumber> accounts{1, 0};
  DesignHistory designs;
  std::map<ContentDigest, simulator::ServerTime> words;
  std::map<std::pair<AccountNumber, DesignId>, simulator::ServerTime> known_since;
  std::map<std::tuple<AccountNumber, DesignId, std::string>, simulator::ServerTime> changes_seen;
  std::vector<LedgerEntry> rescued;
  bool killed = false;
  bool journal_failed = false;
};

void expect(const Names& found, const char* wanted) {
  BOOST_TEST(found.contains(wanted), "expected '" << wanted << "' of " << found.size());
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(invariants_, Books)

BOOST_AUTO_TEST_CASE(a_sound_history_violates_nothing) {
  for (const std::string& name : violated()) BOOST_ERROR(name);
}

// ---- 1

BOOST_AUTO_TEST_CASE(a_rendition_that_was_there_and_is_bought_again) {
  pay_again();
  GenerationRequest again = request();
  again.number = 2;
  again.intended_at = *request().ended_at + 1s;
  again.ids = {{RequestId{api.made().back().request_id}, Proof::answer, false}};
  again.assets.clear();
  again.final = false;
  now.contents.begin()->second.requests.push_back(again);
  limits.run.reset();
  const Names found = violated();
  expect(found, "1: each rendition is bought once");
  expect(found, "1: the book does not contradict itself");
}

BOOST_AUTO_TEST_CASE(an_order_is_a_reason) {
  pay_again();
  GenerationRequest again = request();
  again.number = 2;
  again.ordered = true;
  again.ids = {{RequestId{api.made().back().request_id}, Proof::answer, false}};
  again.assets.clear();
  again.final = false;
  now.contents.begin()->second.requests.push_back(again);
  BOOST_TEST(!violated().contains("1: each rendition is bought once"));
}

BOOST_AUTO_TEST_CASE(a_generation_in_doubt_that_is_bought_again) {
  request().ids.clear();
  request().assets.clear();
  request().final = false;
  request().doubt = Failure{"", "timeout", "no answer"};
  pay_again(false);
  killed = true;
  expect(violated(), "1: each rendition is bought once");
  request().decision = Decision::resubmitted;
  BOOST_TEST(!violated().contains("1: each rendition is bought once"));
}

// ---- 2

BOOST_AUTO_TEST_CASE(a_generation_that_nobody_knows_of) {
  pay_again(false);
  expect(violated(), "2: every generation is explained");
}

/// A POST without its intent, a poll without its id.
BOOST_AUTO_TEST_CASE(calls_that_are_not_on_record) {
  World odd{plan()};
  odd.at_start = [](Hands& hands) {
    hands.transport.meddle = [&hands](const HttpRequest& request) -> std::optional<HttpOutcome> {
      if (request.target.find("/ready") != std::string::npos || request.method != "POST") return std::nullopt;
      hands.transport.looks_on(request);  // as if it left twice
      return std::nullopt;
    };
  };
  odd.run_once();
  Names names;
  for (const Complaint& complaint : odd.complaints()) names.insert(complaint.invariant);
  expect(names, "2: record, then act");
}

/// A journal that says "durable" too early loses what a kill then takes; the world must notice.
BOOST_AUTO_TEST_CASE(a_journal_that_answers_before_it_is_durable_is_found_out) {
  Names names;
  for (std::uint64_t step = 20; step < 200; step += 3) {
    WorldPlan early;
    early.jobs = 8;
    early.scenario = simulator::default_scenario();
    World odd{early};
    odd.journal().answer_early();
    odd.run_and_kill(step);
    odd.run_once();
    for (const Complaint& complaint : odd.complaints()) names.insert(complaint.invariant);
  }
  expect(names, "2: record, then act");
  expect(names, "2: every generation is explained");
}

// ---- 3

BOOST_AUTO_TEST_CASE(an_id_that_came_and_is_not_in_the_book) {
  request().ids.clear();
  request().assets.clear();
  expect(violated(), "3: what was told is kept");
}

BOOST_AUTO_TEST_CASE(a_banner_that_was_seen_and_is_dropped) {
  request().assets.pop_back();
  expect(violated(), "3: what was told is kept");
}

BOOST_AUTO_TEST_CASE(an_id_that_neither_the_full_disk_nor_the_rescue_file_has) {
  request().ids.clear();
  request().assets.clear();
  journal_failed = true;
  expect(violated(), "3: what was told is rescued");
  rescued.push_back({{}, IdIssued{1, RequestId{api.made().at(0).request_id}}});
  BOOST_TEST(!violated().contains("3: what was told is rescued"));
}

BOOST_AUTO_TEST_CASE(an_id_out_of_the_air) {
  request().ids.push_back({RequestId{"00000000-0000-4000-8000-000000000009"}, Proof::answer, false});
  expect(violated(), "3: request ids are the API's, for this content");
}

BOOST_AUTO_TEST_CASE(an_id_of_another_account) {
  accounts = {2, 1};
  expect(violated(), "3: request ids are the API's, for this content");
}

BOOST_AUTO_TEST_CASE(facts_that_were_forgotten) {
  const std::vector<std::function<void(GenerationRequest&)>> losses{
      [](GenerationRequest& r) { r.ids.clear(); }, [](GenerationRequest& r) { r.assets.clear(); },
      [](GenerationRequest& r) { r.final = false; }, [](GenerationRequest& r) { r.formats.pop_back(); },
      [](GenerationRequest& r) { r.number = 9; }};
  before = now;
  const JournalBooks whole = now;
  for (const auto& lose : losses) {
    now = whole;
    lose(request());
    expect(violated(), "3: nothing durable is forgotten");
  }
  now = whole;
  now.contents.clear();
  expect(violated(), "3: nothing durable is forgotten");
}

// ---- 4

BOOST_AUTO_TEST_CASE(more_credits_than_the_limit) {
  limits.run = 1;
  expect(violated(), "4: credits stay within the limit");
  for (std::optional<std::uint64_t> CreditLimits::*limit : {&CreditLimits::day, &CreditLimits::month}) {
    limits = {};
    limits.*limit = 1;
    expect(violated(), "4: credits stay within the limits of day and month");
    limits.*limit = 2;
    BOOST_TEST(violated().empty());
  }
}

// ---- 5

BOOST_AUTO_TEST_CASE(a_run_that_ends_with_a_request_on_its_way) {
  request().ids.clear();
  request().assets.clear();
  request().final = false;
  expect(violated(), "5: nothing is left submitting");
}

/// What the API says it does not know is bought again: as a program would that takes a 404 for a failure.
BOOST_AUTO_TEST_CASE(an_id_that_is_not_known_and_is_bought_again) {
  request().assets.clear();
  request().final = true;
  request().ids.at(0).gone = true;
  api = {};
  api.catch_up(0, world.model(), 0);  // its end was told to nobody
  pay_again();
  GenerationRequest again = request();
  again.number = 2;
  again.ids = {{RequestId{api.made().back().request_id}, Proof::answer, false}};
  now.contents.begin()->second.requests.push_back(again);
  expect(violated(), "1: each rendition is bought once");
}

// ---- the rest

BOOST_AUTO_TEST_CASE(nine_submissions_at_once) {
  killed = true;
  GenerationRequest sent;
  sent.formats = {"facebook-feed"};
  for (int i = 2; i <= 10; ++i) {
    sent.number = i;
    now.contents.begin()->second.requests.push_back(sent);
    BOOST_TEST(violated().contains("at most eight submissions are on their way") == (i == 10));
  }
}

BOOST_AUTO_TEST_CASE(a_picture_of_another_format_or_content) {
  std::swap(job().assets.at(0).format, job().assets.at(1).format);
  expect(violated(), "results are the API's");
}

BOOST_AUTO_TEST_CASE(a_success_without_files_and_a_failure_without_words) {
  job().assets.clear();
  expect(violated(), "results are the API's");
  job().status = JobStatus::failed;
  expect(violated(), "results are the API's");
}

BOOST_AUTO_TEST_CASE(a_job_that_is_not_there) {
  now.campaigns.at(0).jobs.clear();
  expect(violated(), "no job is lost");
}

BOOST_AUTO_TEST_CASE(a_status_that_is_another_than_the_ledgers) {
  job().status = JobStatus::partial;
  expect(violated(), "statuses are what the ledger says");
}

BOOST_AUTO_TEST_CASE(a_tally_that_is_of_other_jobs) {
  now.campaigns.at(0).tally.jobs.assets = 9;
  expect(violated(), "statuses are what the ledger says");
}

BOOST_AUTO_TEST_CASE(a_run_that_ends_and_leaves_jobs) {
  job().status = JobStatus::planned;
  expect(violated(), "every job ends, or the run says why");
}

BOOST_AUTO_TEST_CASE(a_summary_that_does_not_add_up) {
  const Summary whole = outcome.runs.at(0).summary;
  for (std::size_t Summary::*part : {&Summary::jobs, &Summary::succeeded, &Summary::partial, &Summary::failed,
                                     &Summary::in_doubt, &Summary::pending}) {
    outcome.runs.at(0).summary = whole;
    ++(outcome.runs.at(0).summary.*part);
    expect(violated(), "the summary adds up");
  }
}

BOOST_AUTO_TEST_SUITE_END()
