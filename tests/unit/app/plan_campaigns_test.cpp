#include "pressrun/app/plan_campaigns.hpp"

#include "pressrun/app/plan_comparison.hpp"
#include "unit/app/campaign_fixture.hpp"

#include <boost/json/object.hpp>
#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace pressrun;
using namespace pressrun::test;
using app::PlanReason;

namespace {

struct PlanFixture : CampaignFixture {
  std::vector<app::LoadedCampaign> campaigns;
  app::JobChoice choice;
  app::Ground ground;

  app::LoadedCampaign& add(const std::string& name, const std::vector<std::string>& titles) {
    return campaigns.emplace_back(load(name, titles));
  }
  app::PlanReport plan() {
    std::vector<app::PlanBasis> bases;
    for (const app::LoadedCampaign& one : campaigns)
      bases.push_back(app::basis_of(one, ground, clock.wall_now(), files));
    return app::plan({campaigns, choice, {}, false}, ground, std::move(bases), findings, files);
  }
  static std::size_t count(const app::PlanReport& report, PlanReason reason) {
    const auto& reasons = report.tables.front().all.reasons;
    const auto found = reasons.find(reason);
    return found == reasons.end() ? 0 : found->second.jobs;
  }

  /// The plan of the first manifest, written and read again.
  app::SavedPlan save(const app::PlanReport& report) {
    app::SavedPlan head = app::plan_to_save(campaigns.front(), choice, ground, report.bases.front(), files);
    head.manifest = campaigns.front().named;
    std::stringstream lines;
    app::write_plan(lines, head, {},
                    app::planned_jobs({campaigns, choice, {}, false}, ground, report.bases.front(), files));
    return app::parse_plan(lines);
  }
  /// What is found when that plan is compared with the jobs as they now are.
  app::FindingSet compare(app::SavedPlan plan) {
    app::FindingSet found;
    app::PlanComparison comparison{plan, found};
    comparison.journal(campaigns.front(), files.mark(campaigns.front().journal));
    const app::PlanBasis basis = app::basis_of(campaigns.front(), ground, clock.wall_now(), files);
    app::planned_jobs({campaigns, choice, {}, false}, ground, basis, files)(
        [&](const Job& job, const app::PlanDecision& decision) { comparison.job(job, decision); });
    comparison.end();
    return found;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(plan_campaigns, PlanFixture)

BOOST_AUTO_TEST_CASE(without_a_journal_all_is_new) {
  add("spring", {"Kite", "String"});
  const app::PlanReport report = plan();
  BOOST_TEST(count(report, PlanReason::is_new) == 2U);
  BOOST_TEST(report.selected == 2U);
  BOOST_TEST(findings.page() == "");
}

BOOST_AUTO_TEST_CASE(what_is_there_is_left_alone_and_what_is_in_doubt_held) {
  add("spring", {"Kite", "String", "Tail"});
  const app::LoadedCampaign& spring = campaigns.front();
  const RunRecord run = begin_run(spring);
  const std::vector<Job> jobs = jobs_of(spring);
  deliver(spring, run, jobs[0]);
  leave_in_doubt(spring, run, jobs[1]);
  const app::PlanReport report = plan();
  BOOST_TEST(count(report, PlanReason::unchanged) == 1U);
  BOOST_TEST(count(report, PlanReason::in_doubt) == 1U);
  BOOST_TEST(count(report, PlanReason::is_new) == 1U);
}

BOOST_AUTO_TEST_CASE(manifests_of_one_journal_buy_equal_content_once) {
  add("spring", {"Kite"});
  app::LoadedCampaign& summer = add("summer", {"Kite"});
  BOOST_TEST(plan().tables.back().all.assets == 1U);
  summer.journal = summer.place = summer.known_in = campaigns.front().journal;
  BOOST_TEST(plan().tables.back().all.assets == 0U);
}

BOOST_AUTO_TEST_CASE(only_selected_jobs_are_counted_and_none_is_refused) {
  add("spring", {"Kite", "String"});
  choice.selection.select = {"hero/Kite"};
  BOOST_TEST(plan().selected == 1U);
  choice.selection.select = {"Nobody"};
  const std::size_t selected = plan().selected;
  BOOST_CHECK_EXCEPTION(
      app::refuse_empty_selection(choice.selection, selected), app::Declined,
      [](const app::Declined& declined) { return declined.reason == app::Reason::nothing_selected; });
}

BOOST_AUTO_TEST_CASE(offline_it_says_what_it_was_not_compared_with) {
  add("spring", {"Kite"});
  std::vector<app::PlanBasis> bases(1);
  const app::PlanReport report =
      app::plan({campaigns, choice, {}, true}, ground, std::move(bases), findings, files);
  BOOST_TEST(report.tables.front().basis.value().missing == 1U);
}

BOOST_AUTO_TEST_CASE(a_plan_that_was_saved_is_the_same_when_it_is_read) {
  add("spring", {"Kite", "String"});
  const app::SavedPlan saved = save(plan());
  BOOST_TEST(saved.jobs.size() == 2U);
  BOOST_TEST(saved.jobs.contains("hero/Kite"));
  BOOST_TEST(saved.manifest == "spring.yaml");
  BOOST_TEST(saved.designs.size() == 1U);
  BOOST_TEST(saved.id.starts_with("sha256:"));
  BOOST_TEST(compare(saved).empty());
}

BOOST_AUTO_TEST_CASE(jobs_that_came_or_went_since_a_plan_was_made_are_found) {
  add("spring", {"Kite", "String"});
  const app::SavedPlan saved = save(plan());
  campaigns.clear();
  add("spring", {"Kite", "Tail"});
  const std::string page = compare(saved).page();
  BOOST_TEST(page.find("a job is to be done that the plan does not name") != std::string::npos);
  BOOST_TEST(page.find("a job of the plan is no longer in the manifest") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_journal_that_was_put_back_since_a_plan_was_made_is_found) {
  const std::filesystem::path journal = add("spring", {"Kite"}).journal;
  files.marks[journal] = {"first run", 5};
  const app::SavedPlan saved = save(plan());
  BOOST_TEST(compare(saved).empty());
  files.marks[journal].state = 4;
  BOOST_TEST(compare(saved).page().find("older than when the plan was made") != std::string::npos);
  files.marks[journal] = {"another", 5};
  BOOST_TEST(compare(saved).page().find("another than the plan was made with") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
