#include "simulator/assets/sheet.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(asset_sheet)

using namespace pressrun::simulator;

namespace {

AssetSpec asked(std::string elements, std::string type = "png") {
  return {std::move(type), "Seasonal hero", "square", 1080, 1080, "px", std::move(elements)};
}

Sheet only_sheet(std::string elements) { return sheets_of(asked(std::move(elements))).at(0); }

bool kinds_are(const Sheet& sheet, const std::vector<BlockKind>& kinds) {
  return std::ranges::equal(sheet.blocks, kinds, {}, &Block::kind);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_headline_leads_and_buttons_come_last) {
  const Sheet sheet = only_sheet(
      R"({"cta":{"payload":"Buy"},"price":{"payload":"9 €","color":"#FF0000"},"title":{"payload":"Sale"}})");
  BOOST_TEST(kinds_are(sheet, {BlockKind::headline, BlockKind::text, BlockKind::button}));
  BOOST_TEST(sheet.blocks[0].text == "Sale");
  BOOST_TEST(sheet.blocks[1].text == "9 €");
  BOOST_TEST(sheet.blocks[1].colour->red == 1.0);
}

BOOST_AUTO_TEST_CASE(the_root_gives_the_ground) {
  BOOST_TEST(only_sheet(R"({"root":{"background_color":"#000000"}})").background.red == 0.0);
}

BOOST_AUTO_TEST_CASE(pictures_are_called_by_their_urls_last_part) {
  const Sheet sheet = only_sheet(R"({"photo":{"image_url":"https://x.example/a/kite.jpg?w=3"},
                                     "logo":{"image_url":"https://x.example/l.svg"},"title":{"payload":"a"}})");
  BOOST_TEST(kinds_are(sheet, {BlockKind::headline, BlockKind::picture, BlockKind::logo}));
  BOOST_TEST(sheet.blocks[1].text == "kite.jpg");
}

BOOST_AUTO_TEST_CASE(hidden_and_empty_elements_are_left_out) {
  const Sheet sheet = only_sheet(
      R"({"stars":{"hidden":true,"payload":"5"},"vars":{"season":"x"},"title":{"payload":"a"},"b":{"payload":""}})");
  BOOST_TEST(sheet.blocks.size() == 1U);
}

BOOST_AUTO_TEST_CASE(without_any_text_the_design_is_named) {
  const Sheet sheet = only_sheet("{}");
  BOOST_TEST_REQUIRE(sheet.blocks.size() == 1U);
  BOOST_TEST(sheet.blocks[0].text == "Seasonal hero");
}

BOOST_AUTO_TEST_CASE(the_caption_names_design_format_and_size) {
  BOOST_TEST(only_sheet("{}").caption == "Seasonal hero · square · 1080 × 1080 px");
}

BOOST_AUTO_TEST_CASE(a_catalogue_has_a_sheet_for_each_page) {
  AssetSpec spec =
      asked(R"({"page_1":{"title":{"payload":"one"}},"page_2":{"title":{"payload":"two"}}})", "pdf");
  spec.format.clear();
  const std::vector<Sheet> pages = sheets_of(spec);
  BOOST_TEST_REQUIRE(pages.size() == 2U);
  BOOST_TEST(pages[1].blocks.at(0).text == "two");
  BOOST_TEST(pages[1].caption.ends_with("page_2"));
}

BOOST_AUTO_TEST_CASE(wrong_types_are_skipped) {
  const Sheet sheet = only_sheet(
      R"({"root":7,"a":[1],"b":null,"c":{"payload":{"x":1},"color":3},"d":{"payload":12.5,"color":[]},"e":"text"})");
  BOOST_TEST_REQUIRE(sheet.blocks.size() == 1U);
  BOOST_TEST(sheet.blocks[0].text == "1.25E1");
}

BOOST_AUTO_TEST_CASE(numbers_and_depth_of_what_is_shown_are_bounded) {
  std::string many = "{";
  for (int n = 0; n < 500; ++n)
    many += (n > 0 ? ",\"e" : "\"e") + std::to_string(n) + "\":{\"payload\":\"x\"}";
  BOOST_TEST(only_sheet(many + "}").blocks.size() == 40U);
  const std::string deep = std::string(5000, '[') + std::string(5000, ']');
  BOOST_TEST(only_sheet("{\"a\":" + deep + "}").blocks.at(0).text == "Seasonal hero");
}

BOOST_AUTO_TEST_CASE(long_text_is_cut_between_characters) {
  std::string payload;
  for (int n = 0; n < 300; ++n) payload += "é";
  const std::string shown = only_sheet("{\"t\":{\"payload\":\"a" + payload + "\"}}").blocks.at(0).text;
  BOOST_TEST(shown.size() < 410U);
  BOOST_TEST(shown.ends_with("é…"));
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_are_replaced) {
  AssetSpec spec = asked("{}");
  spec.design_name =
      "a\xFF"
      "b";
  BOOST_TEST(sheets_of(spec).at(0).blocks.at(0).text ==
             "a\xEF\xBF\xBD"
             "b");
}

BOOST_AUTO_TEST_SUITE_END()
