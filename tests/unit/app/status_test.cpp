#include "pressrun/app/status.hpp"

#include "unit/app/campaign_fixture.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace pressrun;
using namespace pressrun::test;
using app::JobsOutcome;
using app::LoadedCampaign;

BOOST_FIXTURE_TEST_SUITE(status, CampaignFixture)

BOOST_AUTO_TEST_CASE(a_manifest_that_never_ran_has_no_status) {
  const LoadedCampaign spring = load("spring");
  BOOST_CHECK_EXCEPTION(app::status(spring, files), app::Declined,
                        [](const app::Declined& declined) { return declined.reason == app::Reason::no_run; });
}

BOOST_AUTO_TEST_CASE(it_counts_what_the_jobs_came_to) {
  const LoadedCampaign spring = load("spring", {"Kite", "String", "Tail"});
  const RunRecord run = begin_run(spring);
  const std::vector<Job> jobs = jobs_of(spring);
  deliver(spring, run, jobs[0]);
  leave_in_doubt(spring, run, jobs[1]);
  const app::StatusReport report = app::status(spring, files);
  BOOST_TEST(report.seen.summary.jobs == 3U);
  BOOST_TEST(report.seen.summary.succeeded == 1U);
  BOOST_TEST(report.seen.summary.in_doubt == 1U);
  BOOST_TEST(report.seen.summary.pending == 1U);
  BOOST_TEST(report.seen.worth_naming.size() == 1U);
  BOOST_CHECK(app::outcome_of(report.seen) == JobsOutcome::in_doubt);
}

BOOST_AUTO_TEST_CASE(what_was_being_sent_was_cut_off_unless_somebody_is_at_it) {
  const LoadedCampaign spring = load("spring");
  intend(spring, begin_run(spring), jobs_of(spring).front());
  BOOST_TEST(app::status(spring, files).was_cut_off);
  files.held.insert(spring.journal);
  const app::StatusReport held = app::status(spring, files);
  BOOST_TEST(held.is_held);
  BOOST_TEST(!held.was_cut_off);
  BOOST_TEST(!held.seen.summary.rendering_since.has_value());
}

BOOST_AUTO_TEST_CASE(the_worst_of_the_jobs_is_what_they_came_to) {
  app::Overview seen;
  BOOST_CHECK(app::outcome_of(seen) == JobsOutcome::nothing_wrong);
  seen.summary.partial = 1;
  BOOST_CHECK(app::outcome_of(seen) == JobsOutcome::some_failed);
  seen.orphans.in_doubt = 1;
  BOOST_CHECK(app::outcome_of(seen) == JobsOutcome::in_doubt);
}

BOOST_AUTO_TEST_CASE(results_name_every_job_in_the_manifests_order) {
  const LoadedCampaign spring = load("spring", {"Kite", "String"});
  const RunRecord run = begin_run(spring);
  deliver(spring, run, jobs_of(spring).back());
  const app::LastRun last = app::last_run(spring, files);
  std::ostringstream out;
  app::write_results(*last.journal, last.run, report::ResultsFormat::jsonl, out);
  const std::string text = out.str();
  BOOST_TEST(text.find("Kite") < text.find("String"));
  BOOST_TEST(text.find("https://files.test/banner-hero/String") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
