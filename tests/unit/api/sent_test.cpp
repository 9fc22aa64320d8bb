#include "pressrun/api/sent.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace pressrun::api;

namespace {

std::string content(const std::string& body, const std::string& more = "") {
  return R"({"body":)" + body + R"(,"design":"d1")" + more + "}";
}

std::string said(const FieldChange& change) {
  return change.path + ": " + change.before.value_or("-") + " > " + change.now.value_or("-");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(sent)

BOOST_AUTO_TEST_CASE(fields_that_differ_are_told_with_both_values) {
  const auto changes = changes_of(
      content(R"({"elements":{"cta":{"payload":"Buy"},"title":{"font_size":12,"payload":"Old"}}})"),
      content(R"({"elements":{"title":{"color":"#fff","font_size":12,"payload":"New"}}})"));
  BOOST_REQUIRE(changes.size() == 3U);
  BOOST_TEST(said(changes[0]) == R"(elements.cta.payload: "Buy" > -)");
  BOOST_TEST(said(changes[1]) == R"(elements.title.color: - > "#fff")");
  BOOST_TEST(said(changes[2]) == R"(elements.title.payload: "Old" > "New")");
}

BOOST_AUTO_TEST_CASE(another_design_and_another_take_are_changes_too) {
  const auto changes = changes_of(content("{}", R"(,"take":1)"), R"({"body":{},"design":"d2","take":2})");
  BOOST_REQUIRE(changes.size() == 2U);
  BOOST_TEST(said(changes[0]) == R"(design_id: "d1" > "d2")");
  BOOST_TEST(said(changes[1]) == "take: 1 > 2");
}

BOOST_AUTO_TEST_CASE(lists_and_long_strings_are_one_value) {
  const auto changes = changes_of(content(R"({"a":[1,2],"b":{"bytes":5000,"sha256":"ab"}})"),
                                  content(R"({"a":[1,3],"b":{"bytes":6000,"sha256":"cd"}})"));
  BOOST_REQUIRE(changes.size() == 2U);
  BOOST_TEST(said(changes[0]) == "a: [1,2] > [1,3]");
  BOOST_TEST(told(changes[1].before.value()) == "a text of 5000 bytes");
  BOOST_TEST(told("\"x\"") == "\"x\"");
}

BOOST_AUTO_TEST_CASE(what_is_no_content_changes_nothing) {
  for (const char* text : {"", "[]", "no JSON", "{}"}) {
    BOOST_TEST(changes_of(text, content("{}")).empty());
    BOOST_TEST(changes_of(content("{}"), text).empty());
    BOOST_TEST(fields_of(text).empty());
  }
}

BOOST_AUTO_TEST_CASE(texts_are_found_in_layers_pages_and_variables) {
  const auto texts = texts_of(
      R"({"elements":{"photo":{"image_url":"https://x.test/a.png"},"title":{"color":"#fff","payload":"Kite"},"vars":{"city":"Lyon"}},)"
      R"("pages":{"page_1":{"title":{"payload":"Menu"}}},"image_file_type":"png"})");
  BOOST_REQUIRE(texts.size() == 4U);
  BOOST_TEST(texts[0].layer + "." + texts[0].property == "photo.image_url");
  BOOST_TEST(texts[1].layer + "=" + texts[1].text == "title=Kite");
  BOOST_TEST(texts[2].layer + "=" + texts[2].text == "vars.city=Lyon");
  BOOST_TEST(texts[3].layer + "=" + texts[3].text == "page_1.title=Menu");
}

BOOST_AUTO_TEST_SUITE_END()
