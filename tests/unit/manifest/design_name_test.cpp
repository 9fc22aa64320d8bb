#include "unit/manifest/loaded.hpp"

BOOST_FIXTURE_TEST_SUITE(design_name, pressrun::test::Loaded)

using namespace pressrun;
using namespace pressrun::test;
using manifest::DesignName;

namespace {

std::string by(const std::string& keys) {
  return "pressrun: 1\ndesigns:\n  - " + keys + "\n    elements: {title: {payload: Soon}}\n";
}

std::vector<DesignName> named(const Loaded& loaded) { return loaded.result.manifest->named_designs(); }

}  // namespace

BOOST_AUTO_TEST_CASE(a_name_stands_until_it_is_bound) {
  load(by("design: Kite sale"));
  BOOST_TEST(page() == "");
  BOOST_REQUIRE(named(*this).size() == 1U);
  BOOST_TEST(named(*this)[0].name == "Kite sale");
  BOOST_TEST(named(*this)[0].at.line == 3U);
  BOOST_TEST(result.manifest->designs().empty());
  BOOST_TEST(jobs.at(0).design_id.text == "");
  result.manifest->bind(named(*this)[0], DesignId{design_id});
  BOOST_TEST(result.manifest->designs().at(0).text == design_id);
  BOOST_TEST(result.manifest->place_of(DesignId{design_id}).line == 3U);
  BOOST_TEST(result.manifest->jobs()->next()->design_id.text == design_id);
  BOOST_TEST(named(*this)[0].id.text == design_id);
}

BOOST_AUTO_TEST_CASE(a_name_gives_the_keys_their_first_part) {
  load(by("design: Kite & sale!"));
  BOOST_TEST(jobs.at(0).key.text == "Kite & sale!/1");
  BOOST_TEST(jobs.at(0).request.size() == 1U);  // neither key of ours is sent
  load(by("design: '?:'"));
  BOOST_TEST(jobs.at(0).key.text == "design/1");
  load(by("design: Kite sale\n    name: kites"));
  BOOST_TEST(jobs.at(0).key.text == "kites/1");
}

BOOST_AUTO_TEST_CASE(a_project_tells_equal_names_apart) {
  load(
      "pressrun: 1\ndesigns:\n  - {design: A, project: P, name: a}\n  - {design: A, project: Q, name: b}\n"
      "  - {design: A, project: P, name: c}\n");
  BOOST_REQUIRE(named(*this).size() == 2U);
  result.manifest->bind(named(*this)[1], DesignId{design_id});
  const auto stream = result.manifest->jobs();
  BOOST_TEST(stream->next()->design_id.text == "");
  BOOST_TEST(stream->next()->design_id.text == design_id);
  BOOST_TEST(jobs.at(0).request.empty());
}

BOOST_AUTO_TEST_CASE(a_uuid_is_no_name) {
  load(by("design: " + design_id));
  BOOST_TEST(page() == "");
  BOOST_TEST(named(*this).empty());
  BOOST_TEST(jobs.at(0).design_id.text == design_id);
}

BOOST_AUTO_TEST_CASE(names_may_come_from_variables) {
  load("pressrun: 1\nvars: {theme: Kite}\ndesigns:\n  - design: ${vars.theme} sale\n");
  BOOST_TEST(named(*this).at(0).name == "Kite sale");
}

BOOST_AUTO_TEST_CASE(what_is_no_name_is_refused) {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"design: [Kite]", "'design' must be a design's name"},
      {"design: ''", "'design' must be a design's name"},
      {"design: Kite\n    project: [P]", "'project' must be a project's name or id"},
      {"design: Kite\n    design_id: " + design_id, "exclude each other"},
      {"design_id: " + design_id + "\n    project: P", "'project' stands beside 'design'"},
      {"design_id: Kite sale", "'design: NAME' takes a name"},
      {"name: hero", "the key 'design_id' is missing"},
      {"design: ${vars.none}", "vars.none"}};
  for (const auto& [keys, expected] : rows) {
    BOOST_TEST_CONTEXT(keys) {
      load(by(keys));
      BOOST_TEST(page().find(expected) != std::string::npos, page());
      BOOST_TEST(findings.items.size() == 1U);
    }
  }
}

BOOST_AUTO_TEST_CASE(requests_are_those_of_every_variant) {
  load(by("design: A\n    variants: [{key: a, elements: {title: {font: Inter}}}, {key: b}]"));
  const auto requests = result.manifest->requests();
  BOOST_REQUIRE(requests.size() == 2U);
  BOOST_TEST(requests[0]->front().value.find("title")->find("font")->scalar()->text == "Inter");
}

BOOST_AUTO_TEST_SUITE_END()
