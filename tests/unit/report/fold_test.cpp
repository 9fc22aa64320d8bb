#include "pressrun/report/fold.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace pressrun::report;

BOOST_AUTO_TEST_SUITE(fold)

BOOST_AUTO_TEST_CASE(lines_go_on_below_where_they_began) {
  BOOST_TEST(folded("  one two three four five six seven eight nine ten\n", 30) ==
             "  one two three four five six\n      seven eight nine ten\n");
}

BOOST_AUTO_TEST_CASE(what_fits_stays_as_it_is) {
  const std::string text = "a\n\n  b  c\nno end";
  BOOST_TEST(folded(text, 40) == text);
}

BOOST_AUTO_TEST_CASE(a_word_that_is_wider_than_a_line_stays_whole) {
  const std::string address(60, 'x');
  BOOST_TEST(folded("see " + address + " there", 40) == "see\n    " + address + "\n    there");
}

BOOST_AUTO_TEST_CASE(wide_letters_count_twice) {
  BOOST_TEST(folded("夏夏夏夏夏夏夏 秋秋秋秋秋秋秋 冬", 30) == "夏夏夏夏夏夏夏 秋秋秋秋秋秋秋\n    冬");
}

BOOST_AUTO_TEST_CASE(a_pair_of_texts_is_shown_where_it_differs) {
  const CutPair short_one = around_difference("Old", "New", 20);
  BOOST_TEST(short_one.before == "Old");
  BOOST_TEST(short_one.now == "New");
  const std::string same(50, 'a');
  const CutPair late = around_difference(same + "Old", same + "New and more than there is room for", 30);
  BOOST_TEST(late.before == "…" + std::string(20, 'a') + "Old");
  BOOST_TEST(late.now == "…" + std::string(20, 'a') + "New and mo…");
}

BOOST_AUTO_TEST_CASE(what_is_cut_says_how_long_it_was) {
  BOOST_TEST(beginning_of("Été", 3) == "Été");
  BOOST_TEST(beginning_of("Étés", 3) == "Été… (4 letters)");
}

BOOST_AUTO_TEST_SUITE_END()
