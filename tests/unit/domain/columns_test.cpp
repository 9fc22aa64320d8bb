#include "pressrun/domain/columns.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(columns_of_text)

using namespace pressrun;

BOOST_AUTO_TEST_CASE(wide_and_combining_characters_are_counted_as_they_are_shown) {
  BOOST_TEST(columns("abc") == 3U);
  BOOST_TEST(columns("日本") == 4U);
  BOOST_TEST(columns("🎉") == 2U);
  BOOST_TEST(columns("e\xCC\x81") == 1U);
  BOOST_TEST(columns("█░") == 2U);
  BOOST_TEST(fit("日本語", 4, true) == "日…");
  BOOST_TEST(fit("日本語", 6, true) == "日本語");
  BOOST_TEST(fit("abcdef", 4, false) == "abc~");
  BOOST_TEST(fit("abc", 0, true) == "");
  BOOST_TEST(ascii_only("é→x") == "??x");
}

BOOST_AUTO_TEST_SUITE_END()
