#include "pressrun/app/run_campaigns.hpp"

#include "support/memory_journal_keeper.hpp"
#include "unit/app/campaign_fixture.hpp"
#include "unit/app/scripted_reads.hpp"

#include <boost/test/unit_test.hpp>

using namespace pressrun;
using namespace pressrun::test;
using app::Declined;
using app::Reason;

namespace {

auto because_of(Reason reason) {
  return [reason](const Declined& declined) { return declined.reason == reason; };
}

/// An API at which every generation request is ready at the first poll.
HttpOutcome prompt_api(const std::string& target, std::size_t number) {
  if (target.starts_with("/async/"))
    return reply(202, R"({"generation_request_id":"00000000-0000-4000-8000-)" +
                          std::to_string(100'000'000'000 + number) + R"("})");
  const std::string id = target.substr(target.rfind('/') + 1);
  return reply(200, R"({"id":")" + id + R"(","is_finalized":true,"errors":[],"banners":[{"id":"b-)" + id +
                        R"(","format":{"id":"square"},"file":{"type":"png","url":"https://files.test/)" + id +
                        R"(.png"}}]})");
}

struct RunFixture : CampaignFixture {
  std::vector<app::LoadedCampaign> campaigns;
  std::vector<app::RunTerms> terms;
  app::JobChoice choice;
  app::SavedPlan* saved_plan = nullptr;
  bool yes = false;
  bool keep_going = false;
  MemoryJournalKeeper keeper{files, clock};
  HeardPerson person;
  ScriptedTransport transport;
  HeardProgress progress;
  app::Shutdown shutdown;
  app::RunOptions options;
  RateBudget budget{options.policy};

  RunFixture() { transport.answer = prompt_api; }

  void add(const std::string& name, const std::vector<std::string>& titles) {
    campaigns.push_back(load(name, titles));
    terms.emplace_back();
  }
  app::CampaignsRun make_run() {
    return app::CampaignsRun{{campaigns,
                              terms,
                              choice,
                              {},
                              false,
                              yes,
                              false,
                              keep_going,
                              saved_plan,
                              [](const std::string&) { return ""; }},
                             findings,
                             {files, keeper, person}};
  }
  /// One account, that the journals know nothing against.
  app::Ground ground() {
    app::Ground made;
    for (const app::LoadedCampaign& one : campaigns) {
      app::AccountFinding found;
      found.account.origin = "https://api.test";
      found.account.workspace = "acme";
      if (files.has(one.journal) && !files.at(one.journal).accounts().empty())
        found.account.number = files.at(one.journal).accounts().front().number;
      made.accounts.emplace(one.place, std::move(found));
    }
    return made;
  }
  app::Deps deps() {
    return {context.get_executor(),
            clock,
            transport,
            budget,
            progress,
            shutdown,
            "key",
            [] { return std::string{"run"}; },
            {}};
  }
  /// Up to where something would be bought.
  void lead_up(app::CampaignsRun& run) {
    run.prepare();
    app::Ground found = ground();
    run.look_beside(found);
    run.stand_on(std::move(found));
    run.check_jobs(clock.wall_now(), [] {});
    run.ask();
  }
  app::RunReport carry_out() {
    app::CampaignsRun run = make_run();
    lead_up(run);
    run.hold_journals(clock.wall_now());
    ask(run.open_journals("key"));
    const app::RunOutcome outcome = ask(run.perform(options, deps()));
    app::RunReport report = run.conclude(outcome);
    ask(run.note_end(report, 0));
    run.close(outcome, clock.wall_now());
    return report;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(run_campaigns, RunFixture)

BOOST_AUTO_TEST_CASE(a_run_buys_what_is_new_and_the_next_one_nothing) {
  add("spring", {"Kite", "String"});
  const app::RunReport first = carry_out();
  BOOST_TEST(first.reason == "");
  BOOST_TEST(first.ended.front().is_told);
  BOOST_TEST(first.ended.front().seen.summary.succeeded == 2U);
  BOOST_TEST(!first.some_failed);
  const std::size_t calls = transport.asked.size();
  const app::RunReport second = carry_out();
  BOOST_TEST(second.ended.front().seen.summary.unchanged == 2U);
  BOOST_TEST(transport.asked.size() == calls);
}

BOOST_AUTO_TEST_CASE(journals_are_held_and_put_in_order_before_they_are_written) {
  add("spring", {"Kite"});
  carry_out();
  const std::vector<std::string> expected{"hold spring.db", "order spring.db", "open spring.db"};
  BOOST_TEST(keeper.done == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(how_the_process_ended_is_kept_for_who_asks_later) {
  add("spring", {"Kite"});
  carry_out();
  MemoryJournal& journal = files.at(campaigns.front().journal);
  const RunRecord last = journal.last_run(journal.campaigns().front().number).value();
  BOOST_TEST(last.exit_code.value() == 0);
  BOOST_TEST(last.workspace == "acme");
}

BOOST_AUTO_TEST_CASE(a_lost_journal_is_asked_about_before_anything_else) {
  add("spring", {"Kite"});
  files.suspicions[campaigns.front().journal] = Staleness::missing;
  BOOST_CHECK_EXCEPTION(carry_out(), Declined, because_of(Reason::not_confirmed));
  BOOST_TEST(person.heard_of("is not there, and was used here before"));
  person.answer = Person::Answer::no;
  BOOST_CHECK_EXCEPTION(carry_out(), Declined, because_of(Reason::not_confirmed));
  BOOST_TEST(transport.asked.empty());
  person.answer = Person::Answer::yes;
  BOOST_TEST(carry_out().ended.front().seen.summary.succeeded == 1U);
}

BOOST_AUTO_TEST_CASE(results_that_the_journal_knows_nothing_of_are_asked_about) {
  add("spring", {"Kite"});
  files.results[campaigns.front().results] =
      "{\"pressrun\": 1,\n\"run_id\": \"r\",\n\"started_at\": \"2026-11-01T00:00:00Z\",\n\"assets\": [{\n";
  BOOST_CHECK_EXCEPTION(carry_out(), Declined, because_of(Reason::not_confirmed));
  BOOST_TEST(person.heard_of("lists what an earlier run bought"));
  yes = true;
  BOOST_TEST(carry_out().ended.front().seen.summary.succeeded == 1U);
}

BOOST_AUTO_TEST_CASE(the_journal_of_a_renamed_manifest_goes_on_under_its_new_name) {
  add("spring", {"Kite"});
  carry_out();
  const std::filesystem::path before = campaigns.front().journal;
  files.manifests.clear();
  campaigns.clear();
  terms.clear();
  add("summer", {"Kite"});
  files.nearby.beside = {before};
  const std::size_t calls = transport.asked.size();
  const app::RunReport report = carry_out();
  BOOST_TEST(report.ended.front().seen.summary.unchanged == 1U);
  BOOST_TEST(transport.asked.size() == calls);
  BOOST_TEST(!files.has(before));
  BOOST_TEST(person.heard_of("is now /jobs/.pressrun/summer.db, as its manifest was renamed"));
}

BOOST_AUTO_TEST_CASE(a_journal_beside_it_that_knows_the_same_is_asked_about) {
  add("spring", {"Kite"});
  carry_out();
  files.nearby.beside = {campaigns.front().journal};
  campaigns.clear();
  terms.clear();
  add("summer", {"Kite"});
  BOOST_CHECK_EXCEPTION(carry_out(), Declined, because_of(Reason::not_confirmed));
  BOOST_TEST(person.heard_of("would buy them again: share what was bought with --state"));
}

BOOST_AUTO_TEST_CASE(a_journal_that_was_replaced_while_the_run_began_is_not_written) {
  add("spring", {"Kite"});
  keeper.was_replaced = true;
  BOOST_CHECK_THROW(carry_out(), JournalError);
  BOOST_TEST(transport.asked.empty());
}

BOOST_AUTO_TEST_CASE(what_is_ordered_anew_needs_the_persons_word) {
  add("spring", {"Kite"});
  carry_out();
  choice.force = true;
  BOOST_CHECK_EXCEPTION(carry_out(), Declined, because_of(Reason::not_confirmed));
  BOOST_TEST(person.asked.back() == "--force buys 1 rendition anew, for 1 credit. Go on?");
}

BOOST_AUTO_TEST_CASE(under_a_limit_every_price_must_be_known) {
  Job job;
  job.key = JobKey{"hero/Kite"};
  job.credits_exact = false;
  app::PlanDecision decision;
  decision.fresh = {"square"};
  app::PriceCheck prices;
  prices.refuse_unknown();
  prices.take(job, decision);
  BOOST_CHECK_EXCEPTION(prices.refuse_unknown(), Declined, because_of(Reason::price_unknown));
}

BOOST_AUTO_TEST_CASE(nothing_raises_a_limit) {
  manifest::Budget frugal;
  frugal.day = 10;
  frugal.month = 4;
  const CreditLimits limits = app::limits_of(frugal, 7);
  BOOST_TEST(app::lowest(limits).value() == 4U);
  BOOST_TEST(app::is_limited(limits));
  BOOST_TEST(!app::is_limited({}));
  BOOST_TEST(!app::lowest({}).has_value());
}

BOOST_AUTO_TEST_CASE(a_selection_of_nothing_is_refused) {
  add("spring", {"Kite"});
  choice.selection.select = {"nobody"};
  BOOST_CHECK_EXCEPTION(carry_out(), Declined, because_of(Reason::nothing_selected));
}

BOOST_AUTO_TEST_CASE(a_saved_plan_is_carried_out_once) {
  add("spring", {"Kite"});
  app::SavedPlan plan;
  plan.id = "sha256:plan";
  plan.journal = campaigns.front().place.string();
  plan.origin = "https://api.test";
  plan.workspace = "acme";
  const Job job = jobs_of(campaigns.front()).front();
  plan.jobs[job.key.text] = {app::PlannedWork::submit, job.content, {"square"}, false};
  saved_plan = &plan;
  BOOST_TEST(carry_out().ended.front().seen.summary.succeeded == 1U);
  BOOST_TEST(findings.page() == "");
  BOOST_CHECK_EXCEPTION(carry_out(), Declined, because_of(Reason::plan_carried_out));
}

BOOST_AUTO_TEST_CASE(a_journal_that_cannot_be_read_at_the_end_is_told_as_such) {
  add("spring", {"Kite"});
  app::CampaignsRun run = make_run();
  lead_up(run);
  run.hold_journals(clock.wall_now());
  ask(run.open_journals("key"));
  const app::RunOutcome outcome = ask(run.perform(options, deps()));
  app::RunOutcome broken = outcome;
  broken.registered.front() = false;  // it was stopped before all jobs were told
  broken.reason = "journal x is full";
  const app::RunReport report = run.conclude(broken);
  BOOST_TEST(!report.ended.front().is_told);
  BOOST_TEST(report.ended.front().unreadable == "");
}

BOOST_AUTO_TEST_SUITE_END()
