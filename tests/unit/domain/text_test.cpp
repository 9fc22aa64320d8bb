#include "pressrun/domain/text.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(text)

using namespace pressrun;

namespace {

std::string through(std::string_view text) {
  std::string out;
  while (!text.empty()) append_utf8(out, take_code_point(text));
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(valid_text_comes_back_as_it_was) {
  for (const char* sound :
       {"", "abc", "Été à la plage", "日本語", "🎉 60 %", "\x7F", "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF"}) {
    BOOST_TEST(through(sound) == sound);
  }
}

BOOST_AUTO_TEST_CASE(each_byte_that_is_not_utf8_becomes_a_replacement_character) {
  const std::string bad = "\xEF\xBF\xBD";
  BOOST_TEST(through("a\xFFz") == "a" + bad + "z");
  BOOST_TEST(through("\xC0\xAF") == bad + bad);            // overlong
  BOOST_TEST(through("\xE0\x80\xAF") == bad + bad + bad);  // overlong
  BOOST_TEST(through("\xED\xA0\x80") == bad + bad + bad);  // surrogate
  BOOST_TEST(through("\xF4\x90\x80\x80") == bad + bad + bad + bad);
  BOOST_TEST(through("\xE2\x82") == bad + bad);  // cut off
  BOOST_TEST(through("\xE2z") == bad + "z");
}

BOOST_AUTO_TEST_CASE(what_would_drive_a_terminal_is_made_visible) {
  BOOST_TEST(printable("a\x1B[31mred\x07\n\tb") == "a\\x1B[31mred\\x07\\x0A b");
  BOOST_TEST(printable("\xC2\x9B"
                       "2J") ==
             "\\x9B"
             "2J");
  BOOST_TEST(printable("abc\xE2\x80\xAE"
                       "fed") ==
             "abc\\u202E"
             "fed");
  BOOST_TEST(printable(std::string_view{"a\0b", 3}) == "a\\x00b");
  BOOST_TEST(printable("é 🎉 \xFF") == "é 🎉 \xEF\xBF\xBD");
}

BOOST_AUTO_TEST_SUITE_END()
