#include "pressrun/app/campaign_home.hpp"

#include "unit/app/campaign_fixture.hpp"

#include <boost/test/unit_test.hpp>

using namespace pressrun;
using namespace pressrun::test;
using app::LoadedCampaign;
using app::Reason;

namespace {

bool says_why(const app::Declined& declined, Reason reason, const std::string& words) {
  return declined.reason == reason && std::string{declined.what()}.find(words) != std::string::npos;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(campaign_home, CampaignFixture)

BOOST_AUTO_TEST_CASE(a_manifest_finds_the_campaign_of_its_path_and_name) {
  const LoadedCampaign spring = load("spring");
  const RunRecord run = begin_run(spring);
  const app::CampaignHome home = app::find_home(files.at(spring.journal), spring, files);
  BOOST_TEST(home.campaign.value().number == run.campaign);
  BOOST_TEST(!home.moved);
}

BOOST_AUTO_TEST_CASE(a_manifest_that_was_moved_goes_on_as_its_campaign) {
  LoadedCampaign spring = load("spring");
  const RunRecord run = begin_run(spring);
  files.manifests.clear();
  spring.path = "/elsewhere/spring.yaml";
  const app::CampaignHome home = app::find_home(files.at(spring.journal), spring, files);
  BOOST_TEST(home.campaign.value().number == run.campaign);
  BOOST_TEST(home.moved);
}

BOOST_AUTO_TEST_CASE(an_environment_is_another_campaign_of_the_same_manifest) {
  const LoadedCampaign spring = load("spring");
  const RunRecord run = begin_run(spring);
  LoadedCampaign staging = load("spring");
  staging.path = app::path_in_environment(spring.path, "staging");
  BOOST_TEST(app::manifest_path(staging.path) == spring.path);
  BOOST_TEST(app::path_in_environment(spring.path, "") == spring.path);
  BOOST_TEST(app::manifest_path(spring.path) == spring.path);
  // By the name of the fixture they would be namesakes: the path alone does not make it the other's.
  BOOST_CHECK_THROW(app::find_home(files.at(spring.journal), staging, files), app::Declined);
  const app::CampaignHome home = app::find_home(files.at(spring.journal), spring, files);
  BOOST_TEST(home.campaign.value().number == run.campaign);
}

BOOST_AUTO_TEST_CASE(a_copy_beside_a_manifest_that_is_still_there_is_told_as_one) {
  LoadedCampaign spring = load("spring");
  begin_run(spring);
  spring.path = "/elsewhere/spring.yaml";
  const app::CampaignHome home = app::find_home(files.at(spring.journal), spring, files);
  BOOST_TEST(!home.campaign.has_value());
  BOOST_TEST(home.copied_from == "/jobs/spring.yaml");
  spring.shares_journal = true;  // on purpose
  BOOST_TEST(app::find_home(files.at(spring.journal), spring, files).copied_from.empty());
}

BOOST_AUTO_TEST_CASE(two_manifests_of_one_folder_and_name_are_refused) {
  LoadedCampaign spring = load("spring");
  begin_run(spring);
  spring.path = "/jobs/summer.yaml";
  BOOST_CHECK_EXCEPTION(app::find_home(files.at(spring.journal), spring, files), app::Declined,
                        [](const app::Declined& declined) {
                          return says_why(declined, Reason::name_clash, "both go by the name 'spring'");
                        });
}

BOOST_AUTO_TEST_CASE(who_only_looks_is_told_that_there_is_no_run) {
  const LoadedCampaign spring = load("spring");
  BOOST_CHECK_EXCEPTION(app::open_campaign(spring, files), app::Declined, [](const app::Declined& declined) {
    return says_why(declined, Reason::no_run,
                    "there is no run of 'spring' yet (no journal at /jobs/.pressrun/spring.db)");
  });
  files.at("/jobs/.pressrun/spring.simulated.db");
  BOOST_TEST(std::string{app::no_run_of(spring, files).what()}.ends_with("is found with --simulate"));
}

BOOST_AUTO_TEST_CASE(the_journal_of_a_renamed_manifest_is_found_by_what_it_bought) {
  const LoadedCampaign spring = load("spring");
  const RunRecord run = begin_run(spring);
  deliver(spring, run, jobs_of(spring).front());
  LoadedCampaign renamed = load("summer");
  files.nearby.beside = {spring.journal};
  BOOST_TEST(!app::find_neighbour(renamed, workspace, files).value().is_gone);  // it shares some of it
  files.manifests.erase(spring.path);
  const app::Neighbour found = app::find_neighbour(renamed, workspace, files).value();
  BOOST_TEST(found.is_gone);
  BOOST_TEST(found.journal == spring.journal);
  BOOST_TEST(found.manifest == "/jobs/spring.yaml");
}

BOOST_AUTO_TEST_CASE(what_lies_in_another_folder_is_never_taken_over) {
  const LoadedCampaign spring = load("spring");
  const RunRecord run = begin_run(spring);
  deliver(spring, run, jobs_of(spring).front());
  const LoadedCampaign renamed = load("summer");
  files.nearby.around = {spring.journal};
  BOOST_TEST(!app::find_neighbour(renamed, workspace, files).has_value());  // it is another's
  files.manifests.erase(spring.path);
  BOOST_TEST(!app::find_neighbour(renamed, workspace, files).value().is_gone);
}

BOOST_AUTO_TEST_CASE(journals_that_cannot_be_read_or_know_nothing_are_passed_over) {
  const LoadedCampaign autumn = load("autumn", {"Leaf"});
  deliver(autumn, begin_run(autumn), jobs_of(autumn).front());
  const LoadedCampaign spring = load("spring");
  files.nearby.beside = {"/jobs/.pressrun/damaged.db", autumn.journal};
  files.broken.insert("/jobs/.pressrun/damaged.db");
  BOOST_TEST(!app::find_neighbour(spring, workspace, files).has_value());
}

BOOST_AUTO_TEST_CASE(manifests_that_would_overwrite_each_other_are_refused) {
  std::vector<LoadedCampaign> both;
  both.push_back(load("spring"));
  both.push_back(load("summer"));
  BOOST_CHECK_NO_THROW(app::require_distinct(both));
  both.pop_back();
  both.push_back(load("spring"));
  BOOST_CHECK_EXCEPTION(app::require_distinct(both), app::Declined, [](const app::Declined& declined) {
    return says_why(declined, Reason::unsuitable, "is named twice");
  });
  both.back().path = "/jobs/again.yaml";
  BOOST_CHECK_EXCEPTION(app::require_distinct(both), app::Declined, [](const app::Declined& declined) {
    return says_why(declined, Reason::name_clash, "share the name 'spring'");
  });
  both.back().results_place = "/elsewhere/spring.results.json";
  BOOST_CHECK_NO_THROW(app::require_distinct(both));
}

BOOST_AUTO_TEST_SUITE_END()
