#include "pressrun/app/manifest_jobs.hpp"

#include "support/memory_sources.hpp"

#include <boost/test/unit_test.hpp>

using namespace pressrun;
using namespace pressrun::test;
using app::FindingSet;
using app::ManifestJobs;

namespace {

const std::string text =
    "pressrun: 1\ndesigns:\n  - design_id: 64238d01-d402-474b-8c2d-fbc957e9d290\n    name: hero\n"
    "    rows: rows.csv\n    key: \"${row.sku}\"\n    elements: {title: {payload: \"${row.title}\"}}\n";

/// Jobs over rows that somebody may change between two readings.
struct ChangingRows {
  MemorySources sources;
  app::WorkspaceSnapshot workspace;
  std::unique_ptr<manifest::Manifest> manifest;
  std::unique_ptr<ManifestJobs> jobs;

  ChangingRows() {
    sources.files["rows.csv"] = "sku,title\na,Kite\nb,String\n";
    manifest = manifest::load(text, "m.yaml", sources, {}).manifest;
    jobs = std::make_unique<ManifestJobs>(*manifest, workspace);
  }
  void check() {
    FindingSet findings;
    jobs->check(findings, [](Job&&) {});
    BOOST_REQUIRE(findings.empty());
  }
  std::size_t read_all() {
    std::size_t count = 0;
    jobs->rewind();
    while (jobs->next()) ++count;
    return count;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(manifest_jobs, ChangingRows)

BOOST_AUTO_TEST_CASE(what_was_checked_is_handed_out_as_often_as_it_is_wanted) {
  check();
  BOOST_TEST(read_all() == 2U);
  BOOST_TEST(read_all() == 2U);
}

BOOST_AUTO_TEST_CASE(jobs_that_nobody_checked_are_not_handed_out_to_the_end) {
  for (const std::string rows :
       {"sku,title\na,Kite\nb,WRONG\n", "sku,title\na,Kite\nb,String\nc,New\n", "sku,title\na,Kite\n",
        "sku,title\nb,String\na,Kite\n", "sku,title\nx,Kite\nb,String\n"}) {
    ChangingRows world;
    world.check();
    world.sources.files["rows.csv"] = rows;
    BOOST_TEST_CONTEXT(rows) { BOOST_CHECK_THROW(world.read_all(), app::SourceChanged); }
  }
}

BOOST_AUTO_TEST_CASE(without_a_check_nothing_is_compared) { BOOST_TEST(read_all() == 2U); }

namespace {

/// A check that lets rows fail by themselves.
struct SkippingRows : ChangingRows {
  FindingSet findings;
  std::vector<std::string> sound;

  void check(const std::string& rows, bool strict = false) {
    sources.files["rows.csv"] = rows;
    jobs = std::make_unique<ManifestJobs>(*manifest, workspace, std::nullopt, app::RowErrors{true, strict});
    findings.let_rows_fail();
    jobs->check(findings, [this](Job&& job) { sound.push_back(job.key.text); });
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(rows_that_are_wrong_fail_by_themselves, SkippingRows) {
  check("sku,title\na,Kite\nb\na,Again\n,Nameless\nd,Bow\n");
  BOOST_TEST((sound == std::vector<std::string>{"hero/a", "hero/d"}));
  BOOST_TEST(!findings.must_stop(false));
  BOOST_TEST(!findings.empty());
  const auto& refused = jobs->refused();
  BOOST_REQUIRE(refused.size() == 3U);
  BOOST_TEST(refused[0].key.text == "hero/(line 3)");
  BOOST_TEST(refused[1].key.text == "hero/a (line 4)");
  BOOST_TEST(refused[2].key.text == "hero/(line 5)");
  BOOST_TEST(refused[2].failures.at(0).id == "bad_row");
  BOOST_TEST(refused[2].failures.at(0).message.starts_with("rows.csv:5:"));
  BOOST_TEST(read_all() == 2U);
  BOOST_TEST(read_all() == 2U);
}

BOOST_FIXTURE_TEST_CASE(a_bad_row_that_is_mended_meanwhile_is_another_manifest, SkippingRows) {
  check("sku,title\na,Kite\nb\n");
  sources.files["rows.csv"] = "sku,title\na,Kite\nb,String\n";
  BOOST_CHECK_THROW(read_all(), app::SourceChanged);
}

BOOST_FIXTURE_TEST_CASE(what_a_warning_is_about_fails_where_warnings_are_errors, SkippingRows) {
  check("sku,title\na,Kite\nb,#REF!\n", true);
  BOOST_TEST((sound == std::vector<std::string>{"hero/a"}));
  BOOST_TEST(!findings.must_stop(true));
  BOOST_TEST(jobs->refused().at(0).key.text == "hero/b");
}

BOOST_FIXTURE_TEST_CASE(what_is_wrong_with_the_file_stops_all, SkippingRows) {
  check("sku,title\na,Kite\nb,\"open\n");
  BOOST_TEST(findings.must_stop(false));
  FindingSet others;
  others.let_rows_fail();
  sources.files["rows.csv"] = "sku,name\na,Kite\n";
  jobs->check(others, [](Job&&) {});
  BOOST_TEST(others.must_stop(false));
}

BOOST_AUTO_TEST_SUITE_END()
