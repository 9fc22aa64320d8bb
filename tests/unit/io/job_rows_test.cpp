// Jobs as they are read back, with what their renditions come to.
#include "io/journal/job_rows.hpp"

#include "unit/io/memory_book.hpp"

namespace pressrun::io::test {
namespace {

using namespace std::chrono_literals;
using Lines = std::vector<std::string>;

struct JobBook : MemoryBook {
  /// Registers a job as a run of its campaign does.
  void enter(const std::string& job, char name, Formats formats = {"square"}, CampaignNumber campaign = night,
             std::size_t position = 0) {
    Registration made;
    made.key = JobKey{job};
    made.position = position;
    made.design_name = "hero";
    made.design_id = hero;
    made.content = digest(name);
    made.formats = std::move(formats);
    made.variables_json = "{\"n\":1}";
    registrar.begin(campaign, account, campaign, campaign);
    registrar.register_jobs(campaign, {made});
    ledger.end_transaction();
  }
  void lose(char name) {
    happen(name, doubted(send(name)));
    ledger.end_transaction();
  }
  /// As of the campaign's run of that number.
  auto jobs(RunNumber run = 1, CampaignNumber campaign = night) {
    JobRows reader{statements, names, rows};
    decltype(reader.troubled(campaign, 0)) found;
    reader.each(campaign, run, [&](const auto& job) { found.push_back(job); });
    return found;
  }
  Registered look_up(const JobQuery& query, CampaignNumber campaign = night) {
    rows.forget();
    return JobRows{statements, names, rows}.look_up(account, campaign, query);
  }
  static JobQuery query(const std::string& job, char name, Formats formats = {"square"}) {
    JobQuery made;
    made.key = JobKey{job};
    made.content = digest(name);
    made.formats = std::move(formats);
    return made;
  }
  Lines troubled(std::size_t most = 100, CampaignNumber campaign = night) {
    Lines keys;
    for (const auto& job : JobRows{statements, names, rows}.troubled(campaign, most))
      keys.push_back(job.key.text);
    return keys;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(job_rows, JobBook)

BOOST_AUTO_TEST_CASE(a_job_has_what_the_manifest_says_of_it_and_what_came) {
  enter("hero/1", 'a', {"square", "story"});
  const RequestNumber made = send('a', {"square", "story"});
  happen('a', issued(made, "gen-1"));
  happen('a', concluded(made, {"square"}, {{"story", "text_too_long", "it does not fit", Recovery::never}}));
  ledger.end_transaction();
  const auto found = jobs();
  BOOST_REQUIRE(found.size() == 1U);
  const auto& job = found[0];
  BOOST_TEST(job.key.text == "hero/1");
  BOOST_TEST(job.design_name == "hero");
  BOOST_CHECK(job.design_id == hero);
  BOOST_TEST(job.variables_json == "{\"n\":1}");
  BOOST_CHECK(job.status == JobStatus::partial);
  BOOST_TEST(job.request_id.text == "gen-1");
  BOOST_TEST(job.attempts == 1);
  BOOST_TEST(job.polls == 2);
  BOOST_TEST(job.assets.size() == 1U);
  BOOST_TEST(job.failures.at(0).format == "story");
  BOOST_TEST(!job.stale);
}

BOOST_AUTO_TEST_CASE(jobs_come_in_their_order_and_of_their_campaign_alone) {
  enter("late", 'a', {"square"}, night, 5);
  enter("early", 'b', {"square"}, night, 2);
  enter("other", 'a', {"square"}, day, 0);
  const auto found = jobs();
  BOOST_REQUIRE(found.size() == 2U);
  BOOST_TEST(found[0].key.text == "early");
  BOOST_TEST(found[1].key.text == "late");
  BOOST_TEST(jobs(2, day).size() == 1U);
  BOOST_TEST(jobs(1, 99).empty());
}

BOOST_AUTO_TEST_CASE(jobs_of_one_content_have_each_their_formats) {
  enter("square", 'a', {"square"}, night, 0);
  enter("story", 'a', {"story"}, night, 1);
  enter("square again", 'a', {"square"}, night, 2);
  buy('a');
  ledger.end_transaction();
  const auto found = jobs();
  BOOST_CHECK(found.at(0).status == JobStatus::succeeded);
  BOOST_CHECK(found.at(1).status == JobStatus::planned);
  BOOST_CHECK(found.at(2).status == JobStatus::succeeded);
}

BOOST_AUTO_TEST_CASE(what_an_earlier_process_produced_is_unchanged) {
  enter("hero/1", 'a');
  buy('a');
  ledger.end_transaction();
  add_run(3, night);
  add_run(4, night, account, 1);  // of the process that made run 1
  BOOST_TEST(!jobs(1).at(0).unchanged);
  BOOST_TEST(jobs(3).at(0).unchanged);
  BOOST_TEST(!jobs(4).at(0).unchanged);
}

BOOST_AUTO_TEST_CASE(until_the_new_is_there_what_was_before_is_shown_as_stale) {
  enter("hero/1", 'a');
  buy('a');
  enter("hero/1", 'b');
  BOOST_TEST(jobs().at(0).stale);
  BOOST_TEST(jobs().at(0).assets.size() == 1U);
  BOOST_CHECK(jobs().at(0).status == JobStatus::planned);
  buy('b');
  ledger.end_transaction();
  BOOST_TEST(!jobs().at(0).stale);
  BOOST_TEST(jobs().at(0).assets.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_job_that_shows_a_content_that_is_gone_is_an_error) {
  enter("hero/1", 'a');
  exec("UPDATE jobs SET shown = 4711");
  BOOST_CHECK_EXCEPTION(jobs(), JournalError, says("a content in it is not there"));
}

// ---- what did not come well

BOOST_AUTO_TEST_CASE(troubled_jobs_are_those_that_did_not_come_well) {
  enter("planned", 'p', {"square"}, night, 0);
  enter("done", 'd', {"square"}, night, 1);
  enter("lost", 'l', {"square"}, night, 5);
  enter("half", 'h', {"square", "story"}, night, 3);
  enter("failed", 'f', {"square"}, night, 4);
  enter("lost elsewhere", 'l', {"square"}, day, 0);
  buy('d');
  lose('l');
  happen('h', concluded(send('h', {"square", "story"}), {"square"}, {{"story", "x", "", Recovery::never}}));
  happen('f', RequestRejected{send('f'), {"", "invalid", ""}, "", noon, noon});
  ledger.end_transaction();
  BOOST_TEST(troubled() == (Lines{"half", "failed", "lost"}), boost::test_tools::per_element());
  BOOST_TEST(troubled(2) == (Lines{"half", "failed"}), boost::test_tools::per_element());
  BOOST_TEST(troubled(0).empty());
  BOOST_TEST(troubled(100, day) == Lines{"lost elsewhere"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(of_very_many_troubled_jobs_the_same_are_the_first) {
  enter("later", 'a', {"square"}, night, 9);
  enter("first", 'b', {"square"}, night, 1);
  lose('a');
  lose('b');
  exec("UPDATE standings SET jobs = 30000 WHERE status > 3");
  BOOST_TEST(troubled() == (Lines{"first", "later"}), boost::test_tools::per_element());
  BOOST_TEST(troubled(1) == Lines{"first"}, boost::test_tools::per_element());
}

// ---- doubts

BOOST_AUTO_TEST_CASE(a_doubt_names_every_job_that_it_concerns) {
  enter("hero/1", 'a', {"square"}, night, 1);
  enter("hero/2", 'a', {"square", "story"}, night, 0);
  enter("hero/3", 'a', {"wide"}, night, 2);
  enter("hero/4", 'a', {"square"}, day);
  lose('a');
  const auto doubts = JobRows{statements, names, rows}.doubts();
  BOOST_REQUIRE(doubts.size() == 1U);
  BOOST_TEST(doubts[0].request == 1);
  BOOST_CHECK(doubts[0].record.key == key('a'));
  BOOST_TEST(doubts[0].design_name == "hero");
  Lines concerned;
  for (const auto& [campaign, job] : doubts[0].jobs) concerned.push_back(campaign + " " + job.text);
  BOOST_TEST(concerned == (Lines{"night hero/1", "night hero/2", "day hero/4"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_doubt_that_concerns_no_job_has_the_design_of_the_last_one) {
  content('a');
  lose('a');
  exec("UPDATE contents SET last_design = 'old hero'");
  const auto doubts = JobRows{statements, names, rows}.doubts();
  BOOST_TEST(doubts.at(0).jobs.empty());
  BOOST_TEST(doubts.at(0).design_name == "old hero");
}

BOOST_AUTO_TEST_CASE(doubts_come_in_the_order_of_their_sending_with_what_is_gone) {
  for (const char name : std::string{"cab"}) {
    const RequestNumber made = send(name);
    happen(name, issued(made, std::string{"gen-"} + name));
    happen(name, IdGone{made, RequestId{std::string{"gen-"} + name}, {"", "gone", ""}, noon});
  }
  lose('d');
  send('e');
  buy('f');
  ledger.end_transaction();
  std::string order;
  for (const OpenDoubt& doubt : JobRows{statements, names, rows}.doubts())
    order += static_cast<char>(doubt.record.key.digest.bytes[0]);
  BOOST_TEST(order == "cabd");
}

// ---- what a plan asks

BOOST_AUTO_TEST_CASE(a_plan_learns_what_is_known_of_a_job_and_its_content) {
  enter("hero/1", 'a');
  buy('a');
  ledger.end_transaction();
  const struct {
    const char* job;
    char content;
    bool is_new, changed;
    JobStatus status;
  } cases[] = {
      {"hero/1", 'a', false, false, JobStatus::succeeded},
      {"hero/1", 'b', false, true, JobStatus::planned},
      {"hero/2", 'a', true, false, JobStatus::succeeded},
      {"hero/2", 'b', true, false, JobStatus::planned},
  };
  for (const auto& one : cases) {
    const Registered known = look_up(query(one.job, one.content));
    BOOST_TEST_CONTEXT(one.job << " " << one.content) {
      BOOST_TEST(known.is_new == one.is_new);
      BOOST_TEST(known.changed == one.changed);
      BOOST_CHECK(known.status == one.status);
      BOOST_TEST(known.unchanged == (one.status == JobStatus::succeeded));
      BOOST_CHECK(known.record.key == key(one.content));
    }
  }
  BOOST_TEST(look_up(query("hero/1", 'a'), day).is_new);
}

BOOST_AUTO_TEST_CASE(a_plan_leaves_the_journal_as_it_is) {
  enter("hero/1", 'a');
  const std::int64_t changes = database.getTotalChanges();
  look_up(query("hero/9", 'z'));
  BOOST_TEST(database.getTotalChanges() == changes);
}

BOOST_AUTO_TEST_CASE(a_plan_asks_by_the_formats_of_the_job) {
  buy('a');
  ledger.end_transaction();
  BOOST_CHECK(look_up(query("hero/1", 'a', {"square", "story"})).status == JobStatus::planned);
  BOOST_CHECK(look_up(query("hero/1", 'a', {"square"})).status == JobStatus::succeeded);
}

BOOST_AUTO_TEST_CASE(a_plan_recognises_what_is_there_under_an_old_digest) {
  const RequestNumber old = buy('x');
  const RequestNumber newer = send('a', {"story"});
  ledger.end_transaction();
  statements.run("INSERT INTO aliases (digest, content) VALUES (zeroblob(32), ?)", content('x').number);
  JobQuery asks = query("hero/1", 'a', {"square", "story"});
  asks.aliases = {digest('\0'), digest('\0'), digest('?')};
  const Registered known = look_up(asks);
  BOOST_REQUIRE(known.record.requests.size() == 2U);
  BOOST_TEST(known.record.requests[0].number == old);
  BOOST_TEST(known.record.requests[1].number == newer);
  BOOST_CHECK(known.status == JobStatus::submitting);
  asks.content = digest('n');
  asks.formats = {"square"};
  const Registered of_new = look_up(asks);
  BOOST_CHECK(of_new.status == JobStatus::succeeded);
  BOOST_CHECK(of_new.record.design == hero);
  BOOST_TEST(number("SELECT count(*) FROM aliases") == 1);
}

BOOST_AUTO_TEST_CASE(an_old_digest_of_another_account_is_not_recognised) {
  exec("INSERT INTO accounts (origin, workspace) VALUES ('', '')");
  content('x', "", 2);
  ledger.intend(ledger.get(key('x', 2)), request(), worker);
  statements.run("INSERT INTO aliases (digest, content) VALUES (zeroblob(32), 1)");
  JobQuery asks = query("hero/1", 'a');
  asks.aliases = {digest('\0')};
  BOOST_TEST(look_up(asks).record.requests.empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace pressrun::io::test
