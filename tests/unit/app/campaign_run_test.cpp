#include "app/campaign_run.hpp"

#include "unit/app/run_parts.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(campaign_run)

using namespace pressrun;
using namespace pressrun::test;

BOOST_FIXTURE_TEST_CASE(campaigns_take_turns_until_none_wants_more, RunWorld) {
  add(plain_rows(3, true), "spring");
  add({}, "empty");
  new_journal();
  add(plain_rows(1, true), "summer");
  RunParts parts{*this};
  parts.prepare();
  BOOST_TEST(parts.campaigns.wanted_left() == 4U);
  std::vector<std::size_t> order;
  while (const auto wanted = parts.campaigns.next_wanted()) order.push_back(wanted->campaign);
  BOOST_TEST(order == (std::vector<std::size_t>{0, 2, 0, 0}), boost::test_tools::per_element());
  BOOST_TEST(parts.campaigns.wanted_left() == 0U);
}

BOOST_FIXTURE_TEST_CASE(those_that_share_a_journal_are_begun_and_ended_together, RunWorld) {
  add(plain_rows(1), "spring");
  add(plain_rows(1), "summer");
  new_journal();
  add(plain_rows(1), "autumn");
  RunParts parts{*this};
  BOOST_TEST(parts.campaigns.journals() == (std::vector<std::size_t>{0, 2}),
             boost::test_tools::per_element());
  parts.prepare();
  BOOST_TEST(parts.campaigns.first_run(1) == parts.campaigns[0].record.number);
  BOOST_TEST(parts.campaigns.find(parts.campaigns[1].record.campaign, journals[0]) == 1U);
  BOOST_TEST(parts.campaigns.find(parts.campaigns[1].record.campaign, journals[1]) != 1U);
  BOOST_TEST(parts.campaigns.find(77, journals[0]) == 3U);
  ask(parts.campaigns.end("finished"));
  const MemoryBooks::Run* ended = journals[0].durable().last_run(parts.campaigns[1].record.campaign);
  BOOST_REQUIRE(ended != nullptr);
  BOOST_TEST(ended->record.ending == "finished");
  BOOST_TEST(ended->record.finished_at.has_value());
}

BOOST_FIXTURE_TEST_CASE(a_want_moves_the_jobs_of_its_own_campaign_alone, RunWorld) {
  add(plain_rows(2, true), "spring");
  new_journal();
  add(plain_rows(2, true), "summer");
  RunParts parts{*this};
  parts.prepare();
  Want want;
  want.campaign = parts.campaigns[0].record.campaign;
  want.jobs = 2;
  want.status = JobStatus::failed;
  parts.campaigns.count(journals[0], want);
  app::RunOutcome outcome;
  app::add_outcome(parts.campaigns, false, outcome);
  BOOST_TEST(outcome.failed == 2U);
  BOOST_TEST(outcome.runs.at(0).summary.failed == 2U);
  BOOST_TEST(outcome.runs.at(1).summary.pending == 2U);
  ProgressReading reading;
  app::add_progress(parts.campaigns, reading);
  BOOST_TEST(reading.jobs == 4U);
  BOOST_TEST(reading.failed == 2U);
}

BOOST_FIXTURE_TEST_CASE(what_is_still_planned_at_the_end_failed_unless_the_run_was_stopped, RunWorld) {
  add(plain_rows(2, true));
  RunParts parts{*this};
  parts.prepare();
  parts.campaigns[0].left_rendering = 1;
  for (const bool all_taken_in : {true, false}) {
    app::RunOutcome outcome;
    app::add_outcome(parts.campaigns, all_taken_in, outcome);
    BOOST_TEST(outcome.failed == (all_taken_in ? 3U : 1U));
  }
}

BOOST_FIXTURE_TEST_CASE(credits_of_other_journals_count_where_there_are_several, RunWorld) {
  add(plain_rows(1, true), "spring");
  new_journal();
  add(plain_rows(1, true), "summer");
  RunParts parts{*this};
  parts.prepare();
  ContentRecord record;
  GenerationRequest request;
  request.number = 1;
  request.run = parts.campaigns[0].record.number;
  request.formats = {"a", "b"};
  record.requests.push_back(request);
  parts.campaigns.note_credits(0, record);
  BOOST_TEST(parts.campaigns.credits_elsewhere(1) == 2U);
  BOOST_TEST(parts.campaigns.credits_elsewhere(0) == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
