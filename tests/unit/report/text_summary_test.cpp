#include "unit/report/samples.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(text_summary)

using namespace report_samples;
using namespace std::chrono_literals;

namespace {

report::Ending ending() {
  report::Ending end;
  end.run = run();
  end.results_files = {"jobs/black-friday-2026.results.json"};
  end.manifest = "jobs/black-friday.yaml";
  end.took = 52s;
  return end;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_CASE(a_good_run_says_so_in_a_few_lines) {
  report::Ending end = ending();
  end.run.summary = {180, 180, 0, 0, 0, 0, 20, 480, 480, true, {480, 0, 0, {}}, {160, 340, 3, 0}};
  BOOST_TEST(report::text_summary(end, false) ==
             "black-friday-2026: 180 jobs in 52s: 180 succeeded (20 unchanged)\n"
             "  480 assets there, 480 credits spent (estimated); 503 API calls (9.7 a second): 160 "
             "submissions, 340 polls, "
             "3 reads\n"
             "  480 credits settled, 0 out, 0 in doubt\n"
             "  results: jobs/black-friday-2026.results.json\n"
             "  next:    nothing left to do; another run submits only what you add or change\n");
}

BOOST_AUTO_TEST_CASE(a_bad_run_names_jobs_reasons_and_commands) {
  report::Ending end = ending();
  end.run.summary.credits_exact = false;
  end.run.summary.api_calls.rate_limited = 4;
  end.worth_naming = {partial_job(), doubtful_job()};
  end.more = 12;
  BOOST_TEST(
      report::text_summary(end, false) ==
      "black-friday-2026: 3 jobs in 52s: 1 succeeded, 1 partial, 1 in doubt; 1 of all these unchanged\n"
      "  2 assets there, ≥ 2 credits spent (estimated); 17 API calls (0.3 a second): 6 submissions, 9 "
      "polls, 2 reads, "
      "4 refused by a rate limit\n"
      "  14 credits settled, 1 out, 2 in doubt; limit 30\n"
      "failed or partial:\n"
      "  hero/sku1-light  partial\n"
      "    instagram-post: The text cannot fit. [cannot_build_banner]\n"
      "in doubt: submitted, and the answer was lost. They may have been paid for.\n"
      "  hero/it's new  the connection was lost [connection_lost]\n"
      "    attempt 1: design 64238d01\n"
      "    pressrun resolve jobs/black-friday.yaml --job 'hero/it'\\''s new' --as id=UUID\n"
      "    (UUID of the generation request in the vendor's dashboard; or --as drop; or --as resubmit, which "
      "may pay twice)\n"
      "  … and 12 more jobs (pressrun status jobs/black-friday.yaml)\n"
      "  results: jobs/black-friday-2026.results.json\n"
      "  next:    settle the jobs in doubt as shown above, then run again: pressrun run "
      "jobs/black-friday.yaml\n");
}

BOOST_AUTO_TEST_CASE(a_run_that_stopped_early_says_why_and_how_to_go_on) {
  report::Ending end = ending();
  end.run.summary = {5, 0, 0, 0, 0, 5, 0, 0, 0, true, {}, {}};
  end.reason = "credits are spent";
  end.took = {};
  const std::string text = report::text_summary(end, false);
  BOOST_TEST(contains(text, "5 pending\n  stopped: credits are spent\n"));
  BOOST_TEST(contains(text, "0 API calls: "));
  BOOST_TEST(
      contains(text, "next:    continue where this run stopped: pressrun run jobs/black-friday.yaml\n"));
  end.run_options = " --max-credits 30";
  BOOST_TEST(contains(report::text_summary(end, false), "black-friday.yaml --max-credits 30\n"));
}

BOOST_AUTO_TEST_CASE(a_job_in_doubt_says_when_and_what_was_sent) {
  report::Ending end = ending();
  JobView job = doubtful_job();
  job.attempts = 2;
  job.submitted_at = WallTime{std::chrono::seconds{1'764'000'000}};
  job.variables_json = R"({"cta": "Shop now"})";
  end.worth_naming = {job};
  BOOST_TEST(contains(
      report::text_summary(end, false),
      "    attempt 2, sent at 2025-11-24T16:00:00Z: design 64238d01 with {\"cta\": \"Shop now\"}\n"));
  job.variables_json = "{\"cta\": \"" + std::string(300, 'x') + "\"}";
  end.worth_naming = {job};
  BOOST_TEST(contains(report::text_summary(end, false), "xxx…\n"));
}

BOOST_AUTO_TEST_CASE(server_text_cannot_drive_the_terminal) {
  report::Ending end = ending();
  JobView job = partial_job();
  job.key = JobKey{"a\x1B]0;x\x07"};
  job.failures = {{"f\x1B[2J", "i\rd", "m\nnext: rm -rf"}};
  JobView doubtful = doubtful_job();
  doubtful.key = JobKey{"$(reboot)\x1B"};
  end.worth_naming = {job, doubtful};
  end.reason = "\x1B[8m";
  const std::string text = report::text_summary(end, false);
  BOOST_TEST(!contains(text, "\x1B"));
  BOOST_TEST(!contains(text, "\r"));
  BOOST_TEST(!contains(text, "\nnext: rm"));
  BOOST_TEST(contains(text, "--job '$(reboot)\\x1B'"));
}

BOOST_AUTO_TEST_CASE(colours_come_only_when_asked_for) {
  report::Ending end = ending();
  end.worth_naming = {partial_job(), doubtful_job()};
  BOOST_TEST(!contains(report::text_summary(end, false), "\x1B"));
  BOOST_TEST(contains(report::text_summary(end, true), "\x1B[32m1 succeeded\x1B[0m"));
}

BOOST_AUTO_TEST_CASE(of_many_reasons_of_a_job_three_are_shown) {
  report::Ending end = ending();
  JobView job = partial_job();
  job.failures.assign(5, {"story", "missing", ""});
  end.worth_naming = {job};
  BOOST_TEST(
      contains(report::text_summary(end, false),
               "    story: missing\n    story: missing\n    story: missing\n    and 2 more reasons\n"));
}

BOOST_AUTO_TEST_SUITE_END()
