#include "pressrun/authoring/starter.hpp"

#include "pressrun/api/check_request.hpp"
#include "pressrun/api/encode_request.hpp"
#include "pressrun/manifest/manifest.hpp"
#include "pressrun/simulator/model.hpp"
#include "support/memory_sources.hpp"
#include "unit/authoring/designs.hpp"

BOOST_AUTO_TEST_SUITE(starter)

using namespace pressrun;

namespace {

std::string rendered(const Diagnostics& findings) {
  std::string text;
  for (const Diagnostic& finding : findings.items) text += render(finding);
  return text;
}

/// The only job of a manifest that has no finding.
JobSpec only_job(const std::string& manifest) {
  test::MemorySources sources;
  const auto loaded = manifest::load(manifest, "starter.yaml", sources, {});
  BOOST_TEST_REQUIRE(rendered(loaded.diagnostics) == "", manifest);
  auto stream = loaded.manifest->jobs();
  auto job = stream->next();
  BOOST_TEST_REQUIRE(rendered(stream->diagnostics()) == "", manifest);
  BOOST_TEST_REQUIRE(job.has_value());
  BOOST_TEST(!stream->next().has_value());
  return *std::move(job);
}

Job encoded(const JobSpec& spec, const Design& design) {
  BOOST_TEST(rendered(api::RequestCheck{&design}.check(spec)) == "");
  auto job = api::encode(spec, &design);
  BOOST_TEST_REQUIRE(std::holds_alternative<Job>(job));
  return std::get<Job>(std::move(job));
}

boost::json::value body_of(const Design& design) {
  return boost::json::parse(encoded(only_job(authoring::starter_manifest(design)), design).body);
}

Design one_layer(std::vector<Attribute> attributes) {
  Design design = test::nasty_design(DesignType::static_);
  design.formats = {{"square", 10, 10, "px", ""}, {"story", 10, 20, "px", ""}};
  design.elements = {{"title", "text", std::move(attributes)}};
  return design;
}

bool has_line(const std::string& text, const std::string& start) {
  return text.find("\n" + start) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_manifest_of_every_bundled_design_runs_as_it_is) {
  simulator::Scenario scenario = simulator::default_scenario();
  scenario.limits = {0, true, {}, {}, {}};
  simulator::Model model{scenario};
  for (const Design& design : test::bundled_designs()) {
    BOOST_TEST_CONTEXT(design.name) {
      const Job job = encoded(only_job(authoring::starter_manifest(design)), design);
      HttpRequest request = api::submission(job, {});
      request.headers.push_back({"x-api-key", "any"});
      const auto reply = model.handle(request, {});
      BOOST_TEST(reply.response.status == 200, reply.response.body << "\n" << job.body);
    }
  }
}

BOOST_AUTO_TEST_CASE(server_text_stays_in_its_place_whatever_it_is) {
  for (const DesignType type : {DesignType::static_, DesignType::animated, DesignType::printer}) {
    const auto body = body_of(test::nasty_design(type));
    const auto& layers = body.at("elements").as_object();
    BOOST_TEST(layers.size() == 2U);
    BOOST_TEST(layers.at(test::nasty).at("payload").as_string() == test::nasty);
    BOOST_TEST(layers.at("yes").at("payload").as_string() == "no");
    BOOST_TEST(body.at("template_format_names").as_array().size() == 2U);
    BOOST_TEST(body.at("template_format_names").at(0).as_string() == test::nasty);
  }
}

BOOST_AUTO_TEST_CASE(pages_are_written_with_their_layers) {
  const auto body = body_of(test::nasty_design(DesignType::printer_multipage));
  const auto& pages = body.at("pages").as_object();
  BOOST_TEST(pages.size() == 3U);
  BOOST_TEST(pages.at("page\n2").at(test::nasty).at("payload").as_string() == test::nasty);
  BOOST_TEST(pages.at("page_3").as_object().empty());
  BOOST_TEST(!body.as_object().contains("elements"));
}

BOOST_AUTO_TEST_CASE(a_value_that_differs_between_formats_is_a_comment_that_lists_the_others) {
  const std::string text = authoring::starter_manifest(
      one_layer({test::attribute("payload", {{"square", "\"a\""}, {"story", "\"a\""}}),
                 test::attribute("font_size", {{"square", "64"}, {"story", "84"}}),
                 test::attribute("line_height", {{"square", "110"}})}));
  BOOST_TEST(has_line(text, "        payload: a "));
  BOOST_TEST(has_line(text, "        # font_size: 64 "));
  BOOST_TEST(text.find("story 84") != std::string::npos);
  BOOST_TEST(has_line(text, "        # line_height: 110 "));
}

BOOST_AUTO_TEST_CASE(texts_pictures_and_colours_come_first_and_are_all_that_is_set) {
  const Design design =
      one_layer({test::attribute("font_size", {{"square", "64"}, {"story", "64"}}),
                 test::attribute("color", {{"square", "\"#FF0000\""}, {"story", "\"#FF0000\""}}),
                 test::attribute("payload", {{"square", "\"a\""}, {"story", "\"a\""}})});
  const std::string text = authoring::starter_manifest(design);
  BOOST_TEST(has_line(text, "        payload: a "));
  BOOST_TEST(has_line(text, "        color: "));
  BOOST_TEST(has_line(text, "        # font_size: 64 "));
  BOOST_TEST(text.find("payload: a") < text.find("font_size: 64"));
  BOOST_TEST(has_line(authoring::starter_manifest(design, true), "        font_size: 64 "));
}

BOOST_AUTO_TEST_CASE(what_the_api_would_refuse_or_ignore_is_a_comment) {
  Design design = one_layer({test::attribute("payload", {{"square", "\"a\""}}),
                             test::attribute("max_lines", {{"square", "\"many\""}}),
                             test::attribute("font_size", {{"square", "12"}}),
                             test::attribute("stroke_color", {{"square", "\"\""}}),
                             test::attribute("color", {{"square", "null"}})});
  design.type = DesignType::animated;
  design.elements.push_back({"clip", "video", {test::attribute("video_muted", {{"square", "true"}})}});
  const std::string text = authoring::starter_manifest(design, true);
  BOOST_TEST(has_line(text, "        # max_lines: many "));
  BOOST_TEST(has_line(text, "        # color: "));
  BOOST_TEST(has_line(text, "        # stroke_color: "));
  BOOST_TEST(has_line(text, "        font_size: 12 "));
  BOOST_TEST(has_line(text, "      # clip:"));
  BOOST_TEST(has_line(text, "        # video_muted: true "));
  BOOST_TEST(body_of(design).at("elements").as_object().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_design_of_which_nothing_can_be_set_runs_all_the_same) {
  Design design = one_layer({});
  design.elements = {{"a", "group", {}, {"b"}}, {"b", "code", {}}};
  BOOST_TEST(body_of(design).at("elements").as_object().empty());
}

BOOST_AUTO_TEST_CASE(names_that_yaml_would_merge_are_comments) {
  Design design = one_layer({});
  design.elements = {{"a",
                      "hologram",
                      {test::attribute("<<", {{"square", R"({"payload": "x"})"}}),
                       test::attribute("depth", {{"square", R"({"<<": {"b": 1}})"}})}}};
  BOOST_TEST(body_of(design).at("elements").as_object().empty());
}

BOOST_AUTO_TEST_CASE(what_a_type_takes_besides_is_told_once) {
  Design design = one_layer({});
  design.elements = {{"a", "text", {}}, {"b", "text", {}}};
  const std::string text = authoring::starter_manifest(design);
  BOOST_TEST(text.find("# also: ") != std::string::npos);
  BOOST_TEST(text.find("# also: ") == text.rfind("# also: "));
}

BOOST_AUTO_TEST_CASE(fractions_are_written_as_people_write_them) {
  const auto text =
      authoring::starter_manifest(one_layer({test::attribute("font_size", {{"square", "5.5E0"}})}), true);
  BOOST_TEST(has_line(text, "        font_size: 5.5 "));
}

BOOST_AUTO_TEST_SUITE_END()
