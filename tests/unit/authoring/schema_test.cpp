#include "pressrun/authoring/schema.hpp"

#include "unit/authoring/designs.hpp"

using namespace pressrun;

namespace {

namespace json = boost::json;

json::object narrowed(const Design& design) {
  return json::parse(authoring::manifest_schema_of(design)).as_object();
}

const json::object& definition(const json::object& schema, std::string_view name) {
  return schema.at("definitions").at(name).as_object();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(schema)

BOOST_AUTO_TEST_CASE(it_is_json_and_the_same_every_time) {
  const std::string text = authoring::manifest_schema();
  BOOST_TEST(json::parse(text).at("$schema").as_string() == "http://json-schema.org/draft-07/schema#");
  BOOST_TEST(text == authoring::manifest_schema());
  BOOST_TEST(text.ends_with("}\n"));
}

BOOST_AUTO_TEST_CASE(layers_are_known_by_their_names_whatever_these_are) {
  const json::object schema = narrowed(test::nasty_design(DesignType::static_));
  const json::object& layers = definition(schema, "layers");
  BOOST_TEST(layers.at("additionalProperties") == json::value(false));
  const json::object& names = layers.at("properties").as_object();
  BOOST_TEST(names.contains(test::nasty));
  BOOST_TEST(names.contains("root"));
  BOOST_TEST(!names.contains("group \n x"));
  BOOST_TEST(names.at("vars").at("properties").as_object().contains("city"));
  BOOST_TEST(names.at(test::nasty).at("properties").as_object().contains("payload"));
  BOOST_TEST(!names.at(test::nasty).at("properties").as_object().contains("image_url"));
}

BOOST_AUTO_TEST_CASE(options_are_those_of_the_type) {
  const json::object schema = narrowed(test::nasty_design(DesignType::printer));
  const json::object& fields = definition(schema, "design").at("properties").as_object();
  BOOST_TEST(fields.contains("print"));
  BOOST_TEST(fields.contains("elements"));
  BOOST_TEST(!fields.contains("gif"));
  BOOST_TEST(!fields.contains("pages"));
}

BOOST_AUTO_TEST_CASE(a_document_has_its_pages_in_place_of_layers_and_formats) {
  const json::object schema = narrowed(test::nasty_design(DesignType::printer_multipage));
  const json::object& fields = definition(schema, "design").at("properties").as_object();
  BOOST_TEST(!fields.contains("elements"));
  BOOST_TEST(!fields.contains("template_format_names"));
  const json::object& pages = fields.at("pages").at("properties").as_object();
  BOOST_TEST(pages.contains("page\n2"));
  BOOST_TEST(pages.at("page_1").at("properties").as_object().contains(test::nasty));
}

BOOST_AUTO_TEST_CASE(equal_names_take_what_each_of_their_types_takes) {
  Design design = test::nasty_design(DesignType::static_);
  design.elements = {{"a", "text", {}}, {"a", "image", {}}};
  const json::object schema = narrowed(design);
  const json::object& taken =
      definition(schema, "layers").at("properties").at("a").at("properties").as_object();
  BOOST_TEST(taken.contains("payload"));
  BOOST_TEST(taken.contains("image_url"));
}

BOOST_AUTO_TEST_CASE(a_type_that_came_later_is_not_closed) {
  Design design = test::nasty_design(DesignType::static_);
  design.elements = {{"a", "hologram", {test::attribute("depth", {{"", "3"}})}}};
  const json::object schema = narrowed(design);
  const json::object& layer = definition(schema, "layers").at("properties").at("a").as_object();
  BOOST_TEST(!layer.contains("additionalProperties"));
  BOOST_TEST(layer.at("properties").as_object().contains("depth"));
}

BOOST_AUTO_TEST_SUITE_END()
