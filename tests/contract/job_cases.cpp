// What manifests want: registrations, and what they leave behind.
#include "contract/journal_cases.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>

namespace pressrun::test {
namespace {

std::size_t jobs_of(const CampaignTally& tally, JobStatus status) {
  return tally.jobs.jobs.at(static_cast<std::size_t>(status));
}

void a_new_job_is_known_the_next_time(Story& s) {
  s.begin();
  const Registered first = s.enter("hero/1", 'a');
  BOOST_TEST(first.is_new);
  BOOST_CHECK(first.status == JobStatus::planned);
  BOOST_TEST(first.record.requests.empty());
  BOOST_CHECK(first.record.key == s.key('a'));
  s.begin("night", 1);
  const Registered again = s.enter("hero/1", 'a');
  BOOST_TEST(!again.is_new);
  BOOST_TEST(!again.changed);
  BOOST_TEST(!again.unchanged);
}

void what_is_finished_is_unchanged_in_the_next_run(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  s.buy('a');
  BOOST_TEST(!s.enter("hero/1", 'a').unchanged);
  s.begin("night", 1);
  const Registered known = s.enter("hero/1", 'a');
  BOOST_CHECK(known.status == JobStatus::succeeded);
  BOOST_TEST(known.unchanged);
  BOOST_TEST(known.record.requests.size() == 1U);
}

void a_new_key_finds_its_content(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  s.buy('a');
  s.begin("night", 1);
  const Registered known = s.enter("hero/renamed", 'a');
  BOOST_TEST(known.is_new);
  BOOST_CHECK(known.status == JobStatus::succeeded);
}

void an_edited_job_shows_what_it_was_until_the_new_is_there(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a')});
  s.buy('a');
  s.begin("night", 1);
  const Registered edited = s.enter("hero/1", 'b');
  BOOST_TEST(edited.changed);
  BOOST_CHECK(edited.status == JobStatus::planned);
  s.registered({Story::job("hero/1", 'b')});
  JobView job = s.job();
  BOOST_TEST(job.stale);
  BOOST_TEST(job.assets.size() == 1U);
  BOOST_TEST(job.fingerprint.text == digest('b').text());
  BOOST_TEST(s.tally().jobs.assets == 0U);
  s.buy('b');
  job = s.job();
  BOOST_TEST(!job.stale);
  BOOST_TEST(job.assets.at(0).id == "b2-square");
  BOOST_TEST(s.tally().jobs.assets == 1U);
}

void an_edit_that_is_undone_costs_nothing(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a')});
  s.buy('a');
  s.begin("night", 1);
  s.registered({Story::job("hero/1", 'b')});
  s.begin("night", 2);
  s.registered({Story::job("hero/1", 'a')});
  BOOST_CHECK(s.job().status == JobStatus::succeeded);
  BOOST_TEST(!s.job().stale);
  BOOST_TEST(s.intend('a').request == 0);
}

std::map<std::string, JobChange> changes(Story& s, const RunRecord& from, const RunRecord& to) {
  std::map<std::string, JobChange> found;
  s.read()->each_change(
      s.campaign(), from.number, to.number,
      [&](const JobChange& change, const DesignState*) { found[change.key.text] = change; });
  return found;
}

void runs_differ_in_jobs_that_came_went_and_ask_for_something_else(Story& s) {
  const RunRecord first = s.begin();
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'b'), Story::job("hero/3", 'c')});
  for (const char content : {'a', 'b', 'c'}) s.buy(content);
  const RunRecord same = s.begin("night", 1);
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'b'), Story::job("hero/3", 'c')});
  const RunRecord second = s.begin("night", 2);
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'd'), Story::job("hero/4", 'e')});
  s.buy('d');
  BOOST_TEST(changes(s, first, same).empty());
  const auto found = changes(s, first, second);
  BOOST_REQUIRE(found.size() == 3U);
  const JobChange& edited = found.at("hero/2");
  BOOST_REQUIRE((edited.before && edited.after));
  BOOST_TEST(edited.before->content.text() == digest('b').text());
  BOOST_TEST(edited.after->content.text() == digest('d').text());
  BOOST_TEST(edited.before->content_text != edited.after->content_text);
  BOOST_TEST(edited.before->assets.size() == 1U);
  BOOST_TEST(edited.after->assets.size() == 1U);
  BOOST_TEST((found.at("hero/3").before && !found.at("hero/3").after));
  BOOST_TEST((!found.at("hero/4").before && found.at("hero/4").after));
  BOOST_TEST(found.at("hero/4").after->assets.empty());
  // Later runs change nothing of that.
  const RunRecord third = s.begin("night", 3);
  s.registered({Story::job("hero/2", 'b'), Story::job("hero/3", 'c')});
  const auto again = changes(s, first, second);
  BOOST_TEST(again.size() == 3U);
  BOOST_TEST(again.at("hero/2").after->content.text() == digest('d').text());
  const auto back = changes(s, first, third);
  BOOST_REQUIRE(back.size() == 1U);
  BOOST_TEST((back.at("hero/1").before && !back.at("hero/1").after));
}

void runs_differ_in_pictures_that_were_made_again(Story& s) {
  const RunRecord first = s.begin();
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'b')});
  s.buy('a');
  s.buy('b');
  const RunRecord second = s.begin("night", 1);
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'b')});
  s.commit('a', Ordered{{{"square"}, s.campaign(), s.now}});
  s.buy('a');
  const auto found = changes(s, first, second);
  BOOST_REQUIRE(found.size() == 1U);
  const JobChange& remade = found.at("hero/1");
  BOOST_TEST(remade.before->content.text() == remade.after->content.text());
  BOOST_TEST(remade.before->assets.at(0).id != remade.after->assets.at(0).id);
  BOOST_TEST(!remade.before->ordered);
  BOOST_TEST(remade.after->ordered);
}

void jobs_come_in_the_manifests_order(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'b'), Story::job("hero/3", 'c')});
  s.begin("night", 1);
  s.registered({Story::job("hero/3", 'c'), Story::job("hero/1", 'a'), Story::job("hero/9", 'd')});
  const auto jobs = s.jobs();
  BOOST_REQUIRE(jobs.size() == 3U);
  BOOST_TEST(jobs[0].key.text == "hero/3");
  BOOST_TEST(jobs[1].key.text == "hero/1");
  BOOST_TEST(jobs[2].key.text == "hero/9");
}

void what_a_selection_leaves_out_is_wanted_still(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'b')});
  s.begin("night", 1);
  s.enter("hero/2", 'b');  // and no end of the registration
  BOOST_TEST(s.jobs().size() == 2U);
  BOOST_TEST(jobs_of(s.tally(), JobStatus::planned) == 2U);
}

void equal_jobs_are_one_want(Story& s) {
  s.begin();
  std::vector<Registration> fifty;
  for (int i = 0; i < 50; ++i) fifty.push_back(Story::job("hero/" + std::to_string(i), 'a'));
  s.registered(fifty);
  const Granted granted = s.intend('a');
  const Committed after = s.issued('a', granted.request, "gen-1");
  BOOST_REQUIRE(after.wants.size() == 1U);
  BOOST_TEST(after.wants[0].jobs == 50U);
  BOOST_TEST(after.wants[0].first.text == "hero/0");
  BOOST_TEST(jobs_of(s.tally(), JobStatus::rendering) == 50U);
  s.concluded('a', granted.request, {"square"});
  BOOST_TEST(jobs_of(s.tally(), JobStatus::succeeded) == 50U);
  BOOST_TEST(s.tally().jobs.assets == 50U);
  s.begin("night", 1);
  fifty.erase(fifty.begin(), fifty.begin() + 20);
  s.registered(fifty);
  BOOST_TEST(jobs_of(s.tally(), JobStatus::succeeded) == 30U);
  BOOST_TEST(s.tally().jobs.unchanged == 30U);
}

void formats_of_one_content_are_wants_of_their_own(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a', {"square"}), Story::job("hero/2", 'a', {"square", "story"}),
                Story::job("hero/3", 'a', {"square"})});
  s.buy('a', {"square"});
  BOOST_TEST(jobs_of(s.tally(), JobStatus::succeeded) == 2U);
  BOOST_TEST(jobs_of(s.tally(), JobStatus::planned) == 1U);
  const Granted rest = s.intend('a', {"square", "story"});
  BOOST_TEST(rest.grant.formats == Formats{"story"}, boost::test_tools::per_element());
}

void the_same_registration_with_all_there_needs_no_other(Story& s) {
  const auto ask = [&](const std::string& registration) {
    return s.ask(s.journal().all_there(s.campaign(), registration));
  };
  s.begin();
  BOOST_CHECK(!ask("v1"));
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'b')}, "v1");
  s.buy('a');
  s.begin("night", 1);
  BOOST_CHECK(!ask("v1"));
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'b')}, "v1");
  s.buy('b');
  s.begin("night", 2);
  BOOST_CHECK(ask("v1") == 2U);
  BOOST_CHECK(!ask("v2"));
  BOOST_CHECK(!ask(""));
  BOOST_TEST(s.jobs().size() == 2U);
  BOOST_TEST(s.tally().jobs.unchanged == 2U);
}

void a_design_that_looks_otherwise_is_not_all_there(Story& s) {
  s.begin();
  s.read_design(1000, {{"square", "x"}});
  s.registered({Story::job("hero/1", 'a')}, "v1");
  s.buy('a');
  s.now += std::chrono::hours{1};
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(s.now.time_since_epoch()).count();
  s.begin("night", 2);
  s.read_design(seconds, {{"square", "y"}});
  BOOST_CHECK(!s.ask(s.journal().all_there(s.campaign(), "v1")));
  BOOST_CHECK(s.job().status == JobStatus::planned);
  BOOST_TEST(s.job().assets.size() == 1U);
  BOOST_CHECK(s.intend('a').grant.cause == Cause::outdated);
}

void a_registration_for_another_account_is_another(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a')}, "v1");
  s.buy('a');
  AccountRecord other;
  other.origin = "http://127.0.0.1:1";
  const AccountNumber number = s.ask(s.journal().note_account(other));
  s.ask(s.journal().begin_runs(number, {s.run()}));
  BOOST_CHECK(!s.ask(s.journal().all_there(s.campaign(), "v1")));
}

void what_is_no_longer_wanted_is_an_orphan(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'b'), Story::job("hero/3", 'c')});
  s.buy('a');
  s.issued('b', s.intend('b').request, "gen-b");
  BOOST_TEST(s.orphans().empty());
  s.begin("night", 1);
  s.registered({Story::job("hero/3", 'c')});
  const auto orphans = s.orphans();
  BOOST_REQUIRE(orphans.size() == 2U);
  BOOST_TEST(orphans[0].last_key.text == "hero/1");
  BOOST_CHECK(orphans[1].record.key == s.key('b'));
  BOOST_TEST(s.tally().orphans_open == 1U);
  const auto open = s.ask(s.journal().open_contents(s.account()));
  BOOST_REQUIRE(open.size() == 1U);
  BOOST_TEST(open[0].wants.empty());
  const Committed after = s.concluded('b', open[0].record.requests.at(0).number, {"square"});
  BOOST_TEST(after.wants.empty());
  BOOST_TEST(s.tally().orphans_open == 0U);
  s.begin("night", 2);
  s.registered({Story::job("hero/2", 'b'), Story::job("hero/3", 'c')});
  BOOST_TEST(s.orphans().size() == 1U);
  BOOST_CHECK(s.jobs().at(0).status == JobStatus::succeeded);
}

void campaigns_share_what_was_bought(Story& s) {
  const RunRecord night = s.begin("night");
  s.registered({Story::job("hero/1", 'a')});
  s.buy('a');
  const RunRecord day = s.begin("day", 1);
  s.registered({Story::job("hero/1", 'a')});
  BOOST_CHECK(s.jobs().at(0).status == JobStatus::succeeded);
  BOOST_TEST(s.tally(night.campaign).credits.settled == 1U);
  BOOST_TEST(s.tally(day.campaign).credits.settled == 0U);
  s.begin("night", 2);
  s.registered({Story::job("hero/9", 'z')});
  BOOST_TEST(s.orphans(night.campaign).empty());  // the day wants it
  BOOST_TEST(s.jobs(day.campaign).size() == 1U);
}

void a_job_that_moves_to_a_running_purchase_waits_for_it(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a')});
  s.issued('a', s.intend('a').request, "gen-1");
  const Registered known = s.enter("hero/2", 'a');
  BOOST_CHECK(known.status == JobStatus::rendering);
  BOOST_TEST(s.intend('a').request == 0);
}

RefusedJob refused(const std::string& key, std::size_t position) {
  RefusedJob made;
  made.key = JobKey{key};
  made.position = position;
  made.design_name = "hero";
  made.failures.push_back({"", "bad_row", "p.csv:3:1: the row has 2 cells"});
  return made;
}

void refuse(Story& s, std::vector<RefusedJob> jobs) {
  s.ask(s.journal().note_refused(s.campaign(), std::move(jobs)));
}

void a_job_that_cannot_be_made_is_failed_among_the_others(Story& s) {
  s.begin();
  s.enter("hero/1", 'a');
  Registration third = Story::job("hero/3", 'c');
  third.position = 2;
  s.enter({third});
  refuse(s, {refused("hero/(line 3)", 1)});
  s.ask(s.journal().end_registration(s.campaign(), ""));
  const auto jobs = s.jobs();
  BOOST_REQUIRE(jobs.size() == 3U);
  BOOST_TEST(jobs[1].key.text == "hero/(line 3)");
  BOOST_CHECK(jobs[1].status == JobStatus::failed);
  BOOST_TEST(jobs[1].failures.at(0).id == "bad_row");
  BOOST_TEST(jobs[1].assets.empty());
  BOOST_TEST(jobs_of(s.tally(), JobStatus::failed) == 1U);
  BOOST_TEST(jobs_of(s.tally(), JobStatus::planned) == 2U);
  BOOST_TEST(s.read()->troubled(s.campaign(), 10).size() == 1U);
}

void what_an_earlier_night_made_stays_listed_while_its_row_is_bad(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'b')});
  s.buy('a');
  s.buy('b');
  s.begin("night", 1);
  s.enter("hero/1", 'a');
  refuse(s, {refused("hero/2", 1)});
  s.ask(s.journal().end_registration(s.campaign(), ""));
  const JobView job = s.jobs().at(1);
  BOOST_CHECK(job.status == JobStatus::failed);
  BOOST_TEST(job.stale);
  BOOST_TEST(!job.unchanged);
  BOOST_TEST(job.assets.at(0).format == "square");
  BOOST_TEST(jobs_of(s.tally(), JobStatus::failed) == 1U);
  BOOST_TEST(jobs_of(s.tally(), JobStatus::succeeded) == 1U);
  BOOST_TEST(s.tally().jobs.unchanged == 1U);
  s.begin("night", 2);  // the row is mended
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'b')});
  BOOST_TEST(s.intend('b').request == 0);
  BOOST_TEST(jobs_of(s.tally(), JobStatus::failed) == 0U);
  BOOST_TEST(!s.jobs().at(1).stale);
}

void what_may_have_been_paid_for_is_not_hidden_by_a_bad_row(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a')});
  const Granted granted = s.intend('a');
  s.issued('a', granted.request, "gen-1");
  s.begin("night", 1);
  refuse(s, {refused("hero/1", 0)});
  s.ask(s.journal().end_registration(s.campaign(), ""));
  BOOST_CHECK(s.jobs().at(0).status == JobStatus::rendering);
  BOOST_TEST(s.jobs().at(0).warnings.size() == 1U);
  BOOST_TEST(jobs_of(s.tally(), JobStatus::rendering) == 1U);
}

}  // namespace

const std::vector<JournalCase>& job_cases() {
  static const std::vector<JournalCase> cases{
      {"a_new_job_is_known_the_next_time", a_new_job_is_known_the_next_time},
      {"what_is_finished_is_unchanged_in_the_next_run", what_is_finished_is_unchanged_in_the_next_run},
      {"a_new_key_finds_its_content", a_new_key_finds_its_content},
      {"an_edited_job_shows_what_it_was_until_the_new_is_there",
       an_edited_job_shows_what_it_was_until_the_new_is_there},
      {"an_edit_that_is_undone_costs_nothing", an_edit_that_is_undone_costs_nothing},
      {"runs_differ_in_jobs_that_came_went_and_ask_for_something_else",
       runs_differ_in_jobs_that_came_went_and_ask_for_something_else},
      {"runs_differ_in_pictures_that_were_made_again", runs_differ_in_pictures_that_were_made_again},
      {"jobs_come_in_the_manifests_order", jobs_come_in_the_manifests_order},
      {"what_a_selection_leaves_out_is_wanted_still", what_a_selection_leaves_out_is_wanted_still},
      {"equal_jobs_are_one_want", equal_jobs_are_one_want},
      {"formats_of_one_content_are_wants_of_their_own", formats_of_one_content_are_wants_of_their_own},
      {"the_same_registration_with_all_there_needs_no_other",
       the_same_registration_with_all_there_needs_no_other},
      {"a_design_that_looks_otherwise_is_not_all_there", a_design_that_looks_otherwise_is_not_all_there},
      {"a_registration_for_another_account_is_another", a_registration_for_another_account_is_another},
      {"what_is_no_longer_wanted_is_an_orphan", what_is_no_longer_wanted_is_an_orphan},
      {"campaigns_share_what_was_bought", campaigns_share_what_was_bought},
      {"a_job_that_moves_to_a_running_purchase_waits_for_it",
       a_job_that_moves_to_a_running_purchase_waits_for_it},
      {"a_job_that_cannot_be_made_is_failed_among_the_others",
       a_job_that_cannot_be_made_is_failed_among_the_others},
      {"what_an_earlier_night_made_stays_listed_while_its_row_is_bad",
       what_an_earlier_night_made_stays_listed_while_its_row_is_bad},
      {"what_may_have_been_paid_for_is_not_hidden_by_a_bad_row",
       what_may_have_been_paid_for_is_not_hidden_by_a_bad_row},
  };
  return cases;
}

}  // namespace pressrun::test
