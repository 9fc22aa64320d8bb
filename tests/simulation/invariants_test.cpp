// That the invariants see what they are there for: small histories that are wrong in one way each.
#include "simulation/invariants.hpp"

#include "simulation/world.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using namespace pressrun;
using namespace pressrun::test;

namespace {

const JobKey job{"hero/1"};

/// One job that succeeded in its first attempt, and the API's books that agree.
struct Books {
  Books() {
    Enrollment enrolled;
    enrolled.key = job;
    enrolled.variables_json = R"({"title":{"payload":"hero/1"}})";
    journal.enroll(enrolled);
    journal.apply(Intent{job, 1, Fingerprint{"a"}, std::nullopt, {}, WallTime{}});
    journal.apply(Acceptance{job, 1, RequestId{"id-1"}, WallTime{}});
    Asset asset;
    asset.format = "square";
    journal.apply(Conclusion{job, 1, JobStatus::succeeded, {asset}, {}, 1, WallTime{}});
    pay("id-1");
    before = journal;
  }

  void pay(const std::string& id) {
    simulator::Generation generation;
    generation.request_id = id;
    generation.body = R"({"elements":{"title":{"payload":"hero/1"}}})";
    ledger.push_back(std::move(generation));
  }

  MemoryTables::Row& row() { return journal.jobs.at(job); }

  std::set<std::string> violated() const {
    std::set<std::string> names;
    Evidence evidence{ledger, journal, before, outcome ? &*outcome : nullptr};
    evidence.formats_of = [](const JobKey&) { return std::vector<std::string>{"square"}; };
    for (const Complaint& complaint : violations(evidence)) names.insert(complaint.invariant);
    return names;
  }

  std::vector<simulator::Generation> ledger;
  MemoryTables journal;
  MemoryTables before;
  std::optional<app::RunOutcome> outcome;
};

using Names = std::set<std::string>;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(invariants_, Books)

BOOST_AUTO_TEST_CASE(a_sound_history_violates_nothing) { BOOST_TEST(violated() == Names{}); }

BOOST_AUTO_TEST_CASE(a_generation_that_nobody_knows_of) {
  pay("id-2");
  BOOST_TEST(violated() == Names{"every generation is explained"});
}

BOOST_AUTO_TEST_CASE(a_second_attempt_for_the_same) {
  journal.apply(Intent{job, 2, Fingerprint{"a"}, std::nullopt, {}, WallTime{}});
  BOOST_TEST(violated() == Names{"nothing is sent again without a cause"});
}

BOOST_AUTO_TEST_CASE(a_second_attempt_for_another_edition_is_none) {
  journal.apply(Intent{job, 2, Fingerprint{"b"}, std::nullopt, {}, WallTime{}});
  BOOST_TEST(violated() == Names{});
}

BOOST_AUTO_TEST_CASE(a_job_in_doubt_that_was_sent) {
  before.jobs.at(job).status = JobStatus::in_doubt;
  journal.apply(Intent{job, 2, Fingerprint{"b"}, std::nullopt, {}, WallTime{}});
  BOOST_TEST(violated() == Names{"a job in doubt is held"});
}

BOOST_AUTO_TEST_CASE(a_picture_of_an_earlier_edition) {
  row().fingerprint = Fingerprint{"b"};
  before = journal;
  BOOST_TEST(violated() == Names{"pictures are of what the job asks for"});
}

BOOST_AUTO_TEST_CASE(a_picture_of_the_design_as_it_was) {
  row().attempts[0].design_version = 1;
  row().design_version = 2;
  before = journal;
  BOOST_TEST(violated() == Names{"pictures are of what the job asks for"});
}

BOOST_AUTO_TEST_CASE(a_picture_in_a_format_of_somebody_else) {
  row().assets[0].format = "story";
  row().brought_by["story"] = 1;
  before = journal;
  BOOST_TEST(violated() == Names{"pictures are of what the job asks for"});
}

BOOST_AUTO_TEST_CASE(an_id_out_of_the_air) {
  row().attempts[0].request_id = RequestId{"id-9"};
  before = journal;
  BOOST_TEST(violated().contains("request ids are the API's, and of this job"));
  BOOST_TEST(violated().contains("every generation is explained"));
}

BOOST_AUTO_TEST_CASE(an_attempt_that_was_forgotten) {
  row().attempts.clear();
  BOOST_TEST(violated().contains("nothing durable is forgotten"));
}

BOOST_AUTO_TEST_CASE(an_end_that_changed) {
  row().status = JobStatus::partial;
  BOOST_TEST(violated() == Names{"what is final stays as it is"});
}

BOOST_AUTO_TEST_CASE(a_rendering_without_an_id) {
  row().status = JobStatus::rendering;
  row().request_id = {};
  before = journal;
  BOOST_TEST(violated() == Names{"what renders has an id"});
}

BOOST_AUTO_TEST_CASE(a_success_without_files) {
  row().assets.clear();
  before = journal;
  BOOST_TEST(violated() == Names{"what succeeded has its files"});
}

BOOST_AUTO_TEST_CASE(a_run_that_ends_and_leaves_jobs) {
  outcome.emplace();
  outcome->announced.push_back(true);
  row().status = JobStatus::submitting;
  row().attempts[0].concluded.reset();
  before = journal;
  BOOST_TEST(violated() == Names{"nothing is left submitting"});
  row().status = JobStatus::planned;
  before = journal;
  BOOST_TEST(violated() == Names{"every job ends, or the run says why"});
}

BOOST_AUTO_TEST_CASE(a_summary_that_does_not_add_up) {
  outcome.emplace();
  outcome->announced.push_back(true);
  outcome->runs.emplace_back();
  BOOST_TEST(violated() == Names{});
  outcome->runs[0].summary.jobs = 1;
  BOOST_TEST(violated() == Names{"the summary adds up"});
}

BOOST_AUTO_TEST_CASE(nine_submissions_at_once) {
  for (int i = 2; i <= 10; ++i) {
    Enrollment enrolled;
    enrolled.key = JobKey{"hero/" + std::to_string(i)};
    enrolled.variables_json = R"({"title":{"payload":")" + enrolled.key.text + R"("}})";
    journal.enroll(enrolled);
    journal.apply(Intent{enrolled.key, 1, Fingerprint{"a"}, std::nullopt, {}, WallTime{}});
    BOOST_TEST(violated().contains("at most eight submissions are on their way") == (i == 10));
  }
}

BOOST_AUTO_TEST_CASE(calls_that_are_not_on_record) {
  HttpRequest post{"POST", "/async/banner-builder/x/generate", {}, ledger[0].body};
  BOOST_TEST(not_on_record(journal, post) != "");
  journal.apply(Intent{job, 2, Fingerprint{"b"}, std::nullopt, {}, WallTime{}});
  BOOST_TEST(not_on_record(journal, post) == "");
  BOOST_TEST(not_on_record(journal, {"GET", "/generation-request/id-1", {}, ""}) == "");
  BOOST_TEST(not_on_record(journal, {"GET", "/generation-request/id-2", {}, ""}) != "");
}

/// A journal that says "durable" too early loses what a kill then takes; the world must notice.
BOOST_AUTO_TEST_CASE(a_journal_that_answers_before_it_is_durable_is_found_out) {
  std::size_t found = 0;
  for (std::uint64_t step = 20; step < 200; step += 3) {
    WorldPlan plan;
    plan.jobs = 8;
    plan.scenario = simulator::default_scenario();
    World world{plan};
    world.store().answer_early();
    world.run_and_kill(step);
    world.run_once();
    found += world.complaints().size();
  }
  BOOST_TEST(found > 0U);
}

BOOST_AUTO_TEST_SUITE_END()
