#include "pressrun/api/design_rules.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <map>
#include <set>

BOOST_AUTO_TEST_SUITE(design_rules)

using namespace pressrun::api;

BOOST_AUTO_TEST_CASE(a_property_is_of_one_kind_on_every_type) {
  std::map<std::string_view, ValueKind> kinds;
  for (const PropertyRule& rule : property_rules()) {
    BOOST_TEST_CONTEXT(rule.property) {
      BOOST_CHECK(kinds.emplace(rule.property, rule.kind).first->second == rule.kind);
    }
  }
}

BOOST_AUTO_TEST_CASE(no_row_stands_twice) {
  std::set<std::pair<std::string_view, std::string_view>> rows;
  for (const PropertyRule& rule : property_rules()) {
    BOOST_TEST_CONTEXT(rule.element << " " << rule.property) {
      BOOST_TEST(rows.emplace(rule.element, rule.property).second);
    }
  }
}

BOOST_AUTO_TEST_CASE(members_stand_below_an_object_of_the_same_type) {
  for (const PropertyRule& rule : property_rules()) {
    const auto dot = rule.property.find('.');
    if (dot == std::string_view::npos) continue;
    const bool found = std::ranges::any_of(property_rules(), [&](const PropertyRule& other) {
      return other.element == rule.element && other.property == rule.property.substr(0, dot) &&
             other.kind == ValueKind::object;
    });
    BOOST_TEST_CONTEXT(rule.property) { BOOST_TEST(found); }
  }
}

BOOST_AUTO_TEST_CASE(every_row_names_its_source) {
  BOOST_TEST(
      std::ranges::none_of(property_rules(), [](const PropertyRule& rule) { return rule.source.empty(); }));
  BOOST_TEST(std::ranges::none_of(field_rules(), [](const FieldRule& rule) { return rule.source.empty(); }));
}

BOOST_AUTO_TEST_CASE(all_eleven_types_and_the_background_are_known) {
  for (const char* type :
       {"text", "button", "image", "logo", "shape", "rating", "illustration", "qrcode", "video", "audio"}) {
    const auto names = properties_of(type);
    BOOST_REQUIRE(names.has_value());
    BOOST_TEST(std::ranges::count(*names, "hidden") == 1);
  }
  BOOST_TEST(properties_of("root").value() == std::vector<std::string_view>{"background_color"});
  for (const char* type : {"group", "container", "code"}) BOOST_TEST(properties_of(type).value().empty());
  BOOST_TEST(!properties_of("hologram").has_value());
}

BOOST_AUTO_TEST_CASE(what_the_table_does_not_name_has_no_kind) {
  BOOST_TEST(!kind_of_property("something_new").has_value());
  BOOST_TEST(rule_of_field("something_new") == nullptr);
  BOOST_CHECK(kind_of_property("font_size") == ValueKind::number);
  BOOST_TEST(rule_of_field("html5.repeat")->may_be_null);
}

BOOST_AUTO_TEST_SUITE_END()
