#include "pressrun/app/resolve.hpp"

#include "unit/app/campaign_fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace pressrun;
using namespace pressrun::test;
using app::Doubt;
using app::LoadedCampaign;
using app::Reason;
using app::ResolveAs;
using app::ResolveRequest;

namespace {

ResolveRequest one_job(const std::string& job, ResolveAs as) {
  ResolveRequest made;
  made.job = job;
  made.as = as;
  if (as == ResolveAs::attach) made.request_id = RequestId{"11111111-1111-4111-8111-111111111111"};
  return made;
}

ResolveRequest all_jobs(ResolveAs as) {
  ResolveRequest made;
  made.all = true;
  made.as = as;
  return made;
}

auto because(Reason reason) {
  return [reason](const app::Declined& declined) { return declined.reason == reason; };
}

/// A campaign of which one job is in doubt, and another is there.
struct DoubtFixture : CampaignFixture {
  LoadedCampaign spring = load("spring", {"Kite", "String"});
  RunRecord run = begin_run(spring);
  std::vector<Job> jobs = jobs_of(spring);
  RequestNumber lost = leave_in_doubt(spring, run, jobs.front());
  MemoryJournal& journal = files.at(spring.journal);
  CampaignRecord campaign = journal.campaigns().front();

  DoubtFixture() { deliver(spring, run, jobs.back()); }

  RequestState state() {
    const auto known = journal.look_up(
        account, campaign.number,
        {{jobs.front().key, ContentDigest::parse(jobs.front().content).value(), {"square"}, false, {}}});
    return state_of(known.front().record.requests.front());
  }
  void settle_one(const ResolveRequest& word) {
    ask(app::settle(journal, app::doubts_meant(word, journal, campaign), word, clock.wall_now()));
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(resolve, DoubtFixture)

BOOST_AUTO_TEST_CASE(what_does_not_go_together_is_refused) {
  ResolveRequest word;
  BOOST_CHECK_NO_THROW(app::require_sense(word));  // they are listed
  word.all = true;
  BOOST_CHECK_EXCEPTION(app::require_sense(word), app::Declined, because(Reason::unsuitable));
  word.as = ResolveAs::drop;
  BOOST_CHECK_NO_THROW(app::require_sense(word));
  word.job = "hero/Kite";
  BOOST_CHECK_EXCEPTION(app::require_sense(word), app::Declined, because(Reason::unsuitable));
  BOOST_CHECK_EXCEPTION(app::require_sense(all_jobs(ResolveAs::attach)), app::Declined,
                        because(Reason::unsuitable));
}

BOOST_AUTO_TEST_CASE(the_job_that_is_meant_is_found) {
  const std::vector<Doubt> doubts =
      app::doubts_meant(one_job("hero/Kite", ResolveAs::drop), journal, campaign);
  BOOST_REQUIRE(doubts.size() == 1U);
  BOOST_TEST(doubts.front().name == "hero/Kite");
  BOOST_TEST(doubts.front().request == lost);
}

BOOST_AUTO_TEST_CASE(a_job_that_is_not_in_doubt_or_not_there_is_refused_as_such) {
  BOOST_CHECK_EXCEPTION(app::doubts_meant(one_job("hero/String", ResolveAs::drop), journal, campaign),
                        app::Declined, because(Reason::not_in_doubt));
  BOOST_CHECK_EXCEPTION(app::doubts_meant(one_job("Nobody", ResolveAs::drop), journal, campaign),
                        app::Declined, because(Reason::no_such_job));
}

BOOST_AUTO_TEST_CASE(a_word_on_all_of_them_where_there_are_none_is_no_mistake) {
  settle_one(one_job("hero/Kite", ResolveAs::drop));
  BOOST_TEST(app::doubts_meant(all_jobs(ResolveAs::drop), journal, campaign).empty());
}

BOOST_AUTO_TEST_CASE(what_is_decided_is_recorded) {
  settle_one(one_job("hero/Kite", ResolveAs::drop));
  BOOST_CHECK(state() == RequestState::dropped);
}

BOOST_AUTO_TEST_CASE(an_attached_id_is_polled_and_a_wrong_one_can_be_taken_back) {
  settle_one(one_job("hero/Kite", ResolveAs::attach));
  BOOST_CHECK(state() == RequestState::rendering);
  BOOST_TEST(app::is_unconfirmed(
      *app::request_of(app::doubts_of(journal, campaign, "hero/Kite").front().record, lost)));
  settle_one(one_job("hero/Kite", ResolveAs::resubmit));
  BOOST_CHECK(state() == RequestState::resubmitted);
}

BOOST_AUTO_TEST_CASE(an_id_that_was_attached_stands_against_a_word_on_all_the_others) {
  settle_one(one_job("hero/Kite", ResolveAs::attach));
  BOOST_TEST(app::doubts_meant(all_jobs(ResolveAs::drop), journal, campaign).empty());
}

BOOST_AUTO_TEST_CASE(the_id_of_another_request_is_refused) {
  ResolveRequest word = one_job("hero/Kite", ResolveAs::attach);
  word.request_id = RequestId{"id-hero/String"};
  BOOST_CHECK_EXCEPTION(app::doubts_meant(word, journal, campaign), app::Declined, because(Reason::id_taken));
}

BOOST_AUTO_TEST_CASE(who_may_pay_twice_or_touches_others_has_to_say_yes) {
  const std::vector<Doubt> doubts = app::doubts_of(journal, campaign, "");
  BOOST_TEST(app::needs_consent(doubts, one_job("hero/Kite", ResolveAs::resubmit), "spring"));
  BOOST_TEST(app::needs_consent(doubts, one_job("hero/Kite", ResolveAs::drop), "spring"));
  BOOST_TEST(!app::needs_consent(doubts, one_job("hero/Kite", ResolveAs::attach), "spring"));
  std::vector<Doubt> shared = doubts;
  shared.front().jobs.emplace_back("summer", JobKey{"hero/Kite"});
  BOOST_TEST(app::needs_consent(shared, one_job("hero/Kite", ResolveAs::attach), "spring"));
}

BOOST_AUTO_TEST_CASE(what_was_being_sent_when_its_run_was_killed_is_in_doubt) {
  settle_one(one_job("hero/Kite", ResolveAs::resubmit));
  intend(spring, run, jobs.front());
  ask(app::doubt_what_was_cut_off(journal, journal.accounts(), clock.wall_now()));
  BOOST_TEST(app::doubts_of(journal, campaign, "hero/Kite").size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
