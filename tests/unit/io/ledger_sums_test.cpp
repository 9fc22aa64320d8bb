// Credits and jobs that are added up beside the rows, and written at a transaction's end.
#include "unit/io/memory_book.hpp"

namespace pressrun::io::test {
namespace {

using namespace std::chrono_literals;

struct SumBook : MemoryBook {
  LedgerSums& sums() { return ledger.sums(); }
  void end() { ledger.end_transaction(); }

  /// A request that counts for so many credits from now on, `before` it for none.
  void reserve(int credits, WallTime at = noon, RunNumber run = 1, AccountNumber of = account) {
    HeldContent held;
    held.record.key = key('x', of);
    GenerationRequest one = request({"square"}, run, credits);
    one.intended_at = at;
    sums().count(held, one, {});
  }
  HeldWant wanted(CampaignNumber campaign) {
    HeldWant made;
    made.want.campaign = campaign;
    return made;
  }
  std::vector<std::string> credits() {
    return lines("SELECT campaign, run, settled, out, in_doubt FROM run_credits ORDER BY campaign, run");
  }
  std::vector<std::string> reserved() {
    return lines("SELECT account, quarter - 4 * 490020, credits FROM reserved ORDER BY account, quarter");
  }
  std::vector<std::string> standings() {
    return lines("SELECT campaign, status, run, jobs, assets FROM standings ORDER BY campaign, status, run");
  }
};

using Lines = std::vector<std::string>;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(ledger_sums, SumBook)

// ---- credits

BOOST_AUTO_TEST_CASE(nothing_is_written_before_the_end_of_a_transaction) {
  reserve(3);
  BOOST_TEST(credits().empty());
  BOOST_TEST(sums().reserved_in(1) == 3U);
  end();
  BOOST_TEST(credits() == Lines{"1 1 0 3 0"}, boost::test_tools::per_element());
  BOOST_TEST(reserved() == Lines{"1 0 3"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_was_written_is_not_written_once_more) {
  reserve(3);
  end();
  end();
  BOOST_TEST(credits() == Lines{"1 1 0 3 0"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(credits_move_from_out_to_settled_or_in_doubt) {
  const RequestNumber made = send('a', {"square", "story"}, 1, 2);
  end();
  BOOST_TEST(credits() == Lines{"1 1 0 4 0"}, boost::test_tools::per_element());
  happen('a', doubted(made));
  end();
  BOOST_TEST(credits() == Lines{"1 1 0 0 4"}, boost::test_tools::per_element());
  happen('a', concluded(made, {"square"}, {{"story", "timeout", "", Recovery::soon}}));
  end();
  BOOST_TEST(credits() == Lines{"1 1 2 0 0"}, boost::test_tools::per_element());
  BOOST_TEST(reserved().at(0).ends_with(" 2"));
}

BOOST_AUTO_TEST_CASE(what_comes_and_goes_within_a_transaction_leaves_no_row) {
  const RequestNumber made = send('a');
  happen('a', RequestRefused{made, {}, noon});
  end();
  BOOST_TEST(credits().empty());
  BOOST_TEST(reserved().empty());
}

BOOST_AUTO_TEST_CASE(who_pays_is_the_campaign_and_the_run_that_asked) {
  reserve(1, noon, 1);
  reserve(2, noon, 2);
  reserve(4, noon, 1);
  end();
  BOOST_TEST(credits() == (Lines{"1 1 0 5 0", "2 2 0 2 0"}), boost::test_tools::per_element());
  BOOST_TEST(sums().reserved_in(1) == 5U);
  BOOST_TEST(sums().reserved_in(2) == 2U);
  BOOST_TEST(sums().reserved_in(3) == 0U);
}

BOOST_AUTO_TEST_CASE(a_sum_that_was_asked_for_stays_true) {
  BOOST_TEST(sums().reserved_in(1) == 0U);
  BOOST_TEST(sums().reserved_since(account, noon) == 0U);
  const RequestNumber made = send('a', {"square", "story"});
  BOOST_TEST(sums().reserved_in(1) == 2U);
  BOOST_TEST(sums().reserved_since(account, noon) == 2U);
  end();
  happen('a', RequestRefused{made, {}, noon});
  BOOST_TEST(sums().reserved_in(1) == 0U);
  BOOST_TEST(sums().reserved_since(account, noon) == 0U);
}

BOOST_AUTO_TEST_CASE(a_sum_has_what_is_on_disk_and_what_this_transaction_adds) {
  reserve(3);
  end();
  sums().forget();
  reserve(4);
  BOOST_TEST(sums().reserved_in(1) == 7U);
  BOOST_TEST(sums().reserved_since(account, noon) == 7U);
}

BOOST_AUTO_TEST_CASE(another_processs_credits_count_once_sums_are_forgotten) {
  reserve(3);
  end();
  BOOST_TEST(sums().reserved_in(1) == 3U);
  exec("UPDATE run_credits SET in_doubt = 5");
  exec("UPDATE reserved SET credits = 8");
  BOOST_TEST(sums().reserved_in(1) == 3U);
  sums().forget();
  BOOST_TEST(sums().reserved_in(1) == 8U);
  BOOST_TEST(sums().reserved_since(account, noon) == 8U);
}

BOOST_AUTO_TEST_CASE(days_begin_with_a_quarter_of_an_hour) {
  reserve(1, noon - 1ms);
  reserve(2, noon);
  reserve(4, noon + 14min + 59s);
  reserve(8, noon + 15min);
  const std::pair<WallTime, std::uint64_t> asked[] = {{noon - 15min, 15}, {noon - 1ms, 15},
                                                      {noon, 14},         {noon + 14min, 14},
                                                      {noon + 15min, 8},  {noon + 30min, 0}};
  for (const bool written : {false, true}) {
    for (const auto& [since, all] : asked) {
      sums().forget();
      BOOST_TEST_CONTEXT((since - noon).count() << "ms, written: " << written) {
        BOOST_TEST(sums().reserved_since(account, since) == all);
      }
    }
    end();
  }
  BOOST_TEST(reserved() == (Lines{"1 -1 1", "1 0 6", "1 1 8"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_sum_since_a_moment_grows_by_what_comes_after_it_alone) {
  sums().reserved_since(account, noon);
  sums().reserved_since(account, noon + 1h);
  reserve(3, noon + 30min);
  BOOST_TEST(sums().reserved_since(account, noon) == 3U);
  BOOST_TEST(sums().reserved_since(account, noon + 1h) == 0U);
}

BOOST_AUTO_TEST_CASE(accounts_have_sums_of_their_own) {
  sums().reserved_since(account, noon);
  reserve(3, noon, 1, account + 1);
  BOOST_TEST(sums().reserved_since(account, noon) == 0U);
  BOOST_TEST(sums().reserved_since(account + 1, noon) == 3U);
}

BOOST_AUTO_TEST_CASE(what_a_content_reserved_goes_with_it_to_another_account) {
  buy('a', {"square", "story"});
  const RequestNumber refused = send('a', {"wide"});
  happen('a', RequestRefused{refused, {}, noon});
  end();
  BOOST_TEST(sums().reserved_since(account, noon) == 2U);
  sums().move_reserved(content('a').record, account + 1);
  BOOST_TEST(sums().reserved_since(account, noon) == 0U);
  BOOST_TEST(sums().reserved_since(account + 1, noon) == 2U);
  end();
  BOOST_TEST(number("SELECT sum(credits) FROM reserved WHERE account = 1") == 0);
  BOOST_TEST(number("SELECT sum(credits) FROM reserved WHERE account = 2") == 2);
}

// ---- jobs

BOOST_AUTO_TEST_CASE(jobs_are_counted_by_campaign_status_and_run) {
  sums().count(wanted(night), {JobStatus::succeeded, 1, 3}, 2);
  sums().count(wanted(night), {JobStatus::succeeded, 4, 1}, 1);
  sums().count(wanted(night), {JobStatus::planned, 0, 0}, 5);
  sums().count(wanted(day), {JobStatus::succeeded, 1, 1}, 1);
  BOOST_TEST(standings().empty());
  end();
  BOOST_TEST(standings() == (Lines{"1 0 0 5 0", "1 3 1 2 6", "1 3 4 1 1", "2 3 1 1 1"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(jobs_that_move_leave_where_they_stood) {
  sums().count(wanted(night), {JobStatus::planned, 0, 0}, 3);
  end();
  sums().count(wanted(night), {JobStatus::planned, 0, 0}, -2);
  sums().count(wanted(night), {JobStatus::succeeded, 1, 2}, 2);
  const StatusCounts counts = sums().jobs_of(night);
  BOOST_TEST(counts.at(0) == 1);
  BOOST_TEST(counts.at(3) == 2);
  end();
  BOOST_TEST(standings() == (Lines{"1 0 0 1 0", "1 3 1 2 4"}), boost::test_tools::per_element());
  BOOST_CHECK(sums().jobs_of(night) == counts);
}

BOOST_AUTO_TEST_CASE(jobs_of_a_campaign_are_not_anothers) {
  sums().count(wanted(night), {JobStatus::failed, 1, 0}, 3);
  BOOST_CHECK(sums().jobs_of(day) == StatusCounts{});
  BOOST_TEST(sums().jobs_of(night).at(5) == 3);
}

BOOST_AUTO_TEST_CASE(jobs_of_several_runs_are_added_up) {
  sums().count(wanted(night), {JobStatus::succeeded, 1, 1}, 3);
  sums().count(wanted(night), {JobStatus::succeeded, 2, 1}, 4);
  end();
  BOOST_TEST(sums().jobs_of(night).at(3) == 7);
}

BOOST_AUTO_TEST_CASE(no_job_is_nothing_to_count) {
  sums().count(wanted(night), {JobStatus::planned, 0, 0}, 0);
  end();
  BOOST_TEST(standings().empty());
}

BOOST_AUTO_TEST_CASE(a_status_that_no_job_has_is_an_error) {
  for (const char* status : {"8", "-1", "4294967299"}) {
    exec("DELETE FROM standings");
    exec("INSERT INTO standings VALUES (1, " + std::string{status} + ", 0, 1, 0)");
    BOOST_CHECK_EXCEPTION(sums().jobs_of(night), JournalError, says("a status in it is none that is known"));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io::test
