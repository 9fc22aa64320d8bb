#include "pressrun/report/json_text.hpp"
#include "report/results_values.hpp"
#include "unit/report/samples.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(results_json)

using namespace report_samples;
using pressrun::report::ResultsFormat;

BOOST_AUTO_TEST_CASE(the_file_is_as_the_interface_shows_it) {
  BOOST_TEST(written(ResultsFormat::json, run(), {partial_job(), doubtful_job()}) ==
             R"({"pressrun": 1,
 "name": "black-friday-2026",
 "run_id": "3f1c",
 "started_at": "2026-11-23T02:00:00Z",
 "finished_at": "2026-11-23T02:00:52Z",
 "summary": {"jobs": 3, "succeeded": 1, "partial": 1, "failed": 0, "in_doubt": 1, "pending": 0, "unchanged": 1, "assets": 2, "credits": 2, "credit_book": {"settled": 14, "out": 1, "in_doubt": 2, "limit": 30}, "api_calls": {"submit": 6, "poll": 9, "read": 2, "rate_limited": 0}},
 "jobs": [
  {"key": "hero/sku1-light", "design_id": "64238d01", "design": "hero", "status": "partial", "unchanged": false, "variables": {"cta": "Shop now", "row": {"price": 9.9}}, "fingerprint": "sha256:ab", "generation_request_id": "9e8d", "attempts": 1, "polls": 2, "submitted_at": "2026-11-23T02:00:00Z", "finished_at": "2026-11-23T02:00:04Z", "reason": null, "warnings": [], "assets": [{"format": "facebook-feed", "width": 1200, "height": 628, "unit": "px", "type": "png", "id": "b1", "url": "https://f.example/1.png", "cdn_url": "https://c.example/1.png", "filename": "1.png", "path": null, "sha256": null, "bytes": null, "verified": null}], "errors": [{"format": "instagram-post", "id": "cannot_build_banner", "message": "The text cannot fit."}]},
  {"key": "hero/it's new", "design_id": "64238d01", "design": "hero", "status": "in_doubt", "unchanged": false, "variables": {}, "fingerprint": null, "generation_request_id": null, "attempts": 1, "polls": 0, "submitted_at": null, "finished_at": null, "reason": null, "warnings": [], "assets": [], "errors": [{"format": null, "id": "connection_lost", "message": "the connection was lost"}]}
 ],
 "orphans": [],
 "account": {"origin": "https://api.example", "workspace": "acme"},
 "exit_code": 13}
)");
}

BOOST_AUTO_TEST_CASE(what_is_no_longer_asked_for_stands_behind_the_jobs) {
  BOOST_TEST(written(ResultsFormat::json, RunRecord{}, {}, {orphan(), orphan()}).find(R"("jobs": [],
 "orphans": [
  {"design_id": "64238d01", "formats": ["square"], "status": "succeeded", "generation_request_id": "7c6b", "assets": [{)") !=
             std::string::npos);
  const auto value =
      boost::json::parse(written(ResultsFormat::json, run(), {partial_job()}, {orphan(), orphan()}));
  BOOST_TEST(value.at("jobs").as_array().size() == 1U);
  BOOST_TEST(value.at("orphans").as_array().size() == 2U);
  BOOST_TEST(value.at("orphans").at(1).at("last_key").as_string() == "hero/sku9");
  BOOST_TEST(value.at("account").at("workspace").as_string() == "acme");
}

BOOST_AUTO_TEST_CASE(what_the_manifest_no_longer_shows_is_marked_as_stale) {
  JobView job = partial_job();
  job.stale = true;
  job.reason = "changed";
  job.warnings = {"its address came late"};
  const auto value = boost::json::parse(written(ResultsFormat::jsonl, run(), {job}));
  BOOST_TEST(value.at("assets").at(0).at("stale").as_bool());
  BOOST_TEST(value.at("reason").as_string() == "changed");
  BOOST_TEST(value.at("warnings").at(0).as_string() == "its address came late");
  BOOST_TEST(written(ResultsFormat::jsonl, run(), {partial_job()}).find("stale") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(without_a_limit_or_an_end_both_are_null) {
  const auto value = boost::json::parse(written(ResultsFormat::json, RunRecord{}, {}));
  BOOST_TEST(value.at("summary").at("credit_book").at("limit").is_null());
  BOOST_TEST(value.at("exit_code").is_null());
  BOOST_TEST(value.at("account").at("origin").is_null());
}

BOOST_AUTO_TEST_CASE(a_job_as_text_and_as_values_is_the_same) {
  JobView odd = partial_job();
  odd.assets.front().fallback_image_url = "https://f.example/\x1B[2J.jpeg";
  odd.assets.front().width = 148.5;
  odd.failures.front().format.clear();
  odd.variables_json = R"({"a": [1, 2.5, null, {"b": true}]})";
  for (const JobView& job : {partial_job(), doubtful_job(), odd, JobView{}}) {
    std::string values;
    pressrun::report::append_json(values, pressrun::report::job_value(job));
    BOOST_TEST(written(ResultsFormat::jsonl, run(), {job}) == values + "\n");
  }
}

BOOST_AUTO_TEST_CASE(a_run_without_jobs_is_valid_json) {
  const auto value = boost::json::parse(written(ResultsFormat::json, RunRecord{}, {}));
  BOOST_TEST(value.at("jobs").as_array().empty());
  BOOST_TEST(value.at("finished_at").is_null());
}

BOOST_AUTO_TEST_CASE(hostile_text_leaves_the_file_valid) {
  JobView job = partial_job();
  job.variables_json = "{\"cut off";
  job.failures.front().message = std::string{"\xFF\"]}\n\0\x1B[2J", 10};
  const auto value = boost::json::parse(written(ResultsFormat::json, run(), {job}));
  const auto& read = value.at("jobs").at(0);
  BOOST_TEST(read.at("variables").as_object().empty());
  BOOST_CHECK(read.at("errors").at(0).at("message").as_string() ==
              std::string_view("\xEF\xBF\xBD\"]}\n\0\x1B[2J", 12));
}

BOOST_AUTO_TEST_CASE(only_a_zip_names_its_backup_image) {
  JobView job = partial_job();
  job.assets.front().type = "zip";
  job.assets.front().cdn_url.clear();
  job.assets.front().fallback_image_url = "https://f.example/backup.jpeg";
  const auto value = boost::json::parse(written(ResultsFormat::jsonl, run(), {job}));
  BOOST_TEST(value.at("assets").at(0).at("cdn_url").is_null());
  BOOST_TEST(value.at("assets").at(0).at("fallback_image_url").as_string() ==
             "https://f.example/backup.jpeg");
}

BOOST_AUTO_TEST_CASE(jsonl_has_a_job_a_line_and_nothing_else) {
  const std::string text = written(ResultsFormat::jsonl, run(), {partial_job(), doubtful_job()});
  std::istringstream lines{text};
  std::vector<std::string> keys;
  for (std::string line; std::getline(lines, line);)
    keys.emplace_back(boost::json::parse(line).at("key").as_string());
  BOOST_TEST(keys == (std::vector<std::string>{"hero/sku1-light", "hero/it's new"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_ending_of_a_file_name_chooses_the_format) {
  BOOST_CHECK(report::results_format("out/a.json") == ResultsFormat::json);
  BOOST_CHECK(report::results_format("a.JSONL") == ResultsFormat::jsonl);
  BOOST_CHECK(report::results_format("a.results.csv") == ResultsFormat::csv);
  BOOST_CHECK(report::results_format("a.yaml") == ResultsFormat::yaml);
  BOOST_CHECK(report::results_format("-") == ResultsFormat::json);
  for (const char* other : {"", "json", "a.txt", "a.json.gz", "a.yml", "csv/"})
    BOOST_CHECK(!report::results_format(other));
}

BOOST_AUTO_TEST_SUITE_END()
