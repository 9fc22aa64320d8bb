// What campaigns want of a content: counted, and how it stands.
#include "unit/io/memory_book.hpp"

namespace pressrun::io::test {
namespace {

struct WantBook : MemoryBook {
  WantTables& wants() { return ledger.wants(); }
  void end() { ledger.end_transaction(); }
  /// Campaign, jobs, status, run, assets.
  std::vector<std::string> kept() {
    return lines("SELECT campaign, jobs, status, run, assets FROM wants ORDER BY want");
  }
  std::vector<std::string> standings() {
    return lines(
        "SELECT campaign, status, run, jobs, assets FROM standings WHERE jobs <> 0 ORDER BY campaign, "
        "status");
  }
};

using Lines = std::vector<std::string>;

}  // namespace

BOOST_FIXTURE_TEST_SUITE(want_tables, WantBook)

BOOST_AUTO_TEST_CASE(the_first_job_makes_a_want) {
  const HeldWant& made = want('a');
  BOOST_TEST(made.number != 0);
  BOOST_TEST(made.jobs == 1);
  BOOST_TEST(made.want.first.text == "hero/1");
  BOOST_CHECK(made.want.status == JobStatus::planned);
  BOOST_TEST(kept() == Lines{"1 1 0 0 0"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(equal_jobs_are_counted_together) {
  const std::int64_t first = want('a').number;
  BOOST_TEST(want('a').number == first);
  BOOST_TEST(want('a').jobs == 3);
  BOOST_TEST(kept() == Lines{"1 1 0 0 0"}, boost::test_tools::per_element());
  end();
  BOOST_TEST(kept() == Lines{"1 3 0 0 0"}, boost::test_tools::per_element());
  BOOST_TEST(standings() == Lines{"1 0 0 3 0"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_want_is_of_a_campaign_its_formats_and_whether_it_keeps_what_is_outdated) {
  HeldContent& held = content('a');
  const JobKey job{"hero/1"};
  const Formats square{"square"};
  wants().add_job(held, night, square, false, job);
  wants().add_job(held, day, square, false, job);
  wants().add_job(held, night, {"square", "story"}, false, job);
  wants().add_job(held, night, {}, false, job);
  wants().add_job(held, night, square, true, job);
  BOOST_TEST(kept().size() == 5U);
  BOOST_TEST(wants().wants_of(held).size() == 5U);
}

BOOST_AUTO_TEST_CASE(a_want_of_what_is_there_stands_well_at_once) {
  buy('a');
  const HeldWant& made = want('a');
  BOOST_CHECK(made.want.status == JobStatus::succeeded);
  BOOST_CHECK(made.standing == (WantStanding{JobStatus::succeeded, 1, 1}));
  end();
  BOOST_TEST(standings() == Lines{"1 3 1 1 1"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_job_that_leaves_is_counted_no_more) {
  const std::int64_t number = want('a').number;
  want('a');
  wants().take_job(content('a'), number);
  end();
  BOOST_TEST(kept() == Lines{"1 1 0 0 0"}, boost::test_tools::per_element());
  BOOST_TEST(standings() == Lines{"1 0 0 1 0"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(no_job_leaves_that_was_not_there) {
  const std::int64_t number = want('a').number;
  wants().take_job(content('a'), number);
  wants().take_job(content('a'), number);
  wants().take_job(content('a'), 4711);
  end();
  BOOST_TEST(kept() == Lines{"1 0 0 0 0"}, boost::test_tools::per_element());
  BOOST_TEST(standings().empty());
}

BOOST_AUTO_TEST_CASE(a_want_without_jobs_is_no_want_and_its_row_stays_until_it_is_dropped) {
  const std::int64_t number = want('a').number;
  wants().take_job(content('a'), number);
  BOOST_TEST(wants().wants_of(content('a')).empty());
  end();
  BOOST_TEST(kept().size() == 1U);
  wants().drop_want(content('a'), number);
  BOOST_TEST(kept().empty());
  BOOST_TEST(content('a').wants.empty());
  end();
  BOOST_TEST(kept().empty());
}

BOOST_AUTO_TEST_CASE(a_dropped_want_is_not_counted_for_when_the_transaction_ends) {
  const std::int64_t number = want('a').number;
  want('a');
  wants().drop_want(content('a'), number);
  want('a');
  end();
  BOOST_TEST(kept() == Lines{"1 1 0 0 0"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_content_that_is_wanted_again_is_no_orphan) {
  buy('a');
  exec("UPDATE contents SET unwanted = 1");
  content('a').unwanted = true;
  want('a');
  BOOST_TEST(number("SELECT unwanted FROM contents") == 0);
  BOOST_TEST(!content('a').unwanted);
}

BOOST_AUTO_TEST_CASE(wants_stand_otherwise_after_what_happened) {
  want('a');
  want('a');
  const RequestNumber made = send('a');
  end();
  BOOST_TEST(kept() == Lines{"1 2 1 0 0"}, boost::test_tools::per_element());
  happen('a', issued(made, "gen-1"));
  happen('a', concluded(made, {"square"}));
  end();
  BOOST_TEST(kept() == Lines{"1 2 3 1 1"}, boost::test_tools::per_element());
  BOOST_TEST(standings() == Lines{"1 3 1 2 2"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(wants_of_other_formats_stand_as_these_do) {
  want('a', {"square"});
  want('a', {"square", "story"});
  want('a', {"story"});
  const RequestNumber made = send('a', {"square", "story"});
  happen('a', concluded(made, {"square"}, {{"story", "text_too_long", "", Recovery::never}}));
  end();
  BOOST_TEST(kept() == (Lines{"1 1 3 1 1", "1 1 4 1 1", "1 1 5 1 0"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_edited_is_planned_again_unless_outdated_is_kept) {
  const auto state = [&](std::int64_t seconds) {
    DesignState made;
    made.formats = {{"square", "x", WallTime{std::chrono::seconds{seconds}}}};
    return made;
  };
  HeldContent& held = content('a');
  rows.put(account, held.design, state(0));
  wants().add_job(held, night, {"square"}, false, JobKey{"hero/1"});
  wants().add_job(held, night, {"square"}, true, JobKey{"hero/2"});
  buy('a');
  rows.put(account, content('a').design, state(490'020LL * 3600 + 900));
  wants().restand(content('a'));
  BOOST_TEST(kept() == (Lines{"1 1 0 0 1", "1 1 3 1 1"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_first_job_of_a_want_is_looked_up_once_its_jobs_have_changed) {
  const std::int64_t number = want('a').number;
  BOOST_TEST(wants().wants_of(content('a')).at(0).first.text == "hero/1");
  exec("INSERT INTO jobs (campaign, position, want, key, design_name, variables) VALUES (1, 0, " +
       std::to_string(number) + ", 'hero/0', 'hero', '{}')");
  BOOST_TEST(wants().wants_of(content('a')).at(0).first.text == "hero/1");
  want('a');
  BOOST_TEST(wants().wants_of(content('a')).at(0).first.text == "hero/0");
}

BOOST_AUTO_TEST_CASE(what_was_wanted_of_one_content_is_wanted_of_the_other) {
  const std::int64_t left = want('a', {"square"}).number;
  want('a', {"square"});
  want('a', {"story"}, day);
  const std::int64_t same = want('b', {"square"}).number;
  exec("INSERT INTO jobs (campaign, position, want, key, design_name, variables) VALUES (1, 0, " +
       std::to_string(left) + ", 'hero/1', 'hero', '{}')");
  wants().move(content('a'), content('b'));
  end();
  BOOST_TEST(
      lines("SELECT content, campaign, jobs FROM wants ORDER BY campaign") == (Lines{"2 1 3", "2 2 1"}),
      boost::test_tools::per_element());
  BOOST_TEST(number("SELECT want FROM jobs") == same);
  BOOST_TEST(standings() == (Lines{"1 0 0 3 0", "2 0 0 1 0"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io::test
