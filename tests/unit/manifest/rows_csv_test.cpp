#include "unit/manifest/parts.hpp"

BOOST_FIXTURE_TEST_SUITE(rows_csv, pressrun::test::Parts)

using namespace pressrun;
using namespace pressrun::test;
using manifest::Row;
using Cells = std::vector<std::string>;

namespace {

struct Table {
  Cells columns;
  std::vector<Row> rows;
};

/// Every row of a table; the columns empty where the header cannot be used.
Table table_of(Parts& parts, const std::string& text, bool tabs = false) {
  Table table;
  const auto reader = manifest::read_csv(bytes_of(text), parts.file, tabs, parts.findings);
  if (!reader) return table;
  table.columns = *reader->columns();
  while (auto row = reader->next(parts.findings)) table.rows.push_back(std::move(*row));
  return table;
}

std::vector<std::string> shown_rows(const Table& table) {
  std::vector<std::string> all;
  for (const Row& row : table.rows) all.push_back(shown(row.value));
  return all;
}

void check_rows(const Table& table, const std::vector<std::string>& expected) {
  BOOST_TEST(shown_rows(table) == expected, boost::test_tools::per_element());
}

const Value& cell(const Table& table, std::size_t row, std::size_t column) {
  return table.rows.at(row).value.mapping()->at(column).value;
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_cell_is_a_text_even_where_it_looks_like_a_number) {
  const Table table = table_of(*this, "sku,on,price\n007,yes,1.10\n");
  BOOST_TEST(page() == "");
  for (const Member& member : *table.rows.at(0).value.mapping()) BOOST_TEST(!member.value.scalar()->plain);
  check_rows(table, {"{sku: '007', on: yes, price: '1.10'}"});
}

BOOST_AUTO_TEST_CASE(rows_and_cells_know_their_line_and_column) {
  const Table table = table_of(*this, "a,b\n1,été\n\"x\ny\",z\n\n3,4\n");
  BOOST_TEST(place(table.rows.at(0).at) == "2:1");
  BOOST_TEST(place(cell(table, 0, 1).at) == "2:3");
  BOOST_TEST(place(table.rows.at(1).at) == "3:1");
  BOOST_TEST(place(cell(table, 1, 1).at) == "4:4");
  BOOST_TEST(place(table.rows.at(2).at) == "6:1");
}

BOOST_AUTO_TEST_CASE(columns_are_counted_in_characters) {
  const Table table = table_of(*this, "a,b,c\né🎉,b,c\n");
  BOOST_TEST(place(cell(table, 0, 1).at) == "2:4");
}

BOOST_AUTO_TEST_CASE(quotes_hold_separators_line_breaks_and_doubled_quotes) {
  check_rows(table_of(*this, "a,b\n\"1,2\",\"say \"\"hi\"\"\"\n\"two\r\nlines\",x\n"),
             {"{a: 1,2, b: say \"hi\"}", "{a: two\nlines, b: x}"});
  BOOST_TEST(page() == "");
}

BOOST_AUTO_TEST_CASE(lines_end_as_on_any_system) {
  for (const char* end : {"\n", "\r\n", "\r"}) {
    Parts parts;
    const std::string line{end};
    check_rows(
        table_of(parts,
                 std::string{"a,b"}.append(line).append("1,2").append(line).append(line).append("3,4").append(
                     line)),
        {"{a: '1', b: '2'}", "{a: '3', b: '4'}"});
    BOOST_TEST(parts.page() == "");
  }
}

BOOST_AUTO_TEST_CASE(the_last_line_needs_no_end) {
  check_rows(table_of(*this, "a,b\n1,2"), {"{a: '1', b: '2'}"});
  BOOST_TEST(page() == "");
}

BOOST_AUTO_TEST_CASE(the_separator_is_what_the_records_agree_on) {
  struct Case {
    std::string head;
    Cells columns;
  };
  const std::vector<Case> cases{{"a,b;c,d", {"a", "b;c", "d"}},
                                {"a;b,c;d", {"a", "b,c", "d"}},
                                {"a\tb\tc", {"a", "b", "c"}},
                                {"\"a;b;c\",d", {"a;b;c", "d"}},
                                {"alone", {"alone"}}};
  for (const auto& [head, columns] : cases) {
    Parts parts;
    BOOST_TEST(table_of(parts, head + "\n").columns == columns, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(excel_may_name_its_separator_in_a_line_of_its_own) {
  check_rows(table_of(*this, "sep=;\na;b,c\n1;2\n"), {"{a: '1', b,c: '2'}"});
  BOOST_TEST(page() == "");
}

BOOST_AUTO_TEST_CASE(empty_cells_between_tabs_are_not_padding) {
  check_rows(table_of(*this, "a\tb\tc\n1\t\t3\n\t\t\n", true), {"{a: '1', b: '', c: '3'}"});
  BOOST_TEST(page() == "");
}

BOOST_AUTO_TEST_CASE(blank_lines_and_lines_of_spaces_are_no_rows) {
  check_rows(table_of(*this, "\n  \na,b\n\n1,2\n   \n\n"), {"{a: '1', b: '2'}"});
  BOOST_TEST(page() == "");
}

BOOST_AUTO_TEST_CASE(a_file_without_a_header_has_no_rows) {
  for (const char* text : {"", "\n\n", "  \n"}) {
    Parts parts;
    BOOST_TEST(table_of(parts, text).columns.empty());
    BOOST_TEST(parts.says("the file has no rows"), parts.page());
    BOOST_TEST(parts.says("its first line names the columns"));
  }
}

BOOST_AUTO_TEST_CASE(a_column_that_stands_twice_is_found_with_its_place) {
  BOOST_TEST(table_of(*this, "sku,,title,sku\n1,2,3,4\n").rows.empty());
  BOOST_TEST(says("f:1:12: error: column 'sku' stands twice"), page());
}

BOOST_AUTO_TEST_CASE(what_a_sheet_does_not_use_is_passed_over) {
  check_rows(table_of(*this, "sku,title,,\nA1,Lamp,,\n,,,\nA2,Chair\n\xC2\xA0,,,\n"),
             {"{sku: A1, title: Lamp}", "{sku: A2, title: Chair}", "{sku: \xC2\xA0, title: ''}"});
  BOOST_TEST(page() == "");
}

BOOST_AUTO_TEST_CASE(text_in_a_column_without_name_is_told_of) {
  check_rows(table_of(*this, ",sku,title\n0,A1,Lamp\n1,A2,Chair\n"),
             {"{sku: A1, title: Lamp}", "{sku: A2, title: Chair}"});
  BOOST_TEST(says("f:1:1: warning: column 1 has no name, and holds text that nothing can read"), page());
  BOOST_TEST(says("f:2:1: '0'"));
  BOOST_TEST(findings.diagnostics.items.size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_separator_is_judged_by_whole_records) {
  check_rows(table_of(*this, "\"Product\nname\";sku;price\nx;A1;9,90\n"),
             {"{Product\nname: x, sku: A1, price: 9,90}"});
  Parts second;
  check_rows(table_of(second, "sku;title;price, EUR, net\nA1;Lamp;9,90\n"),
             {"{sku: A1, title: Lamp, price, EUR, net: 9,90}"});
  Parts third;
  check_rows(table_of(third, "a|b\n1,5|2\n"), {"{a: 1,5, b: '2'}"});
  BOOST_TEST(page() + second.page() + third.page() == "");
}

BOOST_AUTO_TEST_CASE(a_second_byte_order_mark_is_taken_away_and_told_of) {
  check_rows(table_of(*this, "\xEF\xBB\xBF\xEF\xBB\xBFsku,title\nA1,Lamp\n"), {"{sku: A1, title: Lamp}"});
  BOOST_TEST(says("warning: the file starts with more than one byte order mark (U+FEFF)"), page());
}

BOOST_AUTO_TEST_CASE(a_fault_is_shown_where_it_began) {
  BOOST_TEST(
      table_of(*this, "sku,title,price\nA0,Ok,1\nA1,\"12\"\" ruler,9.90\nA2,\"Chair, red\",1\nA3,Desk,1\n")
          .rows.size() == 1U);
  BOOST_TEST(says("f:3:4: error: a quote is opened here"), page());
  BOOST_TEST(says("A1,\"12\"\" ruler,9.90"));
}

BOOST_AUTO_TEST_CASE(quotes_are_letters_between_tabs) {
  check_rows(
      table_of(*this, "sku\ttitle\tsize\nA1\t12\" ruler\t1\nA2\t\"Hello\" she said\t2\nA3\t\"big\t3\n", true),
      {"{sku: A1, title: 12\" ruler, size: '1'}", "{sku: A2, title: \"Hello\" she said, size: '2'}",
       "{sku: A3, title: \"big, size: '3'}"});
  BOOST_TEST(page() == "");
}

BOOST_AUTO_TEST_CASE(a_spreadsheet_quotes_a_cell_with_lines_between_tabs) {
  check_rows(table_of(*this, "sku\ttitle\nA1\t\"two\nlines\"\nA2\t\"say \"\"hi\"\"\"\n", true),
             {"{sku: A1, title: two\nlines}", "{sku: A2, title: say \"hi\"}"});
  BOOST_TEST(page() == "");
  Parts second;
  table_of(second, "sku\ttitle\tsize\nA1\t\"big\tx\ny\"\t2\n", true);
  BOOST_TEST(second.says("f:2:4: warning: a quote makes one cell of several lines and tabs"), second.page());
}

BOOST_AUTO_TEST_CASE(a_row_of_another_length_is_passed_over_and_shown) {
  check_rows(table_of(*this, "a,b\n1\n2,3,4\n5,6\n"), {"{a: '5', b: '6'}"});
  BOOST_TEST(says("f:2:1: error: the row has 1 cell, the header names 2"), page());
  BOOST_TEST(says("'b' is the first column without a cell"));
  BOOST_TEST(says("f:3:5: error: the row has 3 cells, the header names 2"));
  BOOST_TEST(says("quote a cell that holds the separator"));
}

BOOST_AUTO_TEST_CASE(a_quote_within_a_plain_cell_spoils_its_record_alone) {
  check_rows(table_of(*this, "a,b\n1,2\n3,4\"x\n5,6\n"), {"{a: '1', b: '2'}", "{a: '5', b: '6'}"});
  BOOST_TEST(says("f:3:3: error: a quote stands where none can"), page());
  BOOST_TEST(says("write a quote within it twice"));
}

BOOST_AUTO_TEST_CASE(a_quote_that_is_never_closed_is_shown_where_it_opens) {
  BOOST_TEST(table_of(*this, "a,b\n1,\"x\n2,3\n").rows.empty());
  BOOST_TEST(says("f:2:3: error: a quote is opened here and never closed"), page());
}

BOOST_AUTO_TEST_CASE(a_line_or_a_row_beyond_a_mebibyte_is_no_row) {
  const std::string half(600U * 1024, 'x');
  BOOST_TEST(table_of(*this, "a,b\n" + half + half + ",1\n").rows.empty());
  BOOST_TEST(says("a line is longer than 1 MiB"), page().substr(0, 400));
  Parts second;
  BOOST_TEST(table_of(second, "a,b\n\"" + half + "\n" + half + "\",1\n").rows.empty());
  BOOST_TEST(second.says("f:2:1: error: a row is longer than 1 MiB"), second.page().substr(0, 400));
}

BOOST_AUTO_TEST_CASE(another_encoding_is_named_where_it_can_be) {
  Parts latin;
  check_rows(table_of(latin, "a,b\nx,\xE9t\xE9\n1,2\n"), {"{a: '1', b: '2'}"});
  BOOST_TEST(latin.says("f:2:3: error: byte '\\xE9' is not valid UTF-8"), latin.page());
}

BOOST_AUTO_TEST_CASE(ten_thousand_columns_are_enough) {
  std::string head;
  for (int i = 0; i < 10'001; ++i) head += (i == 0 ? "c" : ",c") + std::to_string(i);
  BOOST_TEST(table_of(*this, head + "\n").columns.empty());
  BOOST_TEST(says("the file has more than 10000 columns"), page().substr(0, 400));
}

BOOST_AUTO_TEST_SUITE_END()
