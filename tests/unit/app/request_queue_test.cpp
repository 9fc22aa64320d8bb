#include "app/request_queue.hpp"

#include "unit/app/run_parts.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(request_queue)

using namespace pressrun;
using namespace pressrun::test;
using namespace std::chrono_literals;

BOOST_FIXTURE_TEST_CASE(designs_of_two_campaigns_take_turns, RunWorld) {
  add(plain_rows(2, true), "spring");
  new_journal();
  add(plain_rows(2, true), "summer");
  RunParts parts{*this};
  parts.prepare();
  for (int i = 0; i < 4; ++i) {
    auto wanted = parts.campaigns.next_wanted();
    parts.queue.take_in(wanted->campaign, std::move(wanted->item));
  }
  std::vector<std::size_t> payers;
  for (int i = 0; i < 4; ++i) {
    const JobIndex index = std::get<Admission::Submit>(parts.next_call()).job;
    payers.push_back(parts.table.content_of(index).campaign);
  }
  for (std::size_t i = 1; i < payers.size(); ++i) BOOST_TEST(payers[i] != payers[i - 1]);
}

BOOST_FIXTURE_TEST_CASE(equal_jobs_wait_for_the_request_of_their_content, RunWorld) {
  std::vector<Row> rows = plain_rows(1, true);
  add(rows, "spring");
  rows.front().key = "other";
  add(rows, "summer");
  RunParts parts{*this};
  parts.prepare();
  for (int i = 0; i < 2; ++i) {
    auto wanted = parts.campaigns.next_wanted();
    parts.queue.take_in(wanted->campaign, std::move(wanted->item));
  }
  BOOST_TEST(parts.admission.submissions_waiting() == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_request_that_was_not_taken_comes_again_no_sooner_than_said, OneCampaign) {
  RunParts parts{*this};
  parts.prepare();
  const JobIndex index = parts.next_submission();
  parts.admission.on_submission_abandoned();
  const Instant later = clock.now() + 7s;
  parts.queue.submit_again(index, later);
  BOOST_TEST(std::get<Admission::Submit>(parts.next_call()).job == index);
  BOOST_CHECK(clock.now() >= later - options.policy.lead);
}

BOOST_FIXTURE_TEST_CASE(what_an_earlier_run_submitted_is_polled_at_once, OneCampaign) {
  {
    RunParts earlier{*this};
    earlier.prepare();
    earlier.submitted();
  }
  ask(clock.sleep_until(clock.now() + 1h));
  RunParts parts{*this};
  parts.prepare();
  BOOST_TEST(parts.admission.in_flight() == 1U);
  auto wanted = parts.campaigns.next_wanted();
  parts.queue.take_in(0, std::move(wanted->item));
  BOOST_TEST(parts.admission.submissions_waiting() == 0U);  // what is on its way comes first
  const Instant now = clock.now();
  BOOST_TEST(std::holds_alternative<Admission::Poll>(parts.next_call()));
  BOOST_CHECK(clock.now() - now < 1s);
}

BOOST_FIXTURE_TEST_CASE(rendering_times_of_earlier_runs_are_recalled_by_design_and_type, OneCampaign) {
  RenderTimes known;
  for (int i = 0; i < 20; ++i) known.finished(known.accepted(), 74, 80);
  const std::string kind = synthetic_designs().front().id.text + " ";
  options.render_memory[kind] = known.memory();
  RunParts parts{*this};
  parts.prepare();
  parts.next_submission();
  BOOST_TEST(parts.admission.render_times(0).known() > 5);
  BOOST_TEST(parts.queue.memory().contains(kind));
}

BOOST_AUTO_TEST_SUITE_END()
