#include "unit/report/samples.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(status)

using namespace report_samples;

BOOST_AUTO_TEST_CASE(counts_the_last_run_and_what_needs_attention) {
  const RunRecord last = run();
  Summary now = last.summary;
  now.failed = 4;
  BOOST_TEST(
      report::status_text({last, now, {partial_job()}, {}, "m.yaml"}, false) ==
      "black-friday-2026: 3 jobs: 1 succeeded, 1 partial, 4 failed, 1 in doubt; 1 of all these unchanged\n"
      "  last run 3f1c started 2026-11-23T02:00:00Z, ended 2026-11-23T02:00:52Z: finished\n"
      "  14 credits settled, 1 out, 2 in doubt; limit 30\n"
      "failed or partial:\n"
      "  hero/sku1-light  partial\n"
      "    instagram-post: The text cannot fit. [cannot_build_banner]\n"
      "  … and 5 more jobs (pressrun status m.yaml)\n");
}

BOOST_AUTO_TEST_CASE(what_renders_is_told_apart_and_how_long_it_is_kept) {
  Summary now;
  now.jobs = now.pending = 5;
  now.rendering = 2;
  now.rendering_since = run().started_at;
  BOOST_TEST(report::status_text({run(), now, {}, {}, {}}, false) ==
             "black-friday-2026: 5 jobs: 5 pending (2 rendering)\n"
             "  last run 3f1c started 2026-11-23T02:00:00Z, ended 2026-11-23T02:00:52Z: finished\n"
             "  0 credits settled, 0 out, 0 in doubt\n"
             "  what renders is paid for, and kept by the API until 2026-11-30T02:00:00Z\n");
}

BOOST_AUTO_TEST_CASE(a_run_without_an_end_is_going_on_or_was_killed) {
  RunRecord last = run();
  last.finished_at.reset();
  last.ending.clear();
  const std::string text = report::status_text({last, {}, {}, {}, {}}, false);
  BOOST_TEST(text ==
             "black-friday-2026: 0 jobs: nothing to do\n  last run 3f1c started 2026-11-23T02:00:00Z, still "
             "going on or killed\n  0 credits settled, 0 out, 0 in doubt\n");
}

BOOST_AUTO_TEST_CASE(what_is_no_longer_asked_for_is_counted) {
  report::StatusView view;
  view.last_run = run();
  view.orphans = {1, 2, 3};
  view.manifest = "m.yaml --state x.db";
  BOOST_TEST(report::status_text(view, false)
                 .find("  no longer asked for: 6 generation requests (3 there, 1 still rendering, 2 in "
                       "doubt), listed as "
                       "orphans in the results\n"
                       "    what is in doubt of it is listed by: pressrun resolve m.yaml --state x.db\n") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(json_has_the_counts_and_the_jobs_as_the_results_show_them) {
  const auto value =
      boost::json::parse(report::status_json({run(), run().summary, {doubtful_job()}, {1, 2, 3}, {}}));
  BOOST_TEST(value.at("name").as_string() == "black-friday-2026");
  BOOST_TEST(value.at("last_run").at("run_id").as_string() == "3f1c");
  BOOST_TEST(value.at("summary").at("in_doubt").as_int64() == 1);
  BOOST_TEST(value.at("summary").at("credits_exact").as_bool());
  BOOST_TEST(value.at("summary").at("credit_book").at("out").as_int64() == 1);
  BOOST_TEST(value.at("orphans").at("rendering").as_int64() == 1);
  BOOST_TEST(value.at("orphans").at("in_doubt").as_int64() == 2);
  BOOST_TEST(value.at("exit_code").as_int64() == 13);
  BOOST_TEST(value.at("jobs").at(0).at("status").as_string() == "in_doubt");
}

BOOST_AUTO_TEST_CASE(without_a_run_there_is_none_to_show) {
  const auto value = boost::json::parse(report::status_json({}));
  BOOST_TEST(value.at("last_run").is_null());
  BOOST_TEST(report::status_text({}, false).find("no run yet") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
