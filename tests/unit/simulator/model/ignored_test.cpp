#include "unit/simulator/model/support.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(ignored_names)

using namespace pressrun;
using namespace pressrun::simulator::test;
using namespace pressrun::simulator;

// What the API takes in silence and leaves without effect (API reference 5.3, 5.7).

namespace {

using Paths = std::vector<std::string>;

/// Of one accepted body, in the order of the checks.
Paths ignored(const std::string& design, const std::string& body, const std::string& call = "generate") {
  Bench bench;
  const HttpResponse answer = bench.post("/async/banner-builder/" + design + "/" + call, body);
  BOOST_TEST_REQUIRE(answer.status == 200, answer.body);
  return bench.model.ledger().back().ignored;
}

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_of_a_sound_body_is_ignored) {
  const std::string body =
      R"({"elements":{"root":{"background_color":"#FFFFFF"},"vars":{"season":"Spring"},)"
      R"("title":{"payload":"Hi","hidden":false},"photo":{"mask_properties":{"radius":{"tl":1}}},"cta":"Buy"},)"
      R"("template_format_names":["leaderboard"],"file_compression_level":80})";
  BOOST_TEST(ignored(hero, body) == Paths{});
  BOOST_TEST(ignored(catalogue, R"({"pages":{"page_1":{"title":{"payload":"Hi"},"vars":{"any":"x"}}}})",
                     "generate-multipage-pdf") == Paths{});
}

BOOST_AUTO_TEST_CASE(names_that_the_design_or_the_contract_does_not_know_are_listed) {
  BOOST_TEST(ignored(hero, R"({"elements":{"titel":{},"title":{"colour":"#FFFFFF","opacity":5}}})") ==
             (Paths{"elements.titel", "elements.title.colour", "elements.title.opacity"}));
  BOOST_TEST(ignored(hero, R"({"elements":{"root":{"hidden":true},"vars":{"saison":"x"}}})") ==
             (Paths{"elements.root.hidden", "elements.vars.saison"}));
  BOOST_TEST(ignored(hero, R"({"elements":{"photo":{"mask_properties":{"radios":1,"radius":{"top":1}}}}})") ==
             (Paths{"elements.photo.mask_properties.radios", "elements.photo.mask_properties.radius.top"}));
  BOOST_TEST(ignored(hero, R"({"file_type":"png"})") == Paths{"file_type"});
}

BOOST_AUTO_TEST_CASE(layers_that_cannot_be_written_are_listed) {
  BOOST_TEST(ignored(hero, R"({"elements":{"offer":{"hidden":true}}})") == Paths{"elements.offer"});
  BOOST_TEST(ignored(clip, R"({"elements":{"countdown":"3"}})") == Paths{"elements.countdown"});
}

BOOST_AUTO_TEST_CASE(what_a_design_lists_for_a_layer_is_known_but_for_the_names_of_the_read_alone) {
  BOOST_TEST(ignored(clip, R"({"elements":{"music":{"audio_muted":1}}})") == Paths{});
  BOOST_TEST(ignored(clip, R"({"elements":{"clip":{"video_muted":true}}})") ==
             Paths{"elements.clip.video_muted"});
}

BOOST_AUTO_TEST_CASE(fields_of_another_kind_of_design_are_listed) {
  BOOST_TEST(ignored(hero, R"({"pages":{},"template_format_name":"leaderboard"})") ==
             (Paths{"pages", "template_format_name"}));
  BOOST_TEST(ignored(catalogue, R"({"elements":{},"template_format_names":["a"]})") ==
             (Paths{"elements", "template_format_names"}));
  BOOST_TEST(ignored(catalogue, R"({"pages":{"page_9":{}}})", "generate-multipage-pdf") ==
             Paths{"pages.page_9"});
  BOOST_TEST(ignored(hero, R"({"gif":{"max_fps":5},"print":{}})") == (Paths{"gif", "print"}));
}

BOOST_AUTO_TEST_CASE(a_flood_of_names_is_cut_off) {
  std::string body = R"({")" + std::string(1000, 'n') + R"(":1)";
  for (int i = 0; i < 100; ++i) body += ",\"n" + std::to_string(i) + "\":1";
  const Paths paths = ignored(hero, body + "}");
  BOOST_TEST(paths.size() == 32);
  BOOST_TEST(paths.front().size() == 200);
}

BOOST_AUTO_TEST_SUITE_END()
