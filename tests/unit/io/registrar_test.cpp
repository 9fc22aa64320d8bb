// What manifests want, as rows: jobs, and the wants that they add up to.
#include "unit/io/memory_book.hpp"

#include <algorithm>

namespace pressrun::io::test {
namespace {

using namespace std::chrono_literals;

Registration job(const std::string& key, char content, Formats formats = {"square"}) {
  Registration made;
  made.key = JobKey{key};
  made.design_name = "hero";
  made.design_id = hero;
  made.content = digest(content);
  made.content_text = std::string{"{\"text\":\""} + content + "\"}";
  made.formats = std::move(formats);
  made.variables_json = "{}";
  return made;
}

using Lines = std::vector<std::string>;

struct RegistrarBook : MemoryBook {
  RegistrarBook() { begin(); }

  /// A run of the campaign, of this number.
  void begin(RunNumber run = 1, CampaignNumber campaign = night, AccountNumber of = account) {
    registrar.begin(campaign, of, run, run);
  }
  Registered enter(const Registration& one, CampaignNumber campaign = night) {
    return registrar.register_jobs(campaign, {one}).at(0);
  }
  /// All that there are, in a run of their own.
  void all(RunNumber run, std::vector<Registration> jobs, CampaignNumber campaign = night) {
    begin(run, campaign);
    for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].position = i;
    registrar.register_jobs(campaign, jobs);
    registrar.end_registration(campaign, "all");
    ledger.end_transaction();
  }
  /// Key, content and formats of each, in the manifest's order.
  Lines jobs(CampaignNumber campaign = night) {
    return lines(
        "SELECT j.key, substr(hex(c.digest), 1, 2), s.names FROM jobs j JOIN wants w ON w.want = j.want JOIN "
        "contents c ON "
        "c.content = w.content JOIN format_sets s ON s.format_set = w.format_set WHERE j.campaign = " +
        std::to_string(campaign) + " ORDER BY j.position, j.job");
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(registrar_, RegistrarBook)

// ---- jobs

BOOST_AUTO_TEST_CASE(jobs_of_a_campaign_without_a_run_are_refused) {
  const auto no_run = says("no run of this campaign has begun");
  BOOST_CHECK_EXCEPTION(enter(job("hero/1", 'a'), day), JournalError, no_run);
  BOOST_CHECK_EXCEPTION(registrar.end_registration(day, "all"), JournalError, no_run);
  BOOST_CHECK_EXCEPTION(registrar.all_there(day, "all"), JournalError, no_run);
}

BOOST_AUTO_TEST_CASE(a_new_job_is_a_row_with_all_that_the_manifest_says_of_it) {
  Registration one = job("hero/\n\"1\"", 'a', {"square", "story"});
  one.position = 41;
  one.variables_json = "{\"x\":\"\\u0001\"}";
  one.slot = "slot-1";
  const Registered known = enter(one);
  BOOST_TEST(known.is_new);
  BOOST_TEST(!known.changed);
  BOOST_TEST(!known.unchanged);
  BOOST_CHECK(known.status == JobStatus::planned);
  BOOST_CHECK(known.record.key == key('a'));
  BOOST_TEST(lines("SELECT campaign, position, want, design_name, variables, key FROM jobs").at(0) ==
             "1 41 1 hero {\"x\":\"\\u0001\"} hero/\n\"1\"");
  BOOST_TEST(lines("SELECT slot, text FROM contents").at(0) == "slot-1 {\"text\":\"a\"}");
}

BOOST_AUTO_TEST_CASE(whatever_is_told_otherwise_of_a_job_is_kept_and_it_is_the_same_job) {
  const auto told = [&](auto change) {
    begin();
    Registration one = job("hero/1", 'a');
    change(one);
    const Registered known = enter(one);
    BOOST_TEST(!known.changed);
    return lines("SELECT position, design_name, variables FROM jobs").at(0);
  };
  BOOST_TEST(told([](Registration&) {}) == "0 hero {}");
  BOOST_TEST(told([](Registration& one) { one.position = 9; }) == "9 hero {}");
  BOOST_TEST(told([](Registration& one) { one.design_name = "heroes"; }) == "0 heroes {}");
  BOOST_TEST(told([](Registration& one) { one.design_name = "heroes", one.variables_json = "{\"y\":2}"; }) ==
             "0 heroes {\"y\":2}");
}

BOOST_AUTO_TEST_CASE(a_key_that_comes_twice_in_one_run_is_one_job_of_the_later_content) {
  const auto known =
      registrar.register_jobs(night, {job("hero/1", 'a'), job("hero/1", 'b'), job("hero/2", 'c')});
  BOOST_TEST(known.at(0).is_new);
  BOOST_TEST(!known.at(1).is_new);
  BOOST_TEST(known.at(1).changed);
  BOOST_TEST(known.at(2).is_new);
  BOOST_TEST(jobs() == (Lines{"hero/1 62 [\"square\"]", "hero/2 63 [\"square\"]"}),
             boost::test_tools::per_element());
  registrar.end_registration(night, "all");
  BOOST_TEST(number("SELECT registered_jobs FROM campaigns WHERE campaign = 1") == 2);
  BOOST_TEST(!has('a'));
}

BOOST_AUTO_TEST_CASE(campaigns_may_have_jobs_of_one_key) {
  begin(2, day);
  BOOST_TEST(enter(job("hero/1", 'a')).is_new);
  BOOST_TEST(enter(job("hero/1", 'b'), day).is_new);
  BOOST_TEST(jobs(night).size() == 1U);
  BOOST_TEST(jobs(day).size() == 1U);
}

BOOST_AUTO_TEST_CASE(equal_jobs_add_up_to_one_want) {
  registrar.register_jobs(night, {job("hero/1", 'a'), job("hero/2", 'a'), job("hero/3", 'a', {"story"})});
  ledger.end_transaction();
  BOOST_TEST(lines("SELECT jobs FROM wants ORDER BY want") == (Lines{"2", "1"}),
             boost::test_tools::per_element());
  BOOST_TEST(number("SELECT count(*) FROM contents") == 1);
}

BOOST_AUTO_TEST_CASE(what_is_finished_is_unchanged_where_another_process_finished_it) {
  buy('a');
  BOOST_TEST(!enter(job("hero/1", 'a')).unchanged);  // run 1 is this process's
  begin(2);
  const Registered known = enter(job("hero/1", 'a'));
  BOOST_CHECK(known.status == JobStatus::succeeded);
  BOOST_TEST(known.unchanged);
}

BOOST_AUTO_TEST_CASE(what_has_not_ended_is_never_unchanged) {
  send('a');
  begin(9);
  const Registered known = enter(job("hero/1", 'a'));
  BOOST_CHECK(known.status == JobStatus::submitting);
  BOOST_TEST(!known.unchanged);
}

// ---- jobs that ask for something else

BOOST_AUTO_TEST_CASE(an_edited_job_leaves_its_content_and_shows_it_until_the_new_is_there) {
  enter(job("hero/1", 'a'));
  buy('a');
  const std::int64_t before = content('a').number;
  begin(2);
  const Registered known = enter(job("hero/1", 'b'));
  BOOST_TEST(known.changed);
  BOOST_CHECK(known.status == JobStatus::planned);
  BOOST_TEST(number("SELECT shown FROM jobs") == before);
  BOOST_TEST(lines("SELECT last_key, last_design FROM contents WHERE content = " + std::to_string(before)) ==
                 Lines{"hero/1 hero"},
             boost::test_tools::per_element());
  registrar.end_registration(night, "all");
  BOOST_TEST(fresh('a').unwanted);
}

BOOST_AUTO_TEST_CASE(an_edit_of_what_shows_nothing_leaves_what_was_shown_before_it) {
  enter(job("hero/1", 'a'));
  buy('a');
  enter(job("hero/1", 'b'));
  enter(job("hero/1", 'c'));
  BOOST_TEST(number("SELECT shown FROM jobs") == content('a').number);
}

BOOST_AUTO_TEST_CASE(an_edit_that_is_undone_shows_nothing_but_itself) {
  enter(job("hero/1", 'a'));
  buy('a');
  enter(job("hero/1", 'b'));
  const Registered known = enter(job("hero/1", 'a'));
  BOOST_CHECK(known.status == JobStatus::succeeded);
  BOOST_TEST(number("SELECT shown IS NULL FROM jobs") == 1);
}

BOOST_AUTO_TEST_CASE(other_formats_of_one_content_are_another_want_and_no_change_of_content) {
  enter(job("hero/1", 'a'));
  const Registered known = enter(job("hero/1", 'a', {"square", "story"}));
  BOOST_TEST(!known.changed);
  BOOST_TEST(number("SELECT shown IS NULL FROM jobs") == 1);
  ledger.end_transaction();
  BOOST_TEST(lines("SELECT jobs FROM wants ORDER BY want") == (Lines{"0", "1"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(outdated_keep_is_another_want) {
  enter(job("hero/1", 'a'));
  Registration keeps = job("hero/1", 'a');
  keeps.keep_outdated = true;
  enter(keeps);
  ledger.end_transaction();
  BOOST_TEST(lines("SELECT keep_outdated, jobs FROM wants ORDER BY want") == (Lines{"0 0", "1 1"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_job_whose_want_is_lost_finds_another) {
  enter(job("hero/1", 'a'));
  ledger.end_transaction();
  exec("DELETE FROM wants");
  ledger.forget();
  begin(2);
  const Registered known = enter(job("hero/1", 'a'));
  BOOST_TEST(!known.is_new);
  BOOST_TEST(jobs().size() == 1U);
}

// ---- complete registrations

BOOST_AUTO_TEST_CASE(a_job_that_is_told_no_more_leaves_at_the_end_of_the_registration) {
  all(1, {job("hero/1", 'a'), job("hero/2", 'b')});
  buy('a');
  begin(2);
  enter(job("hero/2", 'b'));
  BOOST_TEST(jobs().size() == 2U);
  registrar.end_registration(night, "less");
  BOOST_TEST(jobs() == Lines{"hero/2 62 [\"square\"]"}, boost::test_tools::per_element());
  BOOST_TEST(fresh('a').unwanted);
  BOOST_TEST(text("SELECT last_key FROM contents WHERE unwanted = 1") == "hero/1");
  BOOST_TEST(number("SELECT count(*) FROM wants") == 1);
}

BOOST_AUTO_TEST_CASE(what_was_never_bought_goes_with_its_job) {
  all(1, {job("hero/1", 'a'), job("hero/2", 'b')});
  all(2, {job("hero/2", 'b')});
  BOOST_TEST(!has('a'));
  BOOST_TEST(has('b'));
  BOOST_TEST(lines("SELECT campaign, status, jobs FROM standings WHERE jobs <> 0") == Lines{"1 0 1"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_another_campaign_wants_stays_wanted) {
  all(2, {job("hero/1", 'a')}, day);
  all(1, {job("hero/1", 'a')});
  buy('a');
  all(3, {});
  BOOST_TEST(jobs(night).empty());
  BOOST_TEST(jobs(day).size() == 1U);
  BOOST_TEST(!fresh('a').unwanted);
}

BOOST_AUTO_TEST_CASE(an_order_lapses_with_the_last_want_of_its_campaign) {
  all(2, {job("hero/1", 'a')}, day);
  all(1, {job("hero/1", 'a')});
  buy('a');
  happen('a', Ordered{{{"square"}, night, noon + 1h}});
  happen('a', Ordered{{{"square"}, day, noon + 1h}});
  all(3, {job("hero/2", 'b')});
  const auto orders = fresh('a').record.orders;
  BOOST_REQUIRE(orders.size() == 1U);
  BOOST_TEST(orders[0].campaign == day);
}

BOOST_AUTO_TEST_CASE(a_selection_drops_nothing) {
  all(1, {job("hero/1", 'a'), job("hero/2", 'b')});
  begin(2);
  enter(job("hero/2", 'c'));
  ledger.end_transaction();
  BOOST_TEST(jobs() == (Lines{"hero/1 61 [\"square\"]", "hero/2 63 [\"square\"]"}),
             boost::test_tools::per_element());
}

// ---- the same manifest again

BOOST_AUTO_TEST_CASE(the_same_registration_with_all_there_needs_no_other) {
  const auto all_there = [&](const std::string& registration) {
    begin(2);
    return registrar.all_there(night, registration);
  };
  BOOST_CHECK(!all_there("all").has_value());
  all(1, {job("hero/1", 'a'), job("hero/2", 'a'), job("hero/3", 'b')});
  BOOST_CHECK(!all_there("all").has_value());
  buy('a');
  ledger.end_transaction();
  BOOST_CHECK(!all_there("all").has_value());
  buy('b');
  ledger.end_transaction();
  BOOST_TEST(all_there("all").value_or(0) == 3U);
  BOOST_CHECK(!all_there("other").has_value());
  BOOST_CHECK(!all_there("").has_value());
}

BOOST_AUTO_TEST_CASE(a_registration_for_another_account_is_another) {
  all(1, {job("hero/1", 'a')});
  buy('a');
  ledger.end_transaction();
  begin(2, night, account + 1);
  BOOST_CHECK(!registrar.all_there(night, "all").has_value());
}

BOOST_AUTO_TEST_CASE(a_job_that_was_added_since_the_registration_is_not_all_there) {
  all(1, {job("hero/1", 'a')});
  buy('a');
  buy('b');
  begin(2);
  enter(job("hero/2", 'b'));
  ledger.end_transaction();
  BOOST_CHECK(!registrar.all_there(night, "all").has_value());
}

BOOST_AUTO_TEST_CASE(a_manifest_without_jobs_is_never_all_there) {
  all(1, {});
  begin(2);
  BOOST_CHECK(!registrar.all_there(night, "all").has_value());
}

// ---- what a journal of version 3 has

BOOST_AUTO_TEST_CASE(what_is_there_under_an_old_digest_is_the_new_content) {
  const RequestNumber old = buy('x');
  exec("UPDATE contents SET unwanted = 1");
  statements.run("INSERT INTO aliases (digest, content) VALUES (zeroblob(32), ?)", content('x').number);
  begin(2);
  Registration one = job("hero/1", 'a');
  one.aliases = {digest('y'), digest('\0')};
  const Registered known = enter(one);
  BOOST_CHECK(known.status == JobStatus::succeeded);
  BOOST_TEST(known.record.requests.at(0).number == old);
  BOOST_TEST(!has('x'));
  BOOST_TEST(number("SELECT count(*) FROM aliases") == 0);
}

BOOST_AUTO_TEST_CASE(an_alias_of_another_account_or_of_the_content_itself_is_none) {
  content('x', "", account + 1);
  content('a');
  exec("INSERT INTO aliases VALUES (zeroblob(32), 1), (x'" + std::string(64, '1') + "', 2)");
  begin(2);
  Registration one = job("hero/1", 'a');
  one.aliases = {digest('\0'), digest('\x11')};
  BOOST_TEST(enter(one).record.requests.empty());
  BOOST_TEST(number("SELECT count(*) FROM aliases") == 2);
  BOOST_TEST(number("SELECT count(*) FROM contents") == 2);
}

BOOST_AUTO_TEST_CASE(aliases_that_came_after_the_run_began_are_left_to_the_next) {
  buy('x');
  statements.run("INSERT INTO aliases (digest, content) VALUES (zeroblob(32), ?)", content('x').number);
  Registration one = job("hero/1", 'a');
  one.aliases = {digest('\0')};
  BOOST_CHECK(enter(one).status == JobStatus::planned);
  begin(2);
  BOOST_CHECK(enter(one).status == JobStatus::succeeded);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io::test
