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

BOOST_AUTO_TEST_SUITE_END()
