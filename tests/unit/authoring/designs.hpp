#pragma once

#include "pressrun/api/classify.hpp"
#include "pressrun/simulator/scenario.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace pressrun::test {

/// A design as it is known after the API was asked for it.
inline Design read_design(const std::string& document) {
  const std::string id{boost::json::parse(document).at("id").as_string()};
  HttpResponse response;
  response.status = 200;
  response.body = document;
  auto read = api::classify_design(HttpOutcome{response}, DesignId{id}, WallTime{});
  BOOST_TEST_REQUIRE(std::holds_alternative<Design>(read.outcome));
  return std::get<Design>(read.outcome);
}

inline std::vector<Design> bundled_designs() {
  std::vector<Design> designs;
  for (const std::string& document : simulator::default_scenario().designs)
    designs.push_back(read_design(document));
  return designs;
}

/// Text that tries to leave its place in a YAML file.
inline const std::string nasty =
    "a: b # c \"d\" 'e' \\ /f\n- g: ${h} {i} $${j} %k @l `m & n * o ! p | q > r\t\xE2\x80\xA8 "
    "\x7F\xC2\x85 \xF0\x9F\x8E\x89 \xE3\x81\x82";

inline Attribute attribute(std::string id, std::vector<std::pair<std::string, std::string>> values) {
  return {std::move(id), nasty, std::move(values)};
}

inline std::string json_text(const std::string& text) {
  return boost::json::serialize(boost::json::value(text));
}

/// Two formats and three layers, all with names that are hard to write down.
inline Design nasty_design(DesignType type) {
  Design design;
  design.id = DesignId{"11111111-1111-4111-8111-111111111111"};
  design.name = nasty;
  design.type = type;
  design.project_name = nasty;
  const std::vector<Element> layers{
      {nasty,
       "text",
       {attribute("payload", {{"", json_text(nasty)}}), attribute("color", {{"", "\"#101010\""}})}},
      {"yes", "text", {attribute("payload", {{"", json_text("no")}})}},
      {"<<", "text", {attribute("payload", {{"", json_text("merge")}})}},
      {"group \n x", "group", {}, {nasty}},
  };
  if (type == DesignType::printer_multipage) {
    design.pages = {{"page_1", layers}, {"page\n2", layers}, {"page_3", {}}};
    return design;
  }
  design.formats = {{nasty, 10, 20.5, nasty, ""}, {"~", 1, 1, "px", ""}};
  design.elements = layers;
  design.variables = {nasty, "city"};
  return design;
}

}  // namespace pressrun::test
