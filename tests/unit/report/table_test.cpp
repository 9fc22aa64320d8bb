#include "pressrun/report/table.hpp"

#include "pressrun/domain/columns.hpp"

#include <boost/test/unit_test.hpp>

#include <string_view>

BOOST_AUTO_TEST_SUITE(table)

using namespace pressrun;
using report::Table;

namespace {

Table fruits() {
  Table table{{{"name", true}, {"kind", true}, {"id", false}}};
  table.add({"Apple", "fruit", "1"});
  table.add({"日本のりんご", "", "2"});
  return table;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace

BOOST_AUTO_TEST_CASE(cells_stand_under_their_title_as_a_terminal_shows_them) {
  BOOST_TEST(fruits().text({}) ==
             "name          kind   id\n"
             "Apple         fruit  1\n"
             "日本のりんご         2\n");
}

BOOST_AUTO_TEST_CASE(a_table_without_rows_is_no_text) { BOOST_TEST(Table{{{"name"}}}.text({}) == ""); }

BOOST_AUTO_TEST_CASE(no_line_ends_in_spaces) {
  Table table{{{"name"}, {"project"}, {"id"}}};
  table.add({"a", "b"});
  table.add({"", "", ""});
  BOOST_TEST(table.text({}) == "name  project  id\na     b\n\n");
}

BOOST_AUTO_TEST_CASE(what_a_server_says_stays_in_its_cell) {
  Table table{{{"name"}, {"id"}}};
  table.add({"a\x1B[2J\nb\tc", "1"});
  table.add({"\xFF\xE2\x80\xAEx", "2"});
  BOOST_TEST(table.text({}) ==
             "name             id\n"
             "a\\x1B[2J\\x0Ab c  1\n"
             "\xEF\xBF\xBD\\u202Ex         2\n");
}

BOOST_AUTO_TEST_CASE(a_line_that_is_too_long_is_cut_where_it_is_longest) {
  Table table{{{"name", true}, {"project", true}, {"id", false}}};
  table.add({"a name of thirty characters ..", "a project of twentyfive ch", "0123456789"});
  table.add({"short", "", "9876543210"});
  const auto lines = lines_of(table.text({50, true}));
  BOOST_TEST(lines.at(1) == "a name of thirty …  a project of twen…  0123456789");
  BOOST_TEST(lines.at(2) == "short                                   9876543210");
  for (const std::string& line : lines) BOOST_TEST(columns(line) <= 50U);
  BOOST_TEST(lines_of(table.text({50, false})).at(1).starts_with("a name of thirty ~  "));
}

BOOST_AUTO_TEST_CASE(what_must_not_be_cut_is_whole_however_narrow_the_window) {
  Table table{{{"name", true}, {"id", false}}};
  table.add({"a name of thirty characters ..", "0123456789"});
  BOOST_TEST(lines_of(table.text({1, true})).at(1) == "a name …  0123456789");
  BOOST_TEST(lines_of(table.text({200, true})).at(1) == "a name of thirty characters ..  0123456789");
}

BOOST_AUTO_TEST_CASE(wide_characters_are_cut_between_two_and_what_follows_stays_in_line) {
  Table table{{{"name", true}, {"id", false}}};
  table.add({"日本のりんごジュース", "1"});
  table.add({"abc", "2"});
  BOOST_TEST(table.text({12, true}) ==
             "name      id\n"
             "日本の…   1\n"
             "abc       2\n");
}

BOOST_AUTO_TEST_SUITE_END()
