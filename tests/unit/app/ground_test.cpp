#include "pressrun/app/ground.hpp"

#include "pressrun/app/learned_times.hpp"
#include "pressrun/app/workspace_names.hpp"
#include "unit/app/campaign_fixture.hpp"
#include "unit/app/scripted_reads.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace pressrun;
using namespace pressrun::test;

namespace {

const std::string lora = R"([{"id":"font-1","name":"Lora","type":"google"}])";

std::string design_answer() {
  return R"({"id":")" + fixture_design +
         R"(","name":"Hero","type":"static","updated_at":7,)"
         R"("formats":[{"id":"square","type":"static","width":1,"height":1,"unit":"px"}],"elements":[]})";
}

struct GroundFixture : CampaignFixture {
  std::vector<app::LoadedCampaign> campaigns;
  ScriptedTransport transport;
  HeardProgress progress;
  app::Shutdown shutdown;
  app::RunOptions options;
  RateBudget budget{options.policy};
  int design_status = 200;

  GroundFixture() {
    transport.answer = [this](const std::string& target, std::size_t) {
      if (target == "/auth") return reply(200, R"({"company":"acme"})");
      if (target.starts_with("/designs/" + fixture_design))
        return design_status == 200
                   ? reply(200, design_answer())
                   : reply(design_status, R"({"id":"template_not_found","message":"Design not found"})");
      if (target == "/designs") return reply(200, "[" + design_answer() + "]");
      if (target.starts_with("/fonts")) return reply(200, lora);
      return reply(404, R"({"id":"endpoint_not_found","message":"no such route"})");
    };
  }
  app::Deps deps() {
    return {context.get_executor(), clock, transport, budget, progress, shutdown, "key", {}, {}};
  }
  app::GroundRequest request() { return {campaigns, findings, files, false, false}; }
  app::Ground read() { return ask(app::read_workspace(request(), options, deps())); }
  app::Ground find_accounts(app::Ground ground) {
    caller = {"https://api.test", "key", std::nullopt};
    return ask(app::find_accounts(request(), caller, options, deps(), std::move(ground)));
  }
  /// A manifest that gives its design by name.
  app::LoadedCampaign by_name(const std::string& design) {
    app::LoadedCampaign made = load("named");
    made.manifest = manifest::load("pressrun: 1\ndesigns:\n  - design: " + design +
                                       "\n    name: hero\n    elements: {title: {payload: a}}\n",
                                   "named.yaml", sources, {})
                        .manifest;
    return made;
  }

  app::Caller caller;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(ground, GroundFixture)

BOOST_AUTO_TEST_CASE(what_the_manifests_name_is_read_once) {
  campaigns.push_back(load("spring"));
  campaigns.push_back(load("summer"));
  const app::Ground found = read();
  BOOST_TEST(found.workspace.design(DesignId{fixture_design})->name == "Hero");
  BOOST_TEST(transport.asked.size() == 1U);
  BOOST_TEST(found.calls.read == 1U);
  BOOST_TEST(findings.empty());
}

BOOST_AUTO_TEST_CASE(without_manifests_nobody_is_asked) {
  read();
  BOOST_TEST(transport.asked.empty());
}

BOOST_AUTO_TEST_CASE(a_design_that_cannot_be_used_is_a_finding_at_its_place) {
  design_status = 404;
  campaigns.push_back(load("spring"));
  const app::Ground found = read();
  BOOST_CHECK(found.stop == app::Stop::none);
  BOOST_TEST(findings.page().find("spring.yaml:4:") != std::string::npos);
  BOOST_TEST(findings.page().find("cannot be used: Design not found") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_was_read_is_kept_and_recalled_without_the_api) {
  campaigns.push_back(load("spring"));
  files.at(campaigns.front().journal);
  app::keep_answers(campaigns, read().fresh, Holding::ours, files);
  const std::size_t calls = transport.asked.size();
  const app::Ground recalled = app::recall_workspace(request(), true);
  BOOST_TEST(recalled.workspace.design(DesignId{fixture_design})->name == "Hero");
  BOOST_TEST(recalled.kept.size() == 1U);
  BOOST_TEST(app::recall_workspace(request(), false).workspace.designs.empty());
  BOOST_TEST(transport.asked.size() == calls);
}

BOOST_AUTO_TEST_CASE(who_holds_no_lock_makes_no_journal_for_what_is_kept) {
  campaigns.push_back(load("spring"));
  app::keep_answers(campaigns, read().fresh, Holding::nobodys, files);
  BOOST_TEST(files.kept.empty());
}

BOOST_AUTO_TEST_CASE(a_name_stands_for_its_design_and_is_remembered) {
  campaigns.push_back(by_name("Hero"));
  const app::Ground found = read();
  BOOST_TEST(campaigns.front().manifest->named_designs().front().id.text == fixture_design);
  app::keep_answers(campaigns, found.fresh, Holding::ours, files);
  campaigns.clear();
  campaigns.push_back(by_name("Hero"));
  app::recall_workspace(request(), false);
  BOOST_TEST(campaigns.front().manifest->named_designs().front().id.text == fixture_design);
}

BOOST_AUTO_TEST_CASE(a_name_that_stands_for_nothing_is_a_finding) {
  campaigns.push_back(by_name("Heros"));
  read();
  BOOST_TEST(findings.page().find("there is no design named 'Heros'") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(one_question_finds_the_account_for_all_journals) {
  campaigns.push_back(load("spring"));
  campaigns.push_back(load("summer"));
  const app::Ground found = find_accounts({});
  BOOST_TEST(found.accounts.size() == 2U);
  BOOST_TEST(found.accounts.at(campaigns.back().place).account.workspace == "acme");
  BOOST_TEST(std::ranges::count(transport.asked, "/auth") == 1);
}

BOOST_AUTO_TEST_CASE(a_key_that_is_refused_stops_the_look) {
  campaigns.push_back(load("spring"));
  transport.answer = [](const std::string&, std::size_t) {
    return reply(401, R"({"id":"unauthorized","message":"no"})");
  };
  BOOST_CHECK(find_accounts({}).stop == app::Stop::unauthorized);
}

BOOST_AUTO_TEST_CASE(who_was_not_asked_is_who_bought_last) {
  campaigns.push_back(load("spring"));
  const app::LoadedCampaign& spring = campaigns.front();
  BOOST_TEST(app::basis_of(spring, {}, clock.wall_now(), files).account == 0);
  const RunRecord run = begin_run(spring);
  const app::PlanBasis basis = app::basis_of(spring, {}, clock.wall_now(), files);
  BOOST_TEST(basis.account == account);
  BOOST_TEST(basis.campaign == run.campaign);
}

BOOST_AUTO_TEST_CASE(a_campaign_of_another_account_is_asked_about) {
  campaigns.push_back(load("spring"));
  begin_run(campaigns.front());
  app::Ground found;
  app::AccountFinding other;
  other.account.origin = "https://rehearsal.test";
  other.account.workspace = "acme";
  found.accounts.emplace(campaigns.front().place, other);
  BOOST_TEST(app::question_about_account(campaigns.front(), found, files) ==
             "the manifest 'spring' was run against 'acme' at https://api.test before; here is 'acme' at "
             "https://rehearsal.test: what was bought there does not count here");
  BOOST_TEST(app::question_about_account(campaigns.front(), {}, files) == "");
}

BOOST_AUTO_TEST_CASE(rendering_times_are_kept_beside_those_of_other_designs) {
  const app::LoadedCampaign spring = load("spring");
  app::keep_learned_times(spring, {{"hero", "12"}}, clock.wall_now(), files);
  BOOST_TEST(files.kept.empty());  // no journal is made for them
  files.at(spring.journal);
  app::keep_learned_times(spring, {{"hero", "12"}, {"card", ""}}, clock.wall_now(), files);
  app::keep_learned_times(spring, {{"clip", "40"}}, clock.wall_now(), files);
  const app::RenderMemory learned = app::learned_times(spring, files);
  BOOST_TEST(learned.size() == 2U);
  BOOST_TEST(learned.at("hero") == "12");
}

BOOST_AUTO_TEST_SUITE_END()
