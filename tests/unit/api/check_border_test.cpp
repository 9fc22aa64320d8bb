#include "pressrun/api/check_request.hpp"
#include "unit/api/specs.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(check_border)

using namespace pressrun;
using namespace pressrun::api;

// Values at the border, where the table of rules and the encoder once read the same text differently.

namespace {

bool passes(Mapping request) {
  Design design = static_design();
  design.api_version = "v2026-10-21";
  return RequestCheck{&design}.check(spec_of(std::move(request))).items.empty();
}

Mapping property(std::string layer, std::string name, std::string value) {
  return {entry("elements",
                map({entry(std::move(layer), map({entry(std::move(name), quoted(std::move(value)))}))}))};
}

Mapping version_of(Value formats) {
  return {entry("original_visual_id", quoted("b0000000-0000-4000-8000-000000000001")),
          entry("template_format_names", std::move(formats))};
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_spelling_that_is_sent_as_true_needs_what_true_needs) {
  for (const std::string word : {"true", "TRUE", "yes", "YES", " true ", "1"})
    BOOST_TEST(!passes(property("headline", "auto_resize", word)), word);
  for (const std::string word : {"false", "no", "0"})
    BOOST_TEST(passes(property("headline", "auto_resize", word)), word);
}

BOOST_AUTO_TEST_CASE(a_format_that_is_named_twice_is_one_format) {
  BOOST_TEST(passes(version_of(list({plain("square"), quoted("square")}))));
  BOOST_TEST(!passes(version_of(list({plain("square"), plain("story")}))));
}

BOOST_AUTO_TEST_CASE(a_colour_has_figures_that_are_numbers) {
  const std::string ends = "% 0% 100% 0%,0% #FF0000 1,100% #0000FF 1)";
  BOOST_TEST(passes(property("headline", "color", "linear-gradient(0" + ends)));
  BOOST_TEST(!passes(property("headline", "color", "linear-gradient(nan" + ends)));
  BOOST_TEST(passes(property("headline", "side_border_color", "cmyka(0,0,0,100)")));
  BOOST_TEST(!passes(property("headline", "side_border_color", "cmyka(nan,0,0,100)")));
}

BOOST_AUTO_TEST_CASE(a_web_address_has_a_host_and_its_port_is_a_number) {
  for (const std::string good :
       {"https://x.test", "HTTP://x.test:80/a", "https://u:p@x.test/a?b[]=c", "https://[::1]/"})
    BOOST_TEST(passes(property("photo", "image_url", good)), good);
  for (const std::string bad : {"https://", "https:///a", "https://user@/a", "https://:80/a",
                                "https://x.test:port/a", "https://[::1/a", "https://?a", "ftp://x.test/a"})
    BOOST_TEST(!passes(property("photo", "image_url", bad)), bad);
}

BOOST_AUTO_TEST_CASE(a_field_of_an_option_stands_inside_it) {
  const Design design = animated_design();
  const auto findings = [&](Mapping request) {
    return RequestCheck{&design}.check(spec_of(std::move(request))).items;
  };
  BOOST_TEST(findings({entry("video", map({entry("fps", plain("24"))}))}).empty());
  const auto flat = findings({entry("video.fps", plain("24"), 7)});
  BOOST_TEST_REQUIRE(flat.size() == 1U);
  BOOST_CHECK(flat[0].severity == Severity::error);
  BOOST_TEST(flat[0].at.line == 7U);
  BOOST_TEST(flat[0].message == "the API has no field 'video.fps'");
  BOOST_TEST(flat[0].hint == "write 'video: {fps: …}'");
}

BOOST_AUTO_TEST_CASE(the_alignments_that_came_later_are_for_texts) {
  BOOST_TEST(passes(property("headline", "alignment", "justify-left")));
  BOOST_TEST(!passes(property("photo", "alignment", "justify-left")));
}

BOOST_AUTO_TEST_CASE(a_font_has_a_name) {
  BOOST_TEST(passes(property("headline", "font", "Inter")));
  BOOST_TEST(!passes(property("headline", "font", "")));
}

BOOST_AUTO_TEST_SUITE_END()
