#include "unit/report/samples.hpp"

#include <boost/test/unit_test.hpp>
#include <yaml-cpp/yaml.h>

BOOST_AUTO_TEST_SUITE(results_yaml)

using namespace report_samples;
using pressrun::report::ResultsFormat;

BOOST_AUTO_TEST_CASE(the_file_says_what_the_json_says) {
  BOOST_TEST(written(ResultsFormat::yaml, run(), {partial_job()}) == R"(pressrun: 1
name: "black-friday-2026"
run_id: "3f1c"
started_at: "2026-11-23T02:00:00Z"
finished_at: "2026-11-23T02:00:52Z"
summary:
  jobs: 3
  succeeded: 1
  partial: 1
  failed: 0
  in_doubt: 1
  pending: 0
  unchanged: 1
  assets: 2
  credits: 2
  credit_book: {"settled": 14, "out": 1, "in_doubt": 2, "limit": 30}
  api_calls: {"submit": 6, "poll": 9, "read": 2, "rate_limited": 0}
jobs:
  - key: "hero/sku1-light"
    design_id: "64238d01"
    design: "hero"
    status: "partial"
    unchanged: false
    variables: {"cta": "Shop now", "row": {"price": 9.9}}
    fingerprint: "sha256:ab"
    generation_request_id: "9e8d"
    attempts: 1
    polls: 2
    submitted_at: "2026-11-23T02:00:00Z"
    finished_at: "2026-11-23T02:00:04Z"
    reason: null
    warnings: []
    assets:
      - {"format": "facebook-feed", "width": 1200, "height": 628, "unit": "px", "type": "png", "id": "b1", "url": "https://f.example/1.png", "cdn_url": "https://c.example/1.png", "filename": "1.png", "path": null, "sha256": null, "bytes": null, "verified": null}
    errors:
      - {"format": "instagram-post", "id": "cannot_build_banner", "message": "The text cannot fit."}
orphans: []
account: {"origin": "https://api.example", "workspace": "acme"}
exit_code: 13
)");
}

BOOST_AUTO_TEST_CASE(a_yaml_reader_gets_back_what_was_meant) {
  JobView job = partial_job();
  job.key = JobKey{"no: \"#\"\n- ünïcode 🎉 \xFF"};
  job.variables_json = R"({"country":"NO","size":"1e3","empty":"","a: b":{"c":[1,true,null]}})";
  const YAML::Node read = YAML::Load(written(ResultsFormat::yaml, run(), {job, doubtful_job()}));
  BOOST_TEST(read["jobs"].size() == 2U);
  const YAML::Node first = read["jobs"][0];
  BOOST_TEST(first["key"].as<std::string>() == "no: \"#\"\n- ünïcode 🎉 \xEF\xBF\xBD");
  BOOST_TEST(first["variables"]["country"].as<std::string>() == "NO");
  BOOST_TEST(first["variables"]["country"].Tag() == "!");  // quoted: a string whatever it looks like
  BOOST_TEST(first["variables"]["a: b"]["c"][1].as<bool>());
  BOOST_TEST(first["assets"][0]["width"].as<int>() == 1200);
  BOOST_TEST(read["jobs"][1]["generation_request_id"].IsNull());
  BOOST_TEST(read["jobs"][1]["assets"].size() == 0U);
}

BOOST_AUTO_TEST_CASE(a_run_without_jobs_has_an_empty_list) {
  const YAML::Node read = YAML::Load(written(ResultsFormat::yaml, run(), {}));
  BOOST_TEST(read["jobs"].IsSequence());
  BOOST_TEST(read["jobs"].size() == 0U);
  BOOST_TEST(read["orphans"].size() == 0U);
}

BOOST_AUTO_TEST_CASE(what_is_no_longer_asked_for_has_a_list_of_its_own) {
  const YAML::Node read =
      YAML::Load(written(ResultsFormat::yaml, run(), {partial_job()}, {orphan(), orphan()}));
  BOOST_TEST(read["jobs"].size() == 1U);
  BOOST_TEST(read["orphans"].size() == 2U);
  BOOST_TEST(read["orphans"][1]["last_key"].as<std::string>() == "hero/sku9");
  BOOST_TEST(read["orphans"][0]["assets"][0]["id"].as<std::string>() == "b1");
  BOOST_TEST(read["exit_code"].as<int>() == 13);
}

BOOST_AUTO_TEST_SUITE_END()
