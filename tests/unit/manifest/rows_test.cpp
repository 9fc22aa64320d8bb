#include "unit/manifest/loaded.hpp"

BOOST_FIXTURE_TEST_SUITE(rows, pressrun::test::Loaded)

using namespace pressrun;
using namespace pressrun::test;

namespace {

const std::string entry =
    "    elements: {title: {payload: \"${row.title}\"}}\n    key: \"${row.sku}\"\n    rows: ";

}  // namespace

BOOST_AUTO_TEST_CASE(csv_with_mark_quotes_line_breaks_and_blank_lines) {
  sources.files["p.csv"] =
      "\xEF\xBB\xBFsku,title\r\n1,\"Été, \"\"grand\"\"\"\r\n\r\n2,\"two\nlines\"\r\n007,🎉\r\n";
  load(with_entry(entry + "p.csv\n"));
  BOOST_TEST(page() == "");
  BOOST_REQUIRE(jobs.size() == 3U);
  BOOST_TEST(title(0) == "Été, \"grand\"");
  BOOST_TEST(title(1) == "two\nlines");
  BOOST_TEST(jobs[2].key.text == "hero/007");
}

BOOST_AUTO_TEST_CASE(semicolons_and_tabs_separate_as_well) {
  sources.files["p.csv"] = "sku;title\n1;a,b\n";
  load(with_entry(entry + "p.csv\n"));
  BOOST_TEST(title(0) == "a,b");
  sources.files["p.tsv"] = "sku\ttitle\n1\ta;b\n";
  load(with_entry(entry + "p.tsv\n"));
  BOOST_TEST(title(0) == "a;b");
}

BOOST_AUTO_TEST_CASE(json_json_lines_yaml_and_inline_rows) {
  sources.files["p.jsonl"] =
      "{\"sku\": 1, \"title\": \"\\ud83c\\udf89\"}\n\n{\"sku\": 2, \"title\": \"b\"}\n";
  sources.files["p.json"] = "[{\"sku\": 1, \"title\": \"\\ud83c\\udf89\"}, {\"sku\": 2, \"title\": \"b\"}]";
  sources.files["p.yaml"] = "- {sku: 1, title: 🎉}\n- {sku: 2, title: b}\n";
  for (const char* where : {"p.jsonl", "p.json", "p.yaml", "[{sku: 1, title: 🎉}, {sku: 2, title: b}]"}) {
    BOOST_TEST_CONTEXT(where) {
      load(with_entry(entry + where + "\n"));
      BOOST_TEST(page() == "");
      BOOST_REQUIRE(jobs.size() == 2U);
      BOOST_TEST(title(0) == "🎉");
      BOOST_TEST(jobs[1].key.text == "hero/2");
    }
  }
}

BOOST_AUTO_TEST_CASE(a_ragged_row_names_file_and_row) {
  sources.files["p.csv"] = "sku,title\n1,a\n2,b,c\n3,d\n";
  load(with_entry(entry + "p.csv\n"));
  BOOST_TEST(findings.has_errors());
  BOOST_TEST(page().find("p.csv:3:") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_name_file_row_and_column) {
  sources.files["p.csv"] = "sku,title\n1,a\n2,x\xFF\n";
  load(with_entry(entry + "p.csv\n"));
  BOOST_TEST(page().find("p.csv:3:4: error") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_column_that_is_not_there_is_found_with_the_nearest) {
  sources.files["p.csv"] = "sku,titel\n1,a\n";
  load(with_entry(entry + "p.csv\n"));
  BOOST_TEST(page().find("'title'") != std::string::npos);
  BOOST_TEST(page().find("titel") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_missing_file_is_found) {
  load(with_entry(entry + "nowhere.csv\n"));
  BOOST_TEST(findings.has_errors());
  BOOST_TEST(page().find("nowhere.csv") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_head_of_separators_is_a_readable_page) {
  for (const std::size_t columns : {500U, 50'000U}) {
    sources.files["p.csv"] = "sku" + std::string(columns, ',') + "\n1\n";
    load(with_entry(entry + "p.csv\n"));
    BOOST_TEST(findings.has_errors());
    BOOST_TEST(findings.items.size() < 20U);
  }
}

BOOST_AUTO_TEST_CASE(a_vast_matrix_that_gives_no_job_comes_to_its_end) {
  std::string matrix = "    matrix: {";
  for (char name = 'a'; name < 'i'; ++name)
    matrix += std::string(name == 'a' ? "" : ", ") + name + ": [1, 2, 3, 4, 5, 6, 7]";
  load(with_entry(matrix + "}\n    exclude: [{a: 1}]\n"
                           "    key: \"${a}\"\n"));
  BOOST_TEST_INFO(page());
  BOOST_TEST(page().find("thousands of combinations in a row give no job") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(ten_thousand_bad_rows_are_a_readable_page) {
  std::string text = "sku,title\n";
  for (int i = 0; i < 10'000; ++i) text += std::to_string(i) + ",a,b\n";
  sources.files["p.csv"] = text;
  load(with_entry(entry + "p.csv\n"));
  BOOST_TEST(findings.has_errors());
  BOOST_TEST(findings.items.size() < 100U);
}

BOOST_AUTO_TEST_CASE(a_member_of_a_json_row_has_a_place_of_its_own) {
  const auto place = [&](const std::string& rows, const std::string& text, const std::string& reference) {
    Loaded loaded;
    loaded.sources.files[rows] = text;
    loaded.load(with_entry("    elements: {title: {payload: \"${row." + reference +
                           "}\"}}\n    rows: " + rows + "\n"));
    BOOST_REQUIRE(loaded.jobs.size() == 1U);
    const Value request{loaded.jobs[0].request};
    const SourcePos& from = request.find("elements")->find("title")->find("payload")->from;
    return std::to_string(from.line) + ":" + std::to_string(from.column);
  };
  const std::string line =
      "{ \"sku\": \"\u00e4\\\"b\", \"n\" : 12,\"deep\":{\"list\":[true, null , \"x\"]}}\n";
  BOOST_TEST(place("r.jsonl", line, "sku") == "1:10");
  BOOST_TEST(place("r.jsonl", line, "n") == "1:24");
  BOOST_TEST(place("r.jsonl", line, "deep.list.0") == "1:43");
  BOOST_TEST(place("r.jsonl", line, "deep.list.2") == "1:56");
  BOOST_TEST(place("r.json", "[\n {\"a\": 1,\n  \"b\": \"two\"}\n]\n", "b") == "3:8");
}

BOOST_AUTO_TEST_SUITE_END()
