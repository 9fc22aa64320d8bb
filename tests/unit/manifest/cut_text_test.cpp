#include "unit/manifest/parts.hpp"

BOOST_FIXTURE_TEST_SUITE(cut_text, pressrun::test::Parts)

using namespace pressrun;
using namespace pressrun::test;

namespace {

std::string page_of(const std::string& text) {
  Parts parts;
  parts.read(text);
  return parts.page();
}

bool told_at(const std::string& place, const std::string& text) {
  return page_of(text).find("f:" + place + ": ") != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_word_behind_a_mark_is_the_rest_of_a_text) {
  struct Case {
    std::string place;
    std::string text;
  };
  const std::vector<Case> cases{{"2:13", "vars:\n  tag: Shop #deals\n"},
                                {"2:24", "elements:\n  title: {payload: Our #1\n    }\n"},
                                {"2:15", "- sku: a\n  adr: Unit 7 #4, Main Street\n"},
                                {"4:13", "vars:\n  a:\n    Our best\n    lamp is #1 ever\n"},
                                {"2:14", "matrix:\n  cta: [Shop #now,\n Learn]\n"},
                                {"2:15", "vars:\n  a: &x Größe #1\n"}};
  for (const auto& [at, text] : cases) {
    BOOST_TEST(told_at(at, text), text << "\n" << page_of(text));
    BOOST_TEST(page_of(text).find("is a comment") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_value_that_is_all_comment_is_no_value) {
  BOOST_TEST(told_at("2:10", "vars:\n  color: #FF0000\n"), page_of("vars:\n  color: #FF0000\n"));
  BOOST_TEST(told_at("2:5", "rows:\n  - #deals\n  - x\n"), page_of("rows:\n  - #deals\n  - x\n"));
}

BOOST_AUTO_TEST_CASE(a_key_is_cut_off_too) {
  const std::string text = "designs:\n  - key: ${row.sku} #${row.color}\n";
  BOOST_TEST(page_of(text).find("f:2:21: warning: the text ends before '#'") != std::string::npos,
             page_of(text));
}

BOOST_AUTO_TEST_CASE(comments_are_no_texts) {
  for (const char* text :
       {"vars:\n  a: x # a comment\n", "vars:\n  a: x    #aligned\n", "vars:\n  a: 12 #px\n",
        "vars:\n  a: x #\n", "vars:\n  a: \"x\" #y\n", "vars:\n  a: 'x' #y\n", "name: hero #main\n",
        "vars:\n  a: x ## y\n", "vars:\n  a: https://x.example #home\n", "vars:\n  a: |\n    Our #1 lamp\n",
        "vars:\n  a: C#\n", "vars:\n  a: 64238d01-d402-474b-8c2d-fbc957e9d290 #hero\n",
        "vars: #all\n  a: x\n", "vars:\n  a: # none\n"}) {
    BOOST_TEST(page_of(text) == "", text);
  }
}

BOOST_AUTO_TEST_CASE(a_key_without_a_colon_is_the_rest_of_a_text_with_a_comma) {
  const std::string page = page_of("vars: {slogan: Fast, cheap, claim: dès 9,90 €,}\n");
  BOOST_TEST(page.find("f:1:22: error: 'cheap' has no value") != std::string::npos, page);
  BOOST_TEST(page.find("'Fast' is cut off here") != std::string::npos, page);
  BOOST_TEST(page.find("quote the whole text: \"Fast, cheap\"") != std::string::npos, page);
  BOOST_TEST(page.find("f:1:42: error: '90 €' has no value") != std::string::npos, page);
  BOOST_TEST(page_of("rows:\n  - {sku: a, title: Red, white, blue}\n").find("\"Red, white, blue\"") !=
             std::string::npos);
  BOOST_TEST(page_of("a: {b: {row.title}}\n").find("quote a text that starts with '{'") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_empty_value_behind_a_colon_is_meant) {
  for (const char* text : {"a: {b: , c: 1}\n", "a: {b:, c: 1}\n", "a: {b:\n, c: 1}\n", "a: {}\n",
                           "a: {b: ~}\n", "a: {<<: {b: 1}, c: 2}\n", "a: [x, y]\n"})
    BOOST_TEST(page_of(text) == "", text);
}

BOOST_AUTO_TEST_CASE(one_line_can_be_allowed) {
  BOOST_TEST(page_of("vars:\n  tag: Shop #deals # pressrun: allow cut-text\n") == "");
  BOOST_TEST(page_of("vars:\n  tag: Shop #deals # pressrun: allow hole\n") != "");
}

BOOST_AUTO_TEST_SUITE_END()
