#include "pressrun/report/metrics.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(metrics)

using namespace pressrun;

namespace {

report::RunMetrics run_of(std::string campaign, int exit_code, std::int64_t ended_ms) {
  report::RunMetrics run;
  run.campaign = std::move(campaign);
  run.exit_code = exit_code;
  run.ended_at = WallTime{std::chrono::milliseconds{ended_ms}};
  run.took = std::chrono::milliseconds{1500};
  return run;
}

bool has(const std::string& text, const std::string& line) {
  return ("\n" + text).find("\n" + line + "\n") != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_family_is_described_once_and_names_its_campaign) {
  report::RunMetrics run = run_of("spring", 0, 1'700'000'000'250);
  run.jobs = Summary{};
  run.jobs->succeeded = 3;
  run.jobs->credit_book.settled = 7;
  const std::string text = report::metrics_text({run}, "", "1.0");
  BOOST_TEST(has(text, "# TYPE pressrun_jobs gauge"));
  BOOST_TEST(has(text, "pressrun_jobs{campaign=\"spring\",status=\"succeeded\"} 3"));
  BOOST_TEST(has(text, "pressrun_credits{campaign=\"spring\",state=\"settled\"} 7"));
  BOOST_TEST(has(text, "pressrun_last_run_timestamp_seconds{campaign=\"spring\"} 1700000000.250"));
  BOOST_TEST(has(text, "pressrun_last_success_timestamp_seconds{campaign=\"spring\"} 1700000000.250"));
  BOOST_TEST(has(text, "pressrun_last_run_duration_seconds{campaign=\"spring\"} 1.500"));
  BOOST_TEST(text.find("# HELP pressrun_jobs") == text.rfind("# HELP pressrun_jobs"));
}

BOOST_AUTO_TEST_CASE(the_last_success_outlives_failures_and_what_is_not_known_any_more_goes) {
  report::RunMetrics good = run_of("spring", 0, 1000);
  good.jobs = Summary{};
  const std::string before = report::metrics_text({good}, "", "1.0");
  const std::string after = report::metrics_text({run_of("spring", 12, 5000)}, before, "1.0");
  BOOST_TEST(has(after, "pressrun_last_success_timestamp_seconds{campaign=\"spring\"} 1.000"));
  BOOST_TEST(has(after, "pressrun_last_run_exit_code{campaign=\"spring\"} 12"));
  BOOST_TEST(after.find("pressrun_jobs{") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(other_campaigns_stay_and_foreign_lines_do_not) {
  const std::string before = report::metrics_text({run_of("spring", 3, 1000)}, "", "0.9") +
                             "other_metric{a=\"b\"} 1\npressrun_jobs{campaign=\"x\"} rm -rf\ngarbage\n";
  const std::string after = report::metrics_text({run_of("autumn", 0, 2000)}, before, "1.0");
  BOOST_TEST(has(after, "pressrun_last_run_exit_code{campaign=\"spring\"} 3"));
  BOOST_TEST(has(after, "pressrun_last_run_exit_code{campaign=\"autumn\"} 0"));
  BOOST_TEST(has(after, "pressrun_build_info{version=\"1.0\"} 1"));
  BOOST_TEST(after.find("0.9") == std::string::npos);
  BOOST_TEST(after.find("garbage") == std::string::npos);
  BOOST_TEST(after.find("other_metric") == std::string::npos);
  BOOST_TEST(after.find("rm -rf") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_name_cannot_break_out_of_its_label) {
  const std::string text = report::metrics_text({run_of("a\"b\\c\nd", 0, 1)}, "", "1.0");
  BOOST_TEST(text.find("campaign=\"a\\\"b\\\\") != std::string::npos);
  BOOST_TEST(text.find("\nd") == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
