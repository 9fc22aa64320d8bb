#include "unit/simulator/model/support.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(value_checks)

using namespace pressrun;
using namespace pressrun::simulator::test;
using namespace pressrun::simulator;

// The contract's tables, property by property: what is just inside and what is just outside.

namespace {

struct Case {
  std::string layer;
  std::string property;
  std::string value;  ///< JSON
  std::string code;   ///< empty: accepted
};

std::string code_of(const std::string& design, const std::string& body) {
  Bench bench;
  const HttpResponse answer = bench.generate(design, body);
  return answer.status == 200 ? "" : id_of(answer);
}

void check(const std::string& design, const std::vector<Case>& cases) {
  Bench bench;
  for (const Case& c : cases) {
    const HttpResponse answer = bench.generate(
        design, R"({"elements":{")" + c.layer + R"(":{")" + c.property + "\":" + c.value + "}}}");
    const std::string code = answer.status == 200 ? "" : id_of(answer);
    BOOST_CHECK_MESSAGE(code == c.code, c.layer << "." << c.property << " = " << c.value << " gives '" << code
                                                << "', not '" << c.code << "'");
    if (code.empty()) continue;
    const json::value problem = parsed(answer).at("errors").at(0);
    const bool elsewhere = code == "conditional_dependency_missing";
    const std::string needed = c.property == "mask_name"     ? "mask_properties.radius"
                               : c.property == "filter_name" ? "filter_properties.name"
                                                             : "min_font_size";
    const std::string place = "elements." + c.layer + "." + (elsewhere ? needed : c.property);
    BOOST_TEST(text(problem, "path").starts_with(place));
  }
}

const std::string good;
const std::string type = "wrong_type";
const std::string range = "out_of_range";
const std::string unknown = "unknown_enum_value";
const std::string invalid = "invalid_payload";

std::string letters(std::size_t count) { return "\"" + std::string(count, 'x') + "\""; }

/// A hero whose elements include one layer of the type asked for, named after it.
Bench with_layer(const std::string& layer_type) {
  Scenario scenario = calm();
  json::value design = json::parse(scenario.designs.front());
  json::object layer;
  layer["name"] = layer_type;
  layer["type"] = layer_type;
  design.at("elements").as_array().push_back(layer);
  scenario.designs = {json::serialize(design)};
  return Bench{scenario};
}

}  // namespace

BOOST_AUTO_TEST_CASE(properties_of_every_layer) {
  check(hero, {{"title", "hidden", "true", good},
               {"title", "hidden", "1", type},
               {"photo", "shadow_blur", "0", good},
               {"photo", "shadow_blur", "-0.1", range},
               {"cta", "shadow_offset_x", "-200", good},
               {"cta", "shadow_offset_x", "-201", range},
               {"cta", "shadow_offset_y", "200.5", range},
               {"stars", "shadow_color", "\"#11223344\"", good},
               {"stars", "shadow_color", "\"#123\"", invalid},
               {"stars", "shadow_color", "\"linear-gradient(0% 0% 100% 0%,0% #000000 1,100% #FFFFFF 1)\"",
                invalid}});
}

BOOST_AUTO_TEST_CASE(text_layers) {
  check(hero, {{"title", "payload", "\"\"", range},
               {"title", "payload", "\"é\"", good},
               {"title", "payload", letters(10'000), good},
               {"title", "payload", letters(10'001), range},
               {"title", "payload", "5", type},
               {"title", "payload", "null", type},
               {"title", "font_size", "1", good},
               {"title", "font_size", "0.5", range},
               {"title", "font_size", "\"12\"", type},
               {"title", "font", "\"0c1f5a52-7d1e-4d0a-9a6b-3f5c1d2e4a01\"", good},
               {"title", "font", "\"Inter\"", invalid},
               {"title", "font_weight", "900", good},
               {"title", "font_weight", "450", unknown},
               {"title", "font_weight", "1000", unknown},
               {"title", "font_weight", "\"700\"", type},
               {"title", "line_height", "0", range},
               {"title", "skew_y", "20", good},
               {"title", "skew_y", "-21", range},
               {"title", "alignment", "\"middle custom\"", good},
               {"title", "alignment", "\"custom custom\"", good},
               {"title", "alignment", "\"center middle\"", unknown},
               {"title", "stroke_width", "40", good},
               {"title", "stroke_width", "41", range},
               {"title", "text_transform", "\"titlecase\"", good},
               {"title", "text_transform", "\"title\"", unknown},
               {"title", "auto_resize", "\"yes\"", type},
               {"title", "auto_resize", "true", "conditional_dependency_missing"},
               {"title", "auto_resize", "false", good},
               {"title", "min_font_size", "-1", range},
               {"title", "max_lines", "0", range},
               {"title", "text_harmony", "0", type},
               {"title", "text_truncation", "true", good},
               {"title", "side_border", "\"none\"", good},
               {"title", "side_border", "\"both\"", unknown},
               {"title", "side_border_thickness", "-1", range},
               {"title", "side_border_offset", "-50", good},
               {"title", "side_border_color", "\"cmyka(0,0,0,100)\"", good},
               {"title", "side_border_rounded", "\"x\"", type},
               {"title", "background_padding", "\"8 16\"", good},
               {"title", "background_padding", "8", good},
               {"title", "background_padding", "[8]", type}});
  BOOST_TEST(code_of(hero, R"({"elements":{"title":{"auto_resize":true,"min_font_size":8}}})") == "");
}

BOOST_AUTO_TEST_CASE(colours) {
  check(
      hero,
      {{"title", "color", "\"#A1b2C3\"", good},
       {"title", "color", "\"#A1b2C3d4\"", good},
       {"title", "color", "\"#A1b2C\"", invalid},
       {"title", "color", "\"#GGGGGG\"", invalid},
       {"title", "color", "\"red\"", invalid},
       {"title", "color", "7", type},
       {"title", "color", "\"linear-gradient(0% 0% 100% 100%,0% #FF0000 1,100% #0000FF 0.5)\"", good},
       {"title", "color", "\"linear-gradient(0% 0% 100% 100%, 0% #FF0000 1,100% #0000FF 1)\"", invalid},
       {"title", "color", "\"linear-gradient(0% 0% 100% 100%,0% #FF0000 1)\"", invalid},
       {"title", "color", "\"linear-gradient(0% 0% 100% 100%,0% #FF0000 1,101% #0000FF 1)\"", invalid},
       {"title", "color", "\"linear-gradient(0% 0% 100% 100%,0% #FF0000 1,100% #0000FF 2)\"", invalid},
       {"title", "color", "\"cmyka(0,0,0,100,100)\"", invalid},
       {"root", "background_color", "\"#FFFFFF00\"", good},
       {"root", "background_color", "\"white\"", invalid},
       {"badge", "pattern_color", "\"linear-gradient(0% 0% 100% 0%,0% #FF0000 1,100% #0000FF 1)\"", invalid},
       {"code", "foreground_color", "\"cmyka(0,0,0,100)\"", invalid}});
  check(flyer, {{"title", "color", "\"cmyka(0,0,0,100)\"", good},
                {"title", "color", "\"cmyka(0,12.5,0,100,50)\"", good},
                {"title", "color", "\"cmyka(0,0,0,101)\"", invalid},
                {"title", "color", "\"cmyka(0,0,0)\"", invalid},
                {"title", "color", "\"cmyka(0,0,0,0,0,0)\"", invalid},
                {"code", "foreground_color", "\"cmyka(0,0,0,100)\"", good},
                {"title", "stroke_color", "\"cmyka(0,0,0,100)\"", invalid}});
}

BOOST_AUTO_TEST_CASE(buttons) {
  check(hero, {{"cta", "payload", letters(2'048), good},
               {"cta", "payload", letters(2'049), range},
               {"cta", "text_align", "\"center\"", good},
               {"cta", "text_align", "\"middle\"", unknown},
               {"cta", "stroke_width", "40.1", range},
               {"cta", "auto_resize", "true", "conditional_dependency_missing"},
               {"cta", "max_lines", "0", good}});  // no property of a button: not looked at
}

BOOST_AUTO_TEST_CASE(images) {
  check(hero, {{"photo", "image_url", "\"https://cdn.test/a.jpg\"", good},
               {"photo", "image_url", "\"http://cdn.test/a%20b.jpg?x=1\"", good},
               {"photo", "image_url", "\"ftp://cdn.test/a.jpg\"", invalid},
               {"photo", "image_url", "\"https://cdn.test:8080/a.jpg\"", good},
               {"photo", "image_url", "\"https://cdn.test:port/a.jpg\"", invalid},
               {"photo", "image_url", "\"a.jpg\"", invalid},
               {"photo", "image_url", "\"\"", invalid},
               {"photo", "image_encoded", "1", type},
               {"photo", "opacity", "101", range},
               {"photo", "fitting_type", "\"fill\"", good},
               {"photo", "fitting_type", "\"contain\"", unknown},
               {"photo", "mask_name", "\"squircle\"", good},
               {"photo", "mask_name", "\"star\"", unknown},
               {"photo", "mask_properties", R"({"radius":4,"skew_y":22})", good},
               {"photo", "mask_properties", R"({"radius":{"tl":1,"tr":0}})", good},
               {"photo", "mask_properties", R"({"radius":{"tl":-1}})", range},
               {"photo", "mask_properties", R"({"radius":-1})", range},
               {"photo", "mask_properties", R"({"radius":"1"})", type},
               {"photo", "mask_properties", R"({"skew_y":23})", range},
               {"photo", "mask_properties", "4", type},
               {"photo", "filter_name", "\"grayscale\"", good},
               {"photo", "filter_name", "\"duotone\"", "conditional_dependency_missing"},
               {"photo", "mask_name", "\"rounded_corners\"", "conditional_dependency_missing"},
               {"photo", "filter_name", "\"sepia\"", unknown},
               {"photo", "filter_properties", R"({"name":"BrightRed_light_yellow"})", good},
               {"photo", "filter_properties", R"({"name":"pink"})", unknown},
               {"photo", "overlay_direction", "\"across\"", unknown},
               {"photo", "overlay_color_1", "\"black\"", invalid},
               {"photo", "auto_focus", "1", type},
               {"photo", "auto_focus_properties",
                R"({"model":"people","focus_framing":"head","focus_zoom":"off"})", good},
               {"photo", "auto_focus_properties", R"({"model":"cats"})", unknown},
               {"photo", "auto_focus_properties", R"({"focus_objects":["Dog",1]})", type},
               {"photo", "auto_focus_properties", R"({"focus_target":"top"})", unknown},
               {"photo", "remove_bg", "\"x\"", type},
               {"photo", "remove_bg_properties", R"({"model":"imageUtils","remove_bg_crop":true})", good},
               {"photo", "remove_bg_properties", R"({"model":"scissors"})", unknown}});
}

BOOST_AUTO_TEST_CASE(text_to_image) {
  check(hero,
        {{"photo", "text_to_image", "true", good},
         {"photo", "text_to_image", "\"a red kite\"", good},
         {"photo", "text_to_image", "\"a red kite,https://cdn.test/a.jpg\"", good},
         {"photo", "text_to_image", "\"red kite\"", invalid},
         {"photo", "text_to_image", "\"red kite,https://cdn.test/a.jpg\"", invalid},
         {"photo", "text_to_image", "\"red kite, https://cdn.test/a.jpg\"", invalid},
         {"photo", "text_to_image", "3", type},
         {"photo", "text_to_image_properties", R"({"prompt":"one two\nthree"})", good},
         {"photo", "text_to_image_properties", R"({"prompt":"one two"})", invalid},
         {"photo", "text_to_image_properties", R"({})", "missing_required"},
         {"photo", "text_to_image_properties", R"({"prompt":"a b c","model":"wan-2.7"})", good},
         {"photo", "text_to_image_properties", R"({"prompt":"a b c","model":"dali"})", unknown},
         {"photo", "text_to_image_properties", R"({"prompt":"a b c","ratio":169})", type},
         {"photo", "text_to_image_properties", R"({"prompt":"a b c","inpaint_images":["x"]})", invalid}});
}

BOOST_AUTO_TEST_CASE(shape_rating_qrcode_and_logo) {
  check(hero, {{"badge", "stroke_width", "60", good},
               {"badge", "stroke_width", "61", range},
               {"badge", "pattern_name", "\"ticTacFilled\"", good},
               {"badge", "pattern_name", "\"dots\"", unknown},
               {"stars", "rating_score", "100", good},
               {"stars", "rating_score", "101", range},
               {"stars", "star_dimension", "0", range},
               {"stars", "star_dimension", "400", good},
               {"stars", "star_margin", "-1", range},
               {"stars", "star_color", "\"gold\"", invalid},
               {"code", "payload", "\"\"", good},
               {"code", "payload", "1", type},
               {"code", "hide_icon", "\"x\"", type},
               {"code", "image_url", "1", type},
               {"logo", "image_url", "\"logo.svg\"", invalid},
               {"logo", "alignment", "\"top\"", good},
               {"logo", "opacity", "500", good}});  // no property of a logo
}

BOOST_AUTO_TEST_CASE(video_and_audio) {
  check(clip, {{"clip", "video_url", "\"https://cdn.test/a.mp4?trim_start=2\"", good},
               {"clip", "video_url", "\"a.mp4\"", invalid},
               {"clip", "audio_muted", "1", good},
               {"clip", "audio_muted", "2", range},
               {"clip", "audio_muted", "true", invalid},
               {"clip", "audio_muted", "\"1\"", type},
               {"music", "audio_url", "7", type},
               {"music", "max_volume", "1.1", range},
               {"music", "speed", "0.25", good},
               {"music", "speed", "0.2", range},
               {"music", "audio_encoded", "1", type},
               {"countdown", "payload", "7", good}});  // a code layer has nothing to write
}

BOOST_AUTO_TEST_CASE(illustrations) {
  Bench bench = with_layer("illustration");
  const auto code = [&](const std::string& properties) {
    const HttpResponse answer = bench.generate(hero, R"({"elements":{"illustration":)" + properties + "}}");
    return answer.status == 200 ? "" : id_of(answer);
  };
  BOOST_TEST(code(R"({"illustration_type":"private","illustration_file":"x","opacity":50})") == "");
  BOOST_TEST(code(R"({"illustration_type":1})") == type);
  BOOST_TEST(code(R"({"illustration_properties":{"primary_color":"red"}})") == invalid);
  BOOST_TEST(code(R"({"opacity":-1})") == range);
}

BOOST_AUTO_TEST_CASE(names_that_nobody_knows_are_accepted_in_silence) {
  BOOST_TEST(
      code_of(hero, R"({"elements":{"titel":{"payload":5},"title":{"paylod":7,"colour":1}},"surprise":1})") ==
      "");
}

BOOST_AUTO_TEST_CASE(variables_are_texts) {
  BOOST_TEST(code_of(hero, R"({"elements":{"vars":{"season":"Autumn"}}})") == "");
  BOOST_TEST(code_of(hero, R"({"elements":{"vars":{"season":1}}})") == type);
  BOOST_TEST(code_of(hero, R"({"elements":{"vars":"x"}})") == type);
}

BOOST_AUTO_TEST_CASE(a_bare_string_is_taken_asynchronously_and_refused_synchronously) {
  const std::string bare = R"({"elements":{"title":"Hello"}})";
  BOOST_TEST(code_of(hero, bare) == "");
  BOOST_TEST(code_of(hero, R"({"elements":{"title":5}})") == type);
  BOOST_TEST(code_of(hero, R"({"elements":[]})") == type);
  Bench bench;
  const auto immediate = [&](const std::string& body) {
    return bench.post("/banner-builder/" + hero + "/generate", body);
  };
  BOOST_TEST(id_of(immediate(bare)) == invalid);
  BOOST_TEST(id_of(immediate(R"({"elements":{"photo":{"text_to_image":"a red kite"}}})")) == invalid);
  BOOST_TEST(immediate(R"({"elements":{"photo":{"auto_focus":true}}})").status == 200);
}

BOOST_AUTO_TEST_CASE(pages_are_checked_like_elements) {
  BOOST_TEST(code_of(catalogue, R"({"pages":{"page_2":{"price":{"payload":""}}}})") == range);
  BOOST_TEST(code_of(catalogue, R"_({"pages":{"page_2":{"price":{"color":"cmyka(0,0,0,100)"}}}})_") == "");
  BOOST_TEST(code_of(catalogue, R"({"pages":{"page_2":{"title":{"payload":7}}}})") ==
             "");  // not on that page
  BOOST_TEST(code_of(catalogue, R"({"pages":[]})") == type);
  BOOST_TEST(code_of(hero, R"({"pages":[]})") == "");  // ignored elsewhere
}

BOOST_AUTO_TEST_CASE(several_problems_are_all_reported_under_the_id_they_share) {
  Bench bench;
  const json::value same =
      parsed(bench.generate(hero, R"({"elements":{"title":{"font_size":0,"max_lines":0}}})"));
  BOOST_TEST(text(same, "id") == range);
  BOOST_TEST(same.at("errors").as_array().size() == 2);
  const json::value mixed =
      parsed(bench.generate(hero, R"({"elements":{"title":{"font_size":0,"hidden":0}}})"));
  BOOST_TEST(text(mixed, "id") == invalid);
  BOOST_TEST(
      json::serialize(mixed.at("errors").at(0)) ==
      R"({"path":"elements.title.font_size","code":"out_of_range","message":"Value must be at least 1.","expected":{"min":1},"received":0})");
}

BOOST_AUTO_TEST_CASE(a_huge_value_is_not_echoed) {
  Bench bench;
  const json::value answer =
      parsed(bench.generate(hero, R"({"elements":{"title":{"payload":)" + letters(10'001) + "}}}"));
  BOOST_CHECK(!answer.at("errors").at(0).as_object().contains("received"));
}

BOOST_AUTO_TEST_SUITE_END()
