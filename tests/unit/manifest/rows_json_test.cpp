#include "manifest/json_value.hpp"
#include "unit/manifest/parts.hpp"

BOOST_FIXTURE_TEST_SUITE(rows_json, pressrun::test::Parts)

using namespace pressrun;
using namespace pressrun::test;

namespace {

std::vector<std::string> all(manifest::RowReader& reader, Parts& parts) {
  std::vector<std::string> rows;
  while (const auto row = reader.next(parts.findings))
    rows.push_back(place(row->at) + " " + shown(row->value));
  return rows;
}

std::vector<std::string> lines(Parts& parts, const std::string& text) {
  return all(*manifest::read_json_lines(bytes_of(text), parts.file), parts);
}

std::vector<std::string> array(Parts& parts, const std::string& text) {
  return all(*manifest::read_json_array(bytes_of(text), parts.file), parts);
}

void check_all(const std::vector<std::string>& found, const std::vector<std::string>& expected) {
  BOOST_TEST(found == expected, boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_line_is_a_row_and_blank_lines_are_none) {
  check_all(lines(*this, "{\"a\": 1}\n\n   \n{\"a\": [true, null, {\"b\": \"x\"}]}"),
            {"1:1 {a: 1}", "4:1 {a: [true, null, {b: x}]}"});
  BOOST_TEST(page() == "");
}

BOOST_AUTO_TEST_CASE(numbers_keep_the_digits_they_were_written_with) {
  check_all(lines(*this, "{\"a\": 1.10, \"b\": 12345678901234567890123, \"c\": 1e3, \"d\": \"007\"}\n"),
            {"1:1 {a: 1.10, b: 12345678901234567890123, c: 1e3, d: '007'}"});
}

BOOST_AUTO_TEST_CASE(a_bad_line_is_passed_over) {
  check_all(lines(*this, "{\"a\": 1}\n{\"a\": }\n[1]\n\"x\"\n{\"a\": 1} {\"a\": 2}\n{\"a\": 3}\n"),
            {"1:1 {a: 1}", "6:1 {a: 3}"});
  BOOST_TEST(says("f:2:7: error: not valid JSON"), page());
  BOOST_TEST(says("f:3:1: error: a row must be an object"));
  BOOST_TEST(says("f:4:1: error: a row must be an object"));
  BOOST_TEST(says("f:5:10: error: not valid JSON"));
}

BOOST_AUTO_TEST_CASE(a_fault_is_shown_where_it_is_with_what_is_the_matter) {
  array(*this,
        "[\n  {\n    \"sku\": \"A1\"\n    \"price\": 1\n  },\n  {\"sku\": NaN},\n  {\"sku\": 1,}\n]\n");
  BOOST_TEST(says("f:4:5: error: not valid JSON"), page());
  BOOST_TEST(says("a comma is missing before this"));
  BOOST_TEST(says("f:6:11: error: not valid JSON"), page());
  BOOST_TEST(says("JSON has no NaN"));
  BOOST_TEST(says("a comma stands before '}'"));
}

BOOST_AUTO_TEST_CASE(nothing_stands_behind_the_array) {
  array(*this, "[{\"a\": 1}]\n\n[{\"a\": 2}]\n");
  BOOST_TEST(says("f:3:1: error: something stands behind the array's end"), page());
  Parts second;
  array(second, "[{\"a\": 1}]  \n\n \n");
  BOOST_TEST(second.page() == "");
}

BOOST_AUTO_TEST_CASE(a_key_that_stands_twice_is_an_error) {
  BOOST_TEST(lines(*this, "{\"a\": {\"b\": 1, \"b\": 2}}\n").empty());
  BOOST_TEST(says("key 'b' stands twice"), page());
}

BOOST_AUTO_TEST_CASE(a_line_that_is_no_text_is_passed_over) {
  check_all(lines(*this, std::string("{\"a\": \"\xE9\"}\n{\"a\": 2}\n")), {"2:1 {a: 2}"});
  BOOST_TEST(says("f:1:8: error: byte '\\xE9' is not valid UTF-8"), page());
}

BOOST_AUTO_TEST_CASE(objects_of_an_array_stand_over_lines_or_on_one) {
  check_all(array(*this, "[{\"a\": 1}, {\"a\":\n 2}\n,{\"a\": \"],}\\\"[\"}]"),
            {"1:2 {a: 1}", "1:12 {a: 2}", "3:2 {a: ],}\"[}"});
  BOOST_TEST(page() == "");
}

BOOST_AUTO_TEST_CASE(an_empty_array_has_no_rows_and_says_nothing) {
  BOOST_TEST(array(*this, " [ ]\n").empty());
  BOOST_TEST(page() == "");
}

BOOST_AUTO_TEST_CASE(what_is_no_array_of_objects_says_what_would_be) {
  struct Case {
    std::string text;
    std::string says;
    std::size_t rows;
  };
  const std::vector<Case> cases{{"", "the file has no rows", 0},
                                {"{\"a\": 1}", "rows must be an array of objects", 0},
                                {"[{\"a\": 1}", "the array is not closed", 0},
                                {"[{\"a\": 1},", "the array is not closed", 1},
                                {"[{\"a\": 1}, ,{\"a\": 2}]", "a row is missing before ','", 1},
                                {"[{\"a\": 1},]", "a row is missing before ']'", 1},
                                {"[}]", "'}' closes nothing", 0},
                                {"[1, {\"a\": 2}]", "a row must be an object", 1},
                                {"[{\"a\": 1 \"b\"}, {\"a\": 2}]", "not valid JSON", 1}};
  for (const auto& [text, words, rows] : cases) {
    Parts parts;
    BOOST_TEST(array(parts, text).size() == rows, text);
    BOOST_TEST(parts.says(words), text << "\n" << parts.page());
  }
}

BOOST_AUTO_TEST_CASE(a_row_beyond_a_mebibyte_ends_the_array) {
  std::string text = "[{\"a\": \"";
  for (int i = 0; i < 1200; ++i)
    text += std::string(1000, 'x') + (i % 2 == 0 ? "" : "\",\n\"b" + std::to_string(i) + "\": \"");
  BOOST_TEST(array(*this, text + "\"}]").empty());
  BOOST_TEST(says("a row is longer than 1 MiB"), page().substr(0, 300));
}

BOOST_AUTO_TEST_CASE(every_member_knows_where_it_stands) {
  const auto read = manifest::read_json_value("{\"a\": [10, \"ü\", {\"b\" :\n null}]}", {file, 3, 5});
  BOOST_TEST_REQUIRE(read.value.has_value(), read.problem);
  BOOST_TEST(place(read.value->at) == "3:5");
  const Sequence& items = *read.value->find("a")->sequence();
  BOOST_TEST(place(read.value->mapping()->at(0).key_at) == "3:6");
  BOOST_TEST(place(items[0].at) == "3:12");
  BOOST_TEST(place(items[1].at) == "3:16");
  BOOST_TEST(place(items[2].mapping()->at(0).key_at) == "3:22");
  BOOST_TEST(place(items[2].find("b")->at) == "4:2");
}

BOOST_AUTO_TEST_CASE(json_deeper_than_a_row_needs_is_refused) {
  const auto read = manifest::read_json_value(std::string(40, '[') + std::string(40, ']'), {});
  BOOST_TEST(!read.value.has_value());
  BOOST_TEST(!read.problem.empty());
}

BOOST_AUTO_TEST_CASE(endings_say_how_rows_are_written) {
  using manifest::RowFormat;
  const std::vector<std::pair<std::string, RowFormat>> known{
      {".csv", RowFormat::csv},   {".txt", RowFormat::csv},          {".tsv", RowFormat::tsv},
      {".tab", RowFormat::tsv},   {".jsonl", RowFormat::json_lines}, {".ndjson", RowFormat::json_lines},
      {".json", RowFormat::json}, {".yaml", RowFormat::yaml},        {".yml", RowFormat::yaml}};
  for (const auto& [ending, format] : known) BOOST_TEST((manifest::row_format(ending) == format), ending);
  for (const char* ending : {"", ".", ".xls", ".CSVX", "csv"})
    BOOST_TEST(!manifest::row_format(ending), ending);
}

BOOST_AUTO_TEST_SUITE_END()
