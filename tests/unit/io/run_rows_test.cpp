// Runs as they are read back, and how a campaign stands by the sums that are kept.
#include "io/journal/run_rows.hpp"

#include "io/journal/tally_rows.hpp"
#include "unit/io/memory_book.hpp"

namespace pressrun::io::test {
namespace {

using namespace std::chrono_literals;

struct RunBook : MemoryBook {
  CampaignTally tally(CampaignNumber campaign = night, WallTime day_began = {}, WallTime month_began = {}) {
    ledger.end_transaction();
    return read_tally(statements, campaign, day_began, month_began);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(run_rows, RunBook)

BOOST_AUTO_TEST_CASE(the_last_run_of_a_campaign_is_its_newest) {
  BOOST_TEST(last_run_number(statements, night) == 1);
  add_run(5, night);
  add_run(4, night);
  BOOST_TEST(last_run_number(statements, night) == 5);
  BOOST_TEST(last_run_number(statements, day) == 2);
  BOOST_TEST(read_last_run(statements, night).value().id.text == "run-5");
}

BOOST_AUTO_TEST_CASE(a_campaign_without_runs_has_neither_a_last_one_nor_an_account) {
  BOOST_TEST(last_run_number(statements, 99) == 0);
  BOOST_TEST(account_in_force(statements, 99) == 0);
  BOOST_CHECK(!read_last_run(statements, 99).has_value());
}

BOOST_AUTO_TEST_CASE(the_account_in_force_is_that_of_the_last_run) {
  add_run(3, night, 9);
  BOOST_TEST(account_in_force(statements, night) == 9);
  BOOST_TEST(account_in_force(statements, day) == account);
}

BOOST_AUTO_TEST_CASE(runs_of_one_process_know_its_first) {
  add_run(8, night, account, 6);
  BOOST_TEST(first_run(statements, 8) == 6);
  BOOST_TEST(first_run(statements, 1) == 1);
  BOOST_TEST(first_run(statements, 4711) == 4711);  // forgotten: it was its own
}

BOOST_AUTO_TEST_CASE(a_run_that_goes_on_has_no_end) {
  const RunRecord run = read_last_run(statements, night).value();
  BOOST_TEST(run.number == 1);
  BOOST_TEST(run.campaign == night);
  BOOST_TEST(run.path == "/jobs/night.yaml");
  BOOST_TEST(run.origin == "https://api.test");
  BOOST_TEST(run.workspace == "Acme");
  BOOST_CHECK(!run.finished_at.has_value());
  BOOST_CHECK(!run.exit_code.has_value());
  BOOST_CHECK(!run.summary.credit_book.limit.has_value());
  BOOST_TEST(run.ending.empty());
}

BOOST_AUTO_TEST_CASE(every_figure_of_a_run_that_ended_comes_back) {
  exec(
      "UPDATE runs SET name = 'nightly', started_at = 1000, finished_at = 2000, ending = 'finished', jobs = "
      "1, unchanged = "
      "2, assets = 3, credits = 4, credits_exact = 0, submits = 5, polls = 6, reads = 7, rate_limited = 8, "
      "credit_limit = 9, "
      "exit_code = 3 WHERE run = 1");
  const RunRecord run = read_last_run(statements, night).value();
  BOOST_TEST(run.name == "nightly");
  BOOST_CHECK(run.started_at == WallTime{1s});
  BOOST_CHECK(run.finished_at == WallTime{2s});
  BOOST_TEST(run.ending == "finished");
  BOOST_TEST(run.summary.jobs == 1U);
  BOOST_TEST(run.summary.unchanged == 2U);
  BOOST_TEST(run.summary.assets == 3U);
  BOOST_TEST(run.summary.credits == 4U);
  BOOST_TEST(!run.summary.credits_exact);
  BOOST_TEST(run.summary.api_calls.submit == 5U);
  BOOST_TEST(run.summary.api_calls.poll == 6U);
  BOOST_TEST(run.summary.api_calls.read == 7U);
  BOOST_TEST(run.summary.api_calls.rate_limited == 8U);
  BOOST_TEST(run.summary.credit_book.limit.value() == 9U);
  BOOST_TEST(run.exit_code.value() == 3);
}

BOOST_AUTO_TEST_CASE(a_limit_and_an_exit_code_of_zero_are_not_none) {
  exec("UPDATE runs SET credit_limit = 0, exit_code = 0");
  const RunRecord run = read_last_run(statements, night).value();
  BOOST_TEST(run.summary.credit_book.limit.value_or(7) == 0U);
  BOOST_TEST(run.exit_code.value_or(7) == 0);
}

BOOST_AUTO_TEST_CASE(a_run_of_an_account_that_is_gone_is_nobodys) {
  exec("DELETE FROM accounts");
  const RunRecord run = read_last_run(statements, night).value();
  BOOST_TEST(run.origin.empty());
  BOOST_TEST(run.workspace.empty());
}

BOOST_AUTO_TEST_SUITE_END()

// ---- tallies

BOOST_FIXTURE_TEST_SUITE(tally_rows, RunBook)

BOOST_AUTO_TEST_CASE(a_campaign_that_wants_nothing_stands_at_nothing) {
  const CampaignTally nothing = tally(99);
  for (const std::size_t jobs : nothing.jobs.jobs) BOOST_TEST(jobs == 0U);
  BOOST_TEST(nothing.credits.all() == 0U);
  BOOST_TEST(nothing.reserved.run == 0U);
  BOOST_CHECK(!nothing.jobs.rendering_since.has_value());
}

BOOST_AUTO_TEST_CASE(jobs_are_tallied_by_status_with_their_files) {
  want('a');
  want('a');
  want('b', {"square", "story"});
  want('c');
  want('d', {"square"}, day);
  buy('a');
  happen('b', concluded(send('b', {"square", "story"}), {"square"}, {{"story", "x", "", Recovery::never}}));
  const CampaignTally stands = tally();
  BOOST_TEST(stands.jobs.jobs.at(0) == 1U);
  BOOST_TEST(stands.jobs.jobs.at(3) == 2U);
  BOOST_TEST(stands.jobs.jobs.at(4) == 1U);
  BOOST_TEST(stands.jobs.assets == 3U);
  BOOST_TEST(stands.jobs.unchanged == 0U);
  BOOST_TEST(tally(day).jobs.jobs.at(0) == 1U);
}

BOOST_AUTO_TEST_CASE(what_an_earlier_process_finished_is_unchanged_and_what_it_left_is_not) {
  want('a');
  want('b');
  buy('a');
  add_run(3, night);
  BOOST_TEST(tally().jobs.unchanged == 1U);
  add_run(4, night, account, 1);
  BOOST_TEST(tally().jobs.unchanged == 0U);
}

BOOST_AUTO_TEST_CASE(rendering_is_since_the_first_that_the_api_accepted_of_this_campaigns) {
  want('a');
  want('b');
  want('c', {"square"}, day);
  const auto accept = [&](char name, WallTime at) {
    happen(name, IdIssued{send(name), RequestId{std::string{"gen-"} + name}, Proof::answer, at, at});
  };
  accept('a', noon + 2h);
  accept('b', noon + 1h);
  accept('c', noon + 5min);
  accept('z', noon + 1min);  // wanted by nobody
  const auto since = tally().jobs.rendering_since;
  BOOST_CHECK(since == noon + 1h);
  BOOST_CHECK(tally(day).jobs.rendering_since == noon + 5min);
}

BOOST_AUTO_TEST_CASE(orphans_are_requests_that_no_job_asks_for) {
  send('a');
  happen('b', doubted(send('b')));
  buy('c');
  want('d');
  send('d');
  send('e', {"square"}, 2);
  CampaignTally stands = tally();
  BOOST_TEST(stands.orphans_open == 1U);
  BOOST_TEST(stands.orphans_in_doubt == 1U);
  BOOST_TEST(tally(day).orphans_open == 1U);
  add_run(3, night, 9);  // against another account: what is elsewhere is no orphan here
  stands = tally();
  BOOST_TEST(stands.orphans_open == 0U);
  BOOST_TEST(stands.orphans_in_doubt == 0U);
}

BOOST_AUTO_TEST_CASE(credits_are_those_of_the_account_in_force_and_of_runs_that_are_forgotten) {
  buy('a');
  happen('b', doubted(send('b', {"square", "story"})));
  add_run(3, night);
  now = noon;
  ledger.intend(
      content('c'),
      [&] {
        GenerationRequest one = request({"square", "story", "wide"});
        one.run = 3;
        return one;
      }(),
      worker);
  CampaignTally stands = tally();
  BOOST_TEST(stands.credits.settled == 1U);
  BOOST_TEST(stands.credits.in_doubt == 2U);
  BOOST_TEST(stands.credits.out == 3U);
  BOOST_TEST(stands.last_run.out == 3U);
  BOOST_TEST(stands.last_run.settled == 0U);
  BOOST_TEST(stands.reserved.run == 3U);
  exec("UPDATE runs SET account = 9 WHERE run = 1");
  stands = tally();
  BOOST_TEST(stands.credits.all() == 3U);
  exec("DELETE FROM runs WHERE run = 1");
  stands = tally();
  BOOST_TEST(stands.credits.all() == 6U);
}

BOOST_AUTO_TEST_CASE(credits_of_day_and_month_are_told_where_they_are_asked_for) {
  buy('a', {"square", "story"});
  BOOST_TEST(tally().reserved.day == 0U);
  const CampaignTally stands = tally(night, noon + 15min, noon);
  BOOST_TEST(stands.reserved.day == 0U);
  BOOST_TEST(stands.reserved.month == 2U);
}

BOOST_AUTO_TEST_CASE(a_standing_that_no_job_has_is_an_error) {
  exec("INSERT INTO standings VALUES (1, 8, 0, 1, 0)");
  BOOST_CHECK_EXCEPTION(tally(), JournalError, says("a status in it is none that is known"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io::test
