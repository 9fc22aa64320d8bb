#include "unit/simulator/model/support.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(scenario)

using namespace pressrun;
using namespace pressrun::simulator::test;
using namespace pressrun::simulator;

namespace {

Scenario loaded(const std::string& text) {
  auto result = load_scenario(text, "s.yaml");
  if (const auto* findings = std::get_if<Diagnostics>(&result)) {
    BOOST_FAIL(render(findings->items.front()));
  }
  return std::get<Scenario>(result);
}

/// "LINE:COLUMN path: message" of each finding.
std::vector<std::string> findings(const std::string& text) {
  auto result = load_scenario(text, "s.yaml");
  std::vector<std::string> out;
  if (!std::holds_alternative<Diagnostics>(result)) return out;
  for (const Diagnostic& item : std::get<Diagnostics>(result).items) {
    BOOST_TEST(item.at.file_name() == "s.yaml");
    out.push_back(std::to_string(item.at.line) + ":" + std::to_string(item.at.column) + " " + item.path +
                  ": " + item.message);
  }
  return out;
}

using List = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_CASE(the_bundled_workspace_has_designs_of_all_four_types) {
  const Scenario scenario = default_scenario();
  BOOST_TEST(scenario.designs.size() == 6);
  BOOST_TEST(scenario.faults.empty());
  BOOST_TEST(!scenario.credits.has_value());
  std::vector<std::string> types;
  for (const std::string& design : scenario.designs) types.push_back(text(json::parse(design), "type"));
  BOOST_TEST(types == (List{"static", "static", "static", "printer", "printer_multipage", "animated"}));
}

BOOST_AUTO_TEST_CASE(what_a_file_leaves_out_is_as_in_the_default) {
  const Scenario scenario = loaded("seed: 7\nlimits: {per_second: 0}\n");
  BOOST_TEST(scenario.seed == 7);
  BOOST_TEST(scenario.limits.per_second == 0);
  BOOST_TEST(scenario.limits.polling.per_hour == 18000);
  BOOST_TEST(scenario.designs.size() == 6);
  BOOST_TEST(loaded("").designs.size() == 6);
}

BOOST_AUTO_TEST_CASE(every_key_is_read) {
  const Scenario s = loaded(R"(
api_key: secret
company: "12"
credits: 40
api_access: false
not_in_plan: [gif]
limits: {sliding: false, polling: {per_minute: 1, per_hour: 2}, read: {per_minute: 3}, write: {per_hour: 4}}
render: {median: 1m30s, sigma: 0.25, slow_share: 1, slow_median: 250ms}
render_of: {5fcec999-2bfb-4dd7-ba38-2d9e16c49149: {median: 90s}}
format_failure_rate: 0.5
failure_reasons: [too long]
faults:
  - {kind: status, on: submit, probability: 0.25, status: 502, body: envelope, from: 10s, until: 2m, at_most: 3}
  - {kind: delay, delay: 5s}
asset_base_url: https://files.test
keep_bodies: false
paging: true
fonts: []
projects: [{id: a, name: b}]
)");
  BOOST_TEST(s.api_key == "secret");
  BOOST_TEST(s.company == "12");
  BOOST_TEST(s.credits.value() == 40);
  BOOST_TEST(!s.api_access);
  BOOST_TEST(s.not_in_plan == List{"gif"});
  BOOST_TEST(!s.limits.sliding);
  BOOST_TEST(s.limits.polling.per_hour == 2);
  BOOST_TEST(s.limits.read.per_minute == 3);
  BOOST_TEST(s.limits.write.per_hour == 4);
  BOOST_CHECK(s.render.median == 90s);
  BOOST_CHECK(s.render.slow_median == 250ms);
  BOOST_TEST(s.render.sigma == 0.25);
  BOOST_TEST(s.render.slow_share == 1);
  BOOST_CHECK(s.render_of.at(teaser).median == 90s);
  BOOST_TEST(s.format_failure_rate == 0.5);
  BOOST_TEST(s.failure_reasons == List{"too long"});
  BOOST_TEST(s.faults.size() == 2);
  BOOST_TEST(s.faults[0].kind == "status");
  BOOST_TEST(s.faults[0].on == "submit");
  BOOST_TEST(s.faults[0].probability == 0.25);
  BOOST_TEST(s.faults[0].status == 502);
  BOOST_TEST(s.faults[0].body == "envelope");
  BOOST_CHECK(s.faults[0].from == std::optional<std::chrono::nanoseconds>{10s});
  BOOST_CHECK(s.faults[0].until == std::optional<std::chrono::nanoseconds>{120s});
  BOOST_TEST(s.faults[0].at_most == 3);
  BOOST_CHECK(s.faults[1].delay == 5s);
  BOOST_TEST(s.faults[1].on == "any");
  BOOST_TEST(s.faults[1].probability == 1);
  BOOST_TEST(s.asset_base_url == "https://files.test");
  BOOST_TEST(!s.keep_bodies);
  BOOST_TEST(s.paging);
  BOOST_TEST(s.fonts == "[]");
  BOOST_TEST(s.projects == R"([{"id":"a","name":"b"}])");
}

BOOST_AUTO_TEST_CASE(a_design_may_be_written_in_yaml_and_is_served_as_json) {
  const Scenario s = loaded(R"(
designs:
  - id: 11111111-1111-4111-8111-111111111111
    name: "007"
    type: static
    project_id: null
    formats: [{id: square, width: 10.5, height: 10.0, unit: mm}]
    elements: [{name: on, type: text, attributes: [{id: hidden, values: {square: false}}]}]
)");
  BOOST_TEST(
      s.designs.at(0) ==
      R"({"id":"11111111-1111-4111-8111-111111111111","name":"007","type":"static","project_id":null,)"
      R"("formats":[{"id":"square","width":10.5,"height":10,"unit":"mm"}],)"
      R"("elements":[{"name":"on","type":"text","attributes":[{"id":"hidden","values":{"square":false}}]}]})");
  Bench bench{s};
  BOOST_TEST(bench.get("/designs").body == "[]");  // without a project it is not listed
  BOOST_TEST(bench.get("/designs/11111111-1111-4111-8111-111111111111").status == 200);
}

BOOST_AUTO_TEST_CASE(mistakes_are_all_found_with_their_places) {
  BOOST_TEST(findings("seeed: 1\ncredits: many\nlimits:\n  per_second: -1\n  tiers: 3\n") ==
             (List{"1:1 : unknown key 'seeed'",
                   "2:10 credits: must be a whole number of at least 0, or null for unlimited",
                   "4:15 limits.per_second: must be a whole number of at least 0",
                   "5:3 limits: unknown key 'tiers'"}));
  BOOST_TEST(
      findings("render: {median: 4, sigma: x}\nformat_failure_rate: 1.5\n") ==
      (List{"1:18 render.median: must be a duration", "1:28 render.sigma: must be a number between 0 and 10",
            "2:22 format_failure_rate: must be a number between 0 and 1"}));
  BOOST_TEST(findings("faults:\n  - {kind: reset}\n  - {on: submit}\n  - 7\n") ==
             (List{"2:12 faults[0].kind: unknown value 'reset'", "3:5 faults[1]: a fault needs a kind",
                   "4:5 faults[2]: must be a mapping"}));
  BOOST_TEST(
      findings("keep_bodies: yes\napi_key: [a]\nfailure_reasons: x\nseed: 1.5\n") ==
      (List{"1:14 keep_bodies: must be true or false", "2:10 api_key: must be a text",
            "3:18 failure_reasons: must be a list", "4:7 seed: must be a whole number of at least 0"}));
}

BOOST_AUTO_TEST_CASE(render_times_of_a_design_that_is_not_there_are_a_mistake) {
  BOOST_TEST(findings("render_of:\n  " + nobody + ": {median: 1s}\n") ==
             (List{"2:3 render_of: no design '" + nobody + "'"}));
  BOOST_TEST(findings("render_of: [1]\n") == (List{"1:12 render_of: must be a mapping of design ids"}));
  BOOST_TEST(findings("render_of: {" + teaser + ": {median: x}}\n") ==
             (List{"1:60 render_of." + teaser + ".median: must be a duration"}));
}

BOOST_AUTO_TEST_CASE(a_misspelt_key_has_its_neighbour_as_hint) {
  const auto result = load_scenario("seeed: 1\n", "s.yaml");
  const Diagnostic& finding = std::get<Diagnostics>(result).items.at(0);
  BOOST_TEST(finding.hint == "did you mean 'seed'?");
  BOOST_TEST(finding.source_line == "seeed: 1");
}

BOOST_AUTO_TEST_CASE(what_is_no_mapping_no_yaml_or_doubled_is_refused) {
  BOOST_TEST(findings("- a\n") == List{"1:1 : must be a mapping"});
  BOOST_TEST(findings("seed: 1\nseed: 2\n") == List{"2:1 : the key 'seed' comes twice"});
  BOOST_TEST(findings("seed: [1\n").size() == 1);
  BOOST_TEST(findings("fonts: {a: 1}\n") == List{"1:8 fonts: must be a list"});
  BOOST_TEST(findings("fonts: [a]\n") == List{"1:8 fonts: must be a list of mappings"});
  BOOST_TEST(findings("projects: [{a: 1, a: 2}]\n") == List{"1:19 projects: the key 'a' comes twice"});
  BOOST_TEST(findings("projects: [{a: .inf}]\n") == List{"1:16 projects: '.inf' is no number that JSON has"});
}

BOOST_AUTO_TEST_CASE(a_design_that_is_none_is_found_with_its_place) {
  BOOST_TEST(findings("designs:\n  - {id: x}\n") == List{"2:5 designs[0]: its id is no UUID"});
  BOOST_TEST(findings("designs:\n  - 7\n").size() == 1);
  const std::string design =
      "  - {id: " + nobody +
      ", name: a, type: static, formats: [{id: f, width: 1, height: 1}], elements: []}\n";
  BOOST_TEST(findings("designs:\n" + design) == List{});
  BOOST_TEST(findings("designs:\n" + design + design).at(0) ==
             "2:3 designs: design " + nobody + " comes twice");
}

BOOST_AUTO_TEST_CASE(an_alias_bomb_is_stopped) {
  std::string list = "projects:\n  - &a0 {k: [x,x,x,x,x,x,x,x,x,x]}\n";
  for (int i = 1; i < 9; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    list += "  - &a" + std::to_string(i) + " {k: [" + before;
    for (int j = 0; j < 9; ++j) list += ", " + before;
    list += "]}\n";
  }
  const auto found = findings(list);
  BOOST_REQUIRE(found.size() == 1);
  BOOST_TEST(found[0].ends_with("too deep or too large"));
}

BOOST_AUTO_TEST_SUITE_END()
