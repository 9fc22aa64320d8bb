// Accounts, campaigns, runs, and what becomes of a worker's requests when it ends.
#include "contract/journal_cases.hpp"

#include <boost/test/unit_test.hpp>

namespace pressrun::test {
namespace {

using namespace std::chrono_literals;

AccountRecord account_with(const std::string& key, const std::string& workspace = "Acme") {
  AccountRecord account;
  account.origin = "https://api.test";
  account.workspace = workspace;
  account.key_digests = {key};
  return account;
}

void a_known_key_is_a_known_account(Story& s) {
  BOOST_TEST(s.ask(s.journal().note_account(account_with("key-1", "Acme Ltd"))) == s.account());
  const auto accounts = s.read()->accounts();
  BOOST_REQUIRE(accounts.size() == 1U);
  BOOST_TEST(accounts[0].workspace == "Acme Ltd");
  BOOST_TEST(accounts[0].origin == "https://api.test");
}

void another_key_is_another_account_unless_it_is_told_whose(Story& s) {
  BOOST_TEST(s.ask(s.journal().note_account(account_with("key-2"))) != s.account());
  AccountRecord same = account_with("key-3");
  same.number = s.account();
  BOOST_TEST(s.ask(s.journal().note_account(same)) == s.account());
  BOOST_TEST(s.ask(s.journal().note_account(account_with("key-3"))) == s.account());
}

void a_key_of_another_server_is_another_account(Story& s) {
  AccountRecord other = account_with("key-1");
  other.origin = "http://127.0.0.1:8080";
  BOOST_TEST(s.ask(s.journal().note_account(other)) != s.account());
}

void campaigns_are_known_by_path_and_name(Story& s) {
  const RunRecord first = s.begin("night");
  const RunRecord other = s.begin("day", 1);
  const RunRecord again = s.begin("night", 2);
  BOOST_TEST(first.campaign != other.campaign);
  BOOST_TEST(first.campaign == again.campaign);
  BOOST_TEST(first.number < other.number);
  BOOST_TEST(other.number < again.number);
  const auto campaigns = s.read()->campaigns();
  BOOST_REQUIRE(campaigns.size() == 2U);
  BOOST_TEST(campaigns[0].path == "/jobs/night.yaml");
  BOOST_TEST(campaigns[0].name == "night");
  BOOST_TEST((campaigns[0].accounts == std::vector{s.account()}));
}

void a_moved_campaign_keeps_what_it_has(Story& s) {
  const RunRecord run = s.begin();
  s.ask(s.journal().move_campaign(run.campaign, "/jobs/nights.yaml", "nights"));
  BOOST_TEST(s.begin("nights", 1).campaign == run.campaign);
}

void the_last_run_is_remembered(Story& s) {
  s.begin();
  BOOST_TEST(!s.read()->last_run(s.campaign())->finished_at.has_value());
  RunRecord run = s.run();
  run.finished_at = s.now + 90s;
  run.ending = "finished";
  run.exit_code = 3;
  run.summary.jobs = 7;
  run.summary.credits = 12;
  run.summary.credit_book.limit = 40;
  run.summary.api_calls = {1, 2, 3, 4};
  s.ask(s.journal().end_runs({run}));
  const auto last = s.read()->last_run(s.campaign());
  BOOST_REQUIRE(last.has_value());
  BOOST_TEST(last->number == run.number);
  BOOST_TEST(last->id.text == run.id.text);
  BOOST_TEST(last->ending == "finished");
  BOOST_CHECK(last->finished_at == run.finished_at);
  BOOST_CHECK(last->exit_code == 3);
  BOOST_TEST(last->summary.jobs == 7U);
  BOOST_TEST(last->summary.credits == 12U);
  BOOST_CHECK(last->summary.credit_book.limit == 40U);
  BOOST_TEST(last->summary.api_calls.rate_limited == 4U);
  BOOST_TEST(last->origin == "https://api.test");
  BOOST_TEST(last->workspace == "Acme");
}

void runs_are_read_newest_first_and_each_campaigns_by_itself(Story& s) {
  const RunRecord first = s.begin();
  s.begin("day", 1);
  const RunRecord second = s.begin("night", 2);
  const auto runs = s.read()->runs(second.campaign);
  BOOST_REQUIRE(runs.size() == 2U);
  BOOST_TEST(runs[0].number == second.number);
  BOOST_TEST(runs[1].id.text == first.id.text);
  BOOST_TEST(s.read()->runs(4711).empty());
}

void what_was_paid_for_is_told_by_day_and_design(Story& s) {
  s.begin();
  s.enter({Story::job("hero/1", 'a'), Story::job("hero/2", 'b')});
  s.buy('a');
  s.intend('b');
  const auto days = s.read()->spending(s.campaign());
  BOOST_REQUIRE(days.size() == 1U);
  BOOST_TEST(days[0].settled == 1U);
  BOOST_TEST(days[0].out == 1U);
  BOOST_CHECK(days[0].day == std::chrono::floor<std::chrono::days>(s.now));
}

void what_was_on_its_way_when_its_sender_ended_is_in_doubt(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  const RequestNumber request = s.intend('a').request;
  s.crash();
  BOOST_CHECK(s.job().status == JobStatus::submitting);
  s.begin("night", 1);
  const Registered known = s.enter("hero/1", 'a');
  BOOST_CHECK(known.status == JobStatus::in_doubt);
  BOOST_REQUIRE(known.record.requests.size() == 1U);
  BOOST_TEST(known.record.requests[0].number == request);
  BOOST_TEST(known.record.requests[0].doubt->id == "interrupted");
}

void what_another_worker_has_on_its_way_is_not_in_doubt(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  s.intend('a');
  Journal& other = s.another_worker();
  s.begin_on(other, "day", 1);
  BOOST_CHECK(s.job().status == JobStatus::submitting);
  s.kill(s.journal());
  Journal& third = s.another_worker();
  s.begin_on(third, "day", 2);
  BOOST_CHECK(s.job().status == JobStatus::in_doubt);
}

void what_renders_when_its_sender_ended_renders_still(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  s.issued('a', s.intend('a').request, "gen-1");
  s.crash();
  s.begin("night", 1);
  const auto open = s.ask(s.journal().open_contents(s.account()));
  BOOST_REQUIRE(open.size() == 1U);
  BOOST_TEST(open[0].record.requests.at(0).ids.at(0).id.text == "gen-1");
  BOOST_REQUIRE(open[0].wants.size() == 1U);
  BOOST_TEST(open[0].wants[0].first.text == "hero/1");
  BOOST_CHECK(open[0].wants[0].status == JobStatus::rendering);
}

void what_was_bought_without_knowing_where_is_adopted(Story& s) {
  AccountRecord nowhere;
  const AccountNumber unknown = s.ask(s.journal().note_account(nowhere));
  BOOST_TEST(unknown != s.account());
  RunRecord run;
  run.id = RunId{"old"};
  run.path = "/jobs/night.yaml";
  run.name = "night";
  run.started_at = s.now;
  const RunRecord begun = s.ask(s.journal().begin_runs(unknown, {run})).at(0);
  s.ask(s.journal().register_jobs(begun.campaign, {Story::job("hero/1", 'a')}));
  PurchaseIntent intent = s.intent('a');
  intent.content.account = unknown;
  intent.campaign = begun.campaign;
  intent.run = begun.number;
  const RequestNumber request = s.ask(s.journal().intend(intent)).request;
  RequestConcluded end;
  end.request = request;
  end.assets = {asset("square")};
  end.at = s.now;
  s.ask(s.journal().commit({{intent.content, end}}));

  s.begin("night", 1);
  BOOST_CHECK(s.enter("hero/1", 'a').status == JobStatus::planned);
  s.ask(s.journal().adopt_account(unknown, s.account()));
  BOOST_CHECK(s.enter("hero/1", 'a').status == JobStatus::succeeded);
  BOOST_TEST(s.read()->accounts().size() == 1U);
  s.registered({Story::job("hero/1", 'a')});
  BOOST_TEST(s.jobs().size() == 1U);
  BOOST_TEST(s.tally().jobs.jobs.at(static_cast<std::size_t>(JobStatus::succeeded)) == 1U);
}

void accounts_do_not_see_what_others_bought(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  s.buy('a');
  const AccountNumber other = s.ask(s.journal().note_account(account_with("key-9", "Other")));
  RunRecord run = s.run();
  const RunRecord begun = s.ask(s.journal().begin_runs(other, {run})).at(0);
  BOOST_TEST(begun.campaign == s.campaign());
  const Registered known =
      s.ask(s.journal().register_jobs(begun.campaign, {Story::job("hero/1", 'a')})).at(0);
  BOOST_CHECK(known.status == JobStatus::planned);
  BOOST_TEST(known.record.requests.empty());
  BOOST_TEST(s.ask(s.journal().open_contents(other)).empty());
  BOOST_TEST(!s.read()->holder_of(other, RequestId{"gen-1"}).has_value());
}

void the_salt_stays(Story& s) {
  const std::string salt = s.read()->salt();
  BOOST_TEST(salt.size() >= 16U);
  s.crash();
  s.begin();
  BOOST_TEST(s.read()->salt() == salt);
}

}  // namespace

const std::vector<JournalCase>& run_cases() {
  static const std::vector<JournalCase> cases{
      {"a_known_key_is_a_known_account", a_known_key_is_a_known_account},
      {"another_key_is_another_account_unless_it_is_told_whose",
       another_key_is_another_account_unless_it_is_told_whose},
      {"a_key_of_another_server_is_another_account", a_key_of_another_server_is_another_account},
      {"campaigns_are_known_by_path_and_name", campaigns_are_known_by_path_and_name},
      {"a_moved_campaign_keeps_what_it_has", a_moved_campaign_keeps_what_it_has},
      {"the_last_run_is_remembered", the_last_run_is_remembered},
      {"runs_are_read_newest_first_and_each_campaigns_by_itself",
       runs_are_read_newest_first_and_each_campaigns_by_itself},
      {"what_was_paid_for_is_told_by_day_and_design", what_was_paid_for_is_told_by_day_and_design},
      {"what_was_on_its_way_when_its_sender_ended_is_in_doubt",
       what_was_on_its_way_when_its_sender_ended_is_in_doubt},
      {"what_another_worker_has_on_its_way_is_not_in_doubt",
       what_another_worker_has_on_its_way_is_not_in_doubt},
      {"what_renders_when_its_sender_ended_renders_still", what_renders_when_its_sender_ended_renders_still},
      {"what_was_bought_without_knowing_where_is_adopted", what_was_bought_without_knowing_where_is_adopted},
      {"accounts_do_not_see_what_others_bought", accounts_do_not_see_what_others_bought},
      {"the_salt_stays", the_salt_stays},
  };
  return cases;
}

}  // namespace pressrun::test
