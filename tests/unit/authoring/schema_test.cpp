#include "pressrun/authoring/schema.hpp"

#include "unit/authoring/designs.hpp"

BOOST_AUTO_TEST_SUITE(schema)

using namespace pressrun;

namespace {

namespace json = boost::json;

json::object narrowed(const Design& design) {
  return json::parse(authoring::manifest_schema_of(design)).as_object();
}

const json::object& definition(const json::object& schema, std::string_view name) {
  return schema.at("definitions").at(name).as_object();
}

/// What a value refers to, or the value itself.
const json::object& followed(const json::object& schema, const json::value& value) {
  constexpr std::string_view local = "#/definitions/";
  const json::value* reference = value.as_object().if_contains("$ref");
  if (reference == nullptr) return value.as_object();
  const std::string name{reference->as_string()};
  BOOST_REQUIRE(name.starts_with(local));
  return definition(schema, name.substr(local.size()));
}

const json::object& properties_of(const json::object& schema, const json::value& value) {
  return followed(schema, value).at("properties").as_object();
}

Design document(std::size_t pages, std::size_t layers) {
  Design design = test::nasty_design(DesignType::printer_multipage);
  design.pages.clear();
  for (std::size_t page = 1; page <= pages; ++page) {
    std::vector<Element> elements;
    for (std::size_t i = 0; i < layers; ++i)
      elements.push_back({"layer " + std::to_string(i), i % 2 == 0 ? "text" : "image", {}});
    design.pages.emplace_back("page_" + std::to_string(page), std::move(elements));
  }
  return design;
}

}  // namespace

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
  BOOST_TEST(properties_of(schema, names.at(test::nasty)).contains("payload"));
  BOOST_TEST(!properties_of(schema, names.at(test::nasty)).contains("image_url"));
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
  const json::object& pages = properties_of(schema, fields.at("pages"));
  BOOST_TEST(pages.contains("page\n2"));
  BOOST_TEST(properties_of(schema, pages.at("page_1")).contains(test::nasty));
}

BOOST_AUTO_TEST_CASE(equal_names_take_what_each_of_their_types_takes) {
  Design design = test::nasty_design(DesignType::static_);
  design.elements = {{"a", "text", {}}, {"a", "image", {}}};
  const json::object schema = narrowed(design);
  const json::object& taken = properties_of(schema, definition(schema, "layers").at("properties").at("a"));
  BOOST_TEST(taken.contains("payload"));
  BOOST_TEST(taken.contains("image_url"));
}

BOOST_AUTO_TEST_CASE(what_decides_what_is_bought_stands_where_the_loader_reads_it) {
  const json::object schema = json::parse(authoring::manifest_schema()).as_object();
  const json::object& top = schema.at("properties").as_object();
  BOOST_TEST(top.at("outdated").at("anyOf").at(0).at("enum") == json::value({"buy", "keep"}));
  BOOST_TEST(top.at("budget").at("properties").as_object().size() == 4U);
  const json::object& entry = definition(schema, "design").at("properties").as_object();
  const json::object& variant = definition(schema, "variant").at("properties").as_object();
  BOOST_TEST(entry.at("take").is_object());
  BOOST_TEST(entry.at("outdated").is_object());
  BOOST_TEST(entry.at("matrix").at("properties").as_object().contains("take"));
  BOOST_TEST(variant.at("take").is_object());
  BOOST_TEST(definition(schema, "defaults").at("properties").at("outdated") == json::value(false));
  for (const char* key :
       {"design", "design_id", "project", "name", "rows", "matrix", "exclude", "variants", "outdated"})
    BOOST_TEST(variant.at(key) == json::value(false), key);
}

BOOST_AUTO_TEST_CASE(a_type_that_came_later_is_not_closed) {
  Design design = test::nasty_design(DesignType::static_);
  design.elements = {{"a", "hologram", {test::attribute("depth", {{"", "3"}})}}};
  const json::object schema = narrowed(design);
  const json::object& layer = followed(schema, definition(schema, "layers").at("properties").at("a"));
  BOOST_TEST(!layer.contains("additionalProperties"));
  BOOST_TEST(layer.at("properties").as_object().contains("depth"));
}

BOOST_AUTO_TEST_CASE(a_layer_more_costs_a_line_or_two) {
  const auto size = [](std::size_t pages, std::size_t layers) {
    return authoring::manifest_schema_of(document(pages, layers)).size();
  };
  BOOST_TEST(size(1, 110) - size(1, 10) < 100U * 200);
  BOOST_TEST(size(50, 10) < 100'000U);
}

BOOST_AUTO_TEST_SUITE_END()
