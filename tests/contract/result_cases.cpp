// What readers are told: results, tallies, doubts, and what a plan looks up.
#include "contract/journal_cases.hpp"

#include <boost/test/unit_test.hpp>

namespace pressrun::test {
namespace {

using namespace std::chrono_literals;

void a_partial_job_says_what_is_missing_and_why(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a', {"square", "story", "wide"})});
  const RequestNumber request = s.intend('a', {"square", "story", "wide"}).request;
  s.issued('a', request, "gen-1");
  s.concluded('a', request, {"square"}, {{"story", "text_too_long", "does not fit", Recovery::never}});
  const JobView job = s.job();
  BOOST_CHECK(job.status == JobStatus::partial);
  BOOST_TEST(job.assets.size() == 1U);
  BOOST_TEST(job.request_id.text == "gen-1");
  BOOST_TEST(job.attempts == 1);
  BOOST_TEST(job.polls == 2);
  BOOST_TEST(job.submitted_at.has_value());
  BOOST_TEST(job.finished_at.has_value());
  BOOST_REQUIRE(job.failures.size() == 2U);
  BOOST_TEST(job.failures[0].format == "story");
  BOOST_TEST(job.failures[0].id == "text_too_long");
  BOOST_TEST(job.failures[1].format == "wide");
  BOOST_TEST(job.failures[1].id == "missing");
  BOOST_REQUIRE(s.read()->troubled(s.campaign(), 9).size() == 1U);
  BOOST_TEST(s.read()->troubled(s.campaign(), 9)[0].failures.size() == 2U);
}

void a_document_has_no_format_name_in_the_results(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a', {std::string{document_format}})});
  s.buy('a', {std::string{document_format}});
  BOOST_CHECK(s.job().status == JobStatus::succeeded);
  BOOST_TEST(s.job().assets.at(0).format.empty());
}

void a_doubt_says_what_was_seen_and_whom_it_concerns(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'a'), Story::job("hero/3", 'b')});
  const RequestNumber request = s.intend('a').request;
  s.doubted('a', request);
  const auto doubts = s.read()->doubts();
  BOOST_REQUIRE(doubts.size() == 1U);
  BOOST_TEST(doubts[0].request == request);
  BOOST_TEST(doubts[0].design_name == "hero");
  BOOST_REQUIRE(doubts[0].jobs.size() == 2U);
  BOOST_TEST(doubts[0].jobs[0].first == "night");
  BOOST_TEST(doubts[0].jobs[1].second.text == "hero/2");
  BOOST_TEST(s.jobs().at(0).failures.at(0).id == "connection_lost");
  BOOST_TEST(s.jobs().at(0).submitted_at.has_value());
}

void a_doubt_is_listed_when_its_job_has_left(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'b')});
  s.doubted('a', s.intend('a').request);
  s.begin("night", 1);
  s.registered({Story::job("hero/2", 'b')});
  const auto doubts = s.read()->doubts();
  BOOST_REQUIRE(doubts.size() == 1U);
  BOOST_TEST(doubts[0].jobs.empty());
  BOOST_TEST(doubts[0].design_name == "hero");
  BOOST_TEST(s.tally().orphans_in_doubt == 1U);
  BOOST_TEST(s.tally().credits.in_doubt == 1U);
}

void doubts_come_oldest_first(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'b')});
  const RequestNumber second = s.intend('b').request;
  const RequestNumber third = s.intend('a').request;
  s.doubted('a', third);
  s.doubted('b', second);
  const auto doubts = s.read()->doubts();
  BOOST_REQUIRE(doubts.size() == 2U);
  BOOST_TEST(doubts[0].request == second);
}

void the_tally_is_what_the_jobs_add_up_to(Story& s) {
  s.begin();
  std::vector<Registration> all;
  const std::string contents = "abcdefg";
  for (std::size_t i = 0; i < contents.size(); ++i)
    all.push_back(Story::job("hero/" + std::to_string(i), contents[i], {"square", "story"}));
  all.push_back(Story::job("hero/again", 'a', {"story"}));
  s.registered(all);
  s.buy('a', {"square", "story"});
  s.begin("night", 1);
  s.registered(all);
  s.concluded('b', s.intend('b', {"square", "story"}).request, {"square"}, {{"story", "x", ""}});
  s.doubted('c', s.intend('c', {"square", "story"}).request);
  s.issued('d', s.intend('d', {"square", "story"}).request, "gen-d");
  const RequestNumber failed = s.intend('e', {"square", "story"}).request;
  s.concluded('e', failed, {}, {{"square", "x", ""}, {"story", "x", ""}});
  const RequestNumber dropped = s.intend('f', {"square", "story"}).request;
  s.doubted('f', dropped);
  s.commit('f', RequestDecided{dropped, Decision::dropped, s.now});
  JobTally expected;
  for (const JobView& job : s.jobs()) expected.add(job);
  const CampaignTally tally = s.tally();
  BOOST_TEST(tally.jobs.jobs == expected.jobs, boost::test_tools::per_element());
  BOOST_TEST(tally.jobs.unchanged == expected.unchanged);
  BOOST_TEST(expected.unchanged == 2U);
  BOOST_TEST(tally.jobs.assets == expected.assets);
  BOOST_TEST(expected.assets == 4U);
  BOOST_CHECK(tally.jobs.rendering_since == expected.rendering_since);
  BOOST_TEST(s.read()->troubled(s.campaign(), 2).size() == 2U);
  BOOST_TEST(s.read()->troubled(s.campaign(), 9).size() == 4U);
  BOOST_TEST(s.read()->troubled(s.campaign(), 9).at(0).key.text == "hero/1");
}

void a_plan_looks_up_and_leaves_nothing(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'b')});
  s.buy('a');
  const auto reader = s.read();
  const auto look_up = [&](const std::string& key, char content) {
    JobQuery job;
    job.key = JobKey{key};
    job.content = digest(content);
    job.formats = {"square"};
    return reader->look_up(s.account(), s.campaign(), {job}).at(0);
  };
  const Registered there = look_up("hero/1", 'a');
  BOOST_CHECK(there.status == JobStatus::succeeded);
  BOOST_TEST(there.unchanged);
  BOOST_TEST(!there.is_new);
  BOOST_TEST(there.record.requests.size() == 1U);
  const Registered edited = look_up("hero/1", 'z');
  BOOST_TEST(edited.changed);
  BOOST_CHECK(edited.status == JobStatus::planned);
  const Registered added = look_up("hero/9", 'a');
  BOOST_TEST(added.is_new);
  BOOST_CHECK(added.status == JobStatus::succeeded);
  BOOST_TEST(s.jobs().size() == 2U);
  BOOST_TEST(!reader->has_aliases());
  const std::vector<JobKey> asked{JobKey{"hero/2"}, JobKey{"hero/9"}, JobKey{"hero/1"}};
  const std::vector<std::string> texts = reader->asked_for(s.campaign(), asked);
  BOOST_REQUIRE(texts.size() == 3U);
  BOOST_TEST(texts[0] == R"({"design":"b"})");
  BOOST_TEST(texts[1].empty());
  BOOST_TEST(texts[2] == R"({"design":"a"})");
}

void a_reader_beside_a_run_sees_what_is_durable(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a')});
  const auto reader = s.read();
  BOOST_CHECK(reader->troubled(s.campaign(), 9).empty());
  s.doubted('a', s.intend('a').request);
  const auto later = s.read();
  BOOST_TEST(later->troubled(s.campaign(), 9).size() == 1U);
}

void the_results_of_one_campaign_are_not_another_ones(Story& s) {
  const RunRecord night = s.begin("night");
  s.registered({Story::job("hero/1", 'a')});
  s.begin("day", 1);
  s.registered({Story::job("hero/1", 'b'), Story::job("hero/2", 'c')});
  BOOST_TEST(s.jobs(night.campaign).size() == 1U);
  BOOST_TEST(s.jobs().size() == 2U);
  BOOST_TEST(s.read()->last_run(night.campaign)->number == night.number);
}

/// What was fetched of the job's only asset.
FetchedFile fetched(const JobView& job, const std::string& path) {
  const Asset& asset = job.assets.at(0);
  FetchedFile file;
  file.job = job.key;
  file.asset = fetched_as(asset);
  file.url = asset.url;
  file.format = asset.format;
  file.content = job.fingerprint.text;
  file.path = path;
  file.sha256 = "sha256:ab";
  file.bytes = 12;
  return file;
}

void what_was_fetched_stands_beside_its_job(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'b')});
  s.buy('a');
  s.buy('b');
  const FetchedFile file = fetched(s.jobs().at(0), "/out/1.png");
  s.ask(s.journal().note_files(s.campaign(), {file}));
  BOOST_REQUIRE(s.jobs().at(0).files.size() == 1U);
  const FetchedFile read = s.jobs().at(0).files.at(0);
  BOOST_TEST(read.path == "/out/1.png");
  BOOST_TEST(read.sha256 == "sha256:ab");
  BOOST_TEST(read.bytes == 12U);
  BOOST_TEST(read.is_verified());
  BOOST_TEST(s.jobs().at(1).files.empty());
  BOOST_TEST(s.read()->file_at(s.campaign(), "/out/1.png").value().job.text == "hero/1");
  BOOST_TEST(!s.read()->file_at(s.campaign(), "/out/2.png").has_value());
}

void a_file_that_did_not_come_out_is_a_failure_until_it_does(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a')});
  s.buy('a');
  FetchedFile file = fetched(s.job(), "/out/1.png");
  file.sha256.clear();
  file.problem_id = "download_damaged";
  file.problem = "it is cut short";
  s.ask(s.journal().note_files(s.campaign(), {file}));
  BOOST_CHECK(s.job().status == JobStatus::succeeded);
  BOOST_REQUIRE(s.job().failures.size() == 1U);
  BOOST_TEST(s.job().failures[0].id == "download_damaged");
  s.ask(s.journal().note_files(s.campaign(), {fetched(s.job(), "/out/1.png")}));
  BOOST_TEST(s.job().failures.empty());
  BOOST_TEST(s.job().files.size() == 1U);
}

void what_was_fetched_of_an_earlier_content_is_not_the_jobs(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a')});
  s.buy('a');
  s.ask(s.journal().note_files(s.campaign(), {fetched(s.job(), "/out/1.png")}));
  s.begin("night", 1);
  s.registered({Story::job("hero/1", 'b')}, "edited");
  s.buy('b');
  BOOST_TEST(s.job().files.empty());
  BOOST_TEST(s.read()->file_at(s.campaign(), "/out/1.png").has_value());
}

void jobs_are_found_by_what_they_show(Story& s) {
  s.begin();
  s.registered({Story::job("hero/1", 'a'), Story::job("hero/2", 'b'), Story::job("hero/3", 'a')});
  s.buy('a');
  const auto jobs = s.read()->jobs_of(s.campaign(), s.key('a'));
  BOOST_REQUIRE(jobs.size() == 2U);
  BOOST_TEST(jobs[0].key.text == "hero/1");
  BOOST_TEST(jobs[1].key.text == "hero/3");
  BOOST_TEST(jobs[1].assets.size() == 1U);
  BOOST_TEST(s.read()->jobs_of(s.campaign(), s.key('z')).empty());
}

}  // namespace

const std::vector<JournalCase>& result_cases() {
  static const std::vector<JournalCase> cases{
      {"a_partial_job_says_what_is_missing_and_why", a_partial_job_says_what_is_missing_and_why},
      {"a_document_has_no_format_name_in_the_results", a_document_has_no_format_name_in_the_results},
      {"a_doubt_says_what_was_seen_and_whom_it_concerns", a_doubt_says_what_was_seen_and_whom_it_concerns},
      {"a_doubt_is_listed_when_its_job_has_left", a_doubt_is_listed_when_its_job_has_left},
      {"doubts_come_oldest_first", doubts_come_oldest_first},
      {"the_tally_is_what_the_jobs_add_up_to", the_tally_is_what_the_jobs_add_up_to},
      {"a_plan_looks_up_and_leaves_nothing", a_plan_looks_up_and_leaves_nothing},
      {"a_reader_beside_a_run_sees_what_is_durable", a_reader_beside_a_run_sees_what_is_durable},
      {"the_results_of_one_campaign_are_not_another_ones", the_results_of_one_campaign_are_not_another_ones},
      {"what_was_fetched_stands_beside_its_job", what_was_fetched_stands_beside_its_job},
      {"a_file_that_did_not_come_out_is_a_failure_until_it_does",
       a_file_that_did_not_come_out_is_a_failure_until_it_does},
      {"what_was_fetched_of_an_earlier_content_is_not_the_jobs",
       what_was_fetched_of_an_earlier_content_is_not_the_jobs},
      {"jobs_are_found_by_what_they_show", jobs_are_found_by_what_they_show},
  };
  return cases;
}

}  // namespace pressrun::test
