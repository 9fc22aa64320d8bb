#include "pressrun/report/json_text.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(json_text)

using namespace pressrun::report;

namespace {

std::string quoted(std::string_view text) {
  std::string out;
  append_quoted(out, text);
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(strings_are_escaped_where_json_or_yaml_needs_it) {
  BOOST_TEST(quoted("a \"b\" \\ /") == R"("a \"b\" \\ /")");
  BOOST_TEST(quoted("line\nbreak\r\ttab") == R"("line\nbreak\r\ttab")");
  BOOST_TEST(quoted(std::string_view{"nul\0end", 7}) == R"("nul\u0000end")");
  BOOST_TEST(quoted("\x1B\x7F\xC2\x85\xE2\x80\xA8\xEF\xBB\xBF") == R"("\u001b\u007f\u0085\u2028\ufeff")");
  BOOST_TEST(quoted("\u202E\u2066\u200F") == R"("\u202e\u2066\u200f")");
  BOOST_TEST(quoted("Été 🎉 日本") == "\"Été 🎉 日本\"");
}

BOOST_AUTO_TEST_CASE(what_is_not_utf8_becomes_a_replacement_character) {
  const std::string text = quoted("a\xFF\xED\xA0\x80z");
  BOOST_TEST(text == "\"a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz\"");
  BOOST_CHECK_NO_THROW(boost::json::parse(text));
}

BOOST_AUTO_TEST_CASE(numbers_are_as_short_as_they_can_be) {
  BOOST_TEST(number(1200) == "1200");
  BOOST_TEST(number(148.5) == "148.5");
  BOOST_TEST(number(0.1) == "0.1");
  BOOST_TEST(number(-3) == "-3");
  BOOST_TEST(number(std::numeric_limits<double>::quiet_NaN()) == "0");
}

BOOST_AUTO_TEST_CASE(a_value_reads_back_as_itself) {
  const auto value =
      boost::json::parse(R"({"a":[1,-2,18446744073709551615,9.9,1e300,true,null],"":{},"ü":{"x":[]}})");
  std::string text;
  append_json(text, value);
  BOOST_CHECK(boost::json::parse(text) == value);
  BOOST_TEST(text.starts_with(R"({"a": [1, -2, 18446744073709551615, 9.9,)"));
}

BOOST_AUTO_TEST_SUITE_END()
