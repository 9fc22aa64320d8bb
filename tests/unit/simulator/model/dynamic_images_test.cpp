#include "unit/simulator/model/support.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(model_dynamic_images)

using namespace pressrun;
using namespace pressrun::simulator::test;
using namespace pressrun::simulator;

namespace {

HttpResponse create(Bench& bench, const std::string& design, const std::string& body = "{}") {
  return bench.post("/designs/" + design + "/dynamic-image-url", body);
}

/// The path and query of the teaser's first format with these parameters.
std::string target_of(const HttpResponse& made, const std::string& query) {
  const std::string url = text(parsed(made).at("formats").at(0), "dynamic_image_url");
  return url.substr(url.find("/dynamic/")) + query;
}

AssetSpec opened(Bench& bench, const std::string& target) {
  const auto view = bench.model.open_dynamic_image(target);
  BOOST_REQUIRE(view.has_value());
  BOOST_REQUIRE(std::holds_alternative<AssetSpec>(*view));
  return std::get<AssetSpec>(*view);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_design_has_one_and_it_stays) {
  Bench bench;
  const auto made = create(bench, teaser, R"({"enable_production_mode":true})");
  BOOST_TEST(made.status == 201);
  const auto again = create(bench, teaser, "");
  BOOST_TEST(again.status == 200);
  BOOST_TEST(again.body == made.body);
  BOOST_TEST(text(parsed(made), "design_id") == teaser);
  BOOST_TEST(text(parsed(made).at("formats").at(0), "unit") == "px");
}

BOOST_AUTO_TEST_CASE(only_a_static_design_that_is_there_has_one) {
  Bench bench;
  BOOST_TEST(id_of(create(bench, clip)) == "template_not_static");
  BOOST_TEST(id_of(create(bench, nobody)) == "template_not_found");
  BOOST_TEST(id_of(create(bench, teaser, R"({"enable_rate_limit":"yes"})")) == "wrong_type");
  BOOST_TEST(id_of(create(bench, teaser, "{")) == "invalid_payload");
}

BOOST_AUTO_TEST_CASE(a_url_shows_its_parameters_by_either_spelling_of_the_format) {
  Bench bench;
  const auto made = create(bench, teaser);
  const AssetSpec spec =
      opened(bench, target_of(made, "?title.payload=a%26b&title.color=%23FF0000&no.x=1&title=c"));
  const json::value elements = json::parse(spec.elements_json);
  BOOST_TEST(text(elements.at("title"), "payload") == "c");  // the shorthand came last
  BOOST_TEST(text(elements.at("title"), "color") == "#FF0000");
  BOOST_TEST(elements.as_object().size() == 1U);
  const std::string id = text(parsed(made), "id");
  BOOST_TEST(opened(bench, "/dynamic/" + id + "/" + text(parsed(made).at("formats").at(0), "id")).width ==
             spec.width);
  BOOST_TEST(!bench.model.open_dynamic_image("/dynamic/" + id + "/no-such-format").has_value());
  BOOST_TEST(!bench.model.open_dynamic_image("/dynamic/" + nobody + "/x").has_value());
}

BOOST_AUTO_TEST_CASE(what_was_rendered_before_costs_nothing) {
  Scenario scenario = calm();
  scenario.credits = 1;
  Bench bench{scenario};
  const auto made = create(bench, teaser);
  const std::string first = target_of(made, "?title=a");
  opened(bench, first);
  opened(bench, first);
  const auto refused = bench.model.open_dynamic_image(target_of(made, "?title=b"));
  BOOST_REQUIRE(refused.has_value());
  BOOST_TEST(id_of(std::get<HttpResponse>(*refused)) == "rate_limit_exceeded");
}

BOOST_AUTO_TEST_SUITE_END()
