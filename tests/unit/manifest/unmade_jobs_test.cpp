#include "unit/manifest/loaded.hpp"

#include <algorithm>

BOOST_AUTO_TEST_SUITE(unmade_jobs)

using namespace pressrun;
using namespace pressrun::test;

namespace {

const std::string entry =
    "    rows: p.csv\n    key: \"${row.sku}\"\n    elements:\n      title: {payload: \"${row.title}\"}\n"
    "      price: {payload: \"${row.price | number:2}\"}\n";

/// Reads as a check does, and keeps what is told of each job.
struct Read {
  MemorySources sources;
  std::vector<JobSpec> jobs;
  std::vector<std::vector<Diagnostic>> of_jobs;
  std::vector<manifest::UnmadeJob> unmade;
  Diagnostics findings;

  explicit Read(const std::string& rows, const std::string& more = entry) {
    sources.files["p.csv"] = rows;
    const auto loaded = manifest::load(with_entry(more), "m.yaml", sources, {});
    BOOST_REQUIRE(loaded.manifest);
    const auto stream = loaded.manifest->jobs({true, true});
    const auto take = [&] {
      for (manifest::UnmadeJob& one : stream->unmade()) unmade.push_back(std::move(one));
    };
    for (auto job = stream->next(); job; job = stream->next()) {
      take();
      jobs.push_back(std::move(*job));
      of_jobs.push_back(stream->of_latest());
    }
    take();
    findings = stream->diagnostics();
  }

  bool all_of_rows() const {
    return std::ranges::all_of(findings.items, [](const Diagnostic& finding) { return finding.of_row; });
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_record_that_cannot_be_read_is_a_job_under_its_line) {
  const Read read("sku,title,price\nA,Lamp,1\nB,\"Chair\"x,2\nC,Desk,3\nD,Bed\nE,Sofa,5\n");
  BOOST_REQUIRE(read.jobs.size() == 3U);
  BOOST_REQUIRE(read.unmade.size() == 2U);
  BOOST_TEST(read.unmade[0].key.text == "hero/(line 3)");
  BOOST_TEST(read.unmade[0].why.at(0).message == "a quote stands where none can");
  BOOST_TEST(read.unmade[1].key.text == "hero/(line 5)");
  BOOST_TEST(read.unmade[1].why.at(0).message == "the row has 2 cells, the header names 3");
  BOOST_TEST(read.jobs[1].key.text == "hero/C");
  BOOST_TEST(read.all_of_rows());
}

BOOST_AUTO_TEST_CASE(positions_count_what_cannot_be_made) {
  const Read read("sku,title,price\nA,Lamp,1\nB,Chair\nC,Desk,3\n");
  BOOST_REQUIRE(read.jobs.size() == 2U);
  BOOST_REQUIRE(read.unmade.size() == 1U);
  BOOST_TEST(read.jobs[0].position == 0U);
  BOOST_TEST(read.unmade[0].position == 1U);
  BOOST_TEST(read.jobs[1].position == 2U);
}

BOOST_AUTO_TEST_CASE(a_cell_that_a_filter_refuses_spoils_its_own_job_alone) {
  const Read read("sku,title,price\nA,Lamp,1\nB,Chair,\"1,5\"\nC,Desk,3\n");
  BOOST_REQUIRE(read.jobs.size() == 3U);
  BOOST_TEST(read.jobs[0].sound);
  BOOST_TEST(!read.jobs[1].sound);
  BOOST_TEST(read.jobs[1].key.text == "hero/B");
  BOOST_REQUIRE(read.of_jobs[1].size() == 1U);
  BOOST_CHECK(read.of_jobs[1].front().severity == Severity::error);
  BOOST_TEST(read.of_jobs[0].empty());
  BOOST_TEST(read.of_jobs[2].empty());
  BOOST_TEST(read.all_of_rows());
}

BOOST_AUTO_TEST_CASE(a_key_that_is_taken_names_its_line_too) {
  const Read read("sku,title,price\nA,Lamp,1\nA,Chair,2\nA,Desk,3\n");
  BOOST_REQUIRE(read.jobs.size() == 1U);
  BOOST_REQUIRE(read.unmade.size() == 2U);
  BOOST_TEST(read.unmade[0].key.text == "hero/A (line 3)");
  BOOST_TEST(read.unmade[1].key.text == "hero/A (line 4)");
  BOOST_TEST(read.unmade[0].why.at(0).message == "two jobs have the same key");
  BOOST_TEST(read.unmade[0].variables.size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_key_without_its_part_names_the_line) {
  const Read read("sku,title,price\n,Lamp,1\nB,Chair,2\n");
  BOOST_REQUIRE(read.jobs.size() == 1U);
  BOOST_REQUIRE(read.unmade.size() == 1U);
  BOOST_TEST(read.unmade[0].key.text == "hero/(line 2)");
}

BOOST_AUTO_TEST_CASE(several_jobs_of_one_line_have_keys_of_their_own) {
  const Read read("sku,title,price\n,Lamp,1\n", entry + "    matrix: {n: [1, 2, 3]}\n");
  BOOST_REQUIRE(read.unmade.size() == 3U);
  BOOST_TEST(read.unmade[0].key.text == "hero/(line 2)");
  BOOST_TEST(read.unmade[1].key.text != read.unmade[2].key.text);
  BOOST_TEST(read.unmade[1].key.text.starts_with("hero/(line 2, job "));
}

BOOST_AUTO_TEST_CASE(a_row_that_ends_the_reading_spoils_the_file) {
  const Read open("sku,title,price\nA,Lamp,1\nB,\"Chair,2\nC,Desk,3\n");
  BOOST_TEST(!open.all_of_rows());
  BOOST_TEST(open.unmade.empty());
  const Read header("sku,sku,price\nA,Lamp,1\n");
  BOOST_TEST(!header.all_of_rows());
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_the_manifest_is_no_rows_fault) {
  const Read read(
      "sku,title,price\nA,Lamp,1\n",
      "    rows: p.csv\n    key: \"${row.sku}\"\n    elements: {t: {payload: \"${row.titel}\"}}\n");
  BOOST_REQUIRE(!read.findings.items.empty());
  BOOST_TEST(!read.findings.items.front().of_row);
}

BOOST_AUTO_TEST_CASE(what_a_lint_says_goes_with_the_job_it_is_about) {
  const Read read("sku,title,price\nA,Lamp,1\nB,#REF!,2\nC,Desk,3\n");
  BOOST_REQUIRE(read.jobs.size() == 3U);
  BOOST_TEST(read.of_jobs[0].empty());
  BOOST_REQUIRE(read.of_jobs[1].size() == 1U);
  BOOST_TEST(read.of_jobs[1].front().lint == "leftover");
  BOOST_TEST(read.of_jobs[2].empty());
}

BOOST_AUTO_TEST_CASE(lines_of_json_fail_one_by_one_and_an_array_as_a_whole) {
  const std::string of_lines =
      "    rows: p.jsonl\n    key: \"${row.sku}\"\n    elements: {t: {payload: \"${row.sku}\"}}\n";
  MemorySources sources;
  sources.files["p.jsonl"] = "{\"sku\": \"A\"}\n{\"sku\": \n[1]\n{\"sku\": \"D\"}\n";
  sources.files["p.json"] = "[{\"sku\": \"A\"},,{\"sku\": \"D\"}]";
  const auto lines = manifest::load(with_entry(of_lines), "m.yaml", sources, {});
  const auto stream = lines.manifest->jobs({true, true});
  std::size_t jobs = 0;
  while (stream->next()) ++jobs;
  BOOST_TEST(jobs == 2U);
  BOOST_TEST(stream->unmade().size() == 2U);
  std::string of_array = of_lines;
  of_array.replace(of_array.find("p.jsonl"), 7, "p.json");
  const auto array = manifest::load(with_entry(of_array), "m.yaml", sources, {});
  const auto whole = array.manifest->jobs({true, true});
  while (whole->next()) {
  }
  BOOST_TEST(whole->unmade().empty());
  BOOST_TEST(whole->diagnostics().has_errors());
  BOOST_TEST(!whole->diagnostics().items.front().of_row);
}

BOOST_AUTO_TEST_SUITE_END()
