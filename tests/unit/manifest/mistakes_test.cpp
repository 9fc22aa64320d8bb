#include "unit/manifest/loaded.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

#include <ostream>

BOOST_AUTO_TEST_SUITE(mistakes_suite)

using namespace pressrun;
using namespace pressrun::test;

namespace {

struct Mistake {
  std::string name;
  std::string text;
  std::string place;  // "" where the file as a whole is meant
  std::string says;
};
std::ostream& operator<<(std::ostream& out, const Mistake& mistake) { return out << mistake.name; }

std::string bomb() {
  std::string text = "pressrun: 1\nvars:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "  a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int k = 0; k < 9; ++k) text += ", " + before;
    text += "]\n";
  }
  return text + "designs: []\n";
}

const std::vector<Mistake> mistakes{
    {"empty", "", "", "empty"},
    {"no yaml", "pressrun: 1\ndesigns: [}\n", "m.yaml:2:", ""},
    {"duplicate key", "pressrun: 1\nname: a\nname: b\ndesigns: []\n", "m.yaml:3:1", "'name'"},
    {"unknown key", "pressrun: 1\ndesings: []\n", "m.yaml:2:1", "did you mean 'designs'?"},
    {"two documents", "pressrun: 1\ndesigns: []\n---\nx: 1\n", "m.yaml:", "document"},
    {"wrong type", "pressrun: 1\ndesigns: 7\n", "m.yaml:2:10", ""},
    {"other version", "pressrun: 2\ndesigns: []\n", "m.yaml:1:11", "2"},
    {"no uuid", "pressrun: 1\ndesigns:\n  - design_id: hero\n", "m.yaml:3:16", "'hero'"},
    {"unknown name",
     with_entry("    elements: {title: {payload: \"${colour}\"}}\n    matrix: {color: [a]}\n"),
     "m.yaml:5:", "did you mean 'color'?"},
    {"clash",
     with_entry("    elements: {title: {payload: \"${n}\"}}\n    matrix: {n: [1, 2]}\n    key: same\n"),
     "m.yaml:", "hero/same"},
    {"misspelt own key", with_entry("    vairants: [{key: a}]\n"), "m.yaml:5:5", "did you mean 'variants'?"},
    {"unknown variable",
     with_entry("    elements: {title: {payload: \"${vars.seasn}\"}}\n", "vars: {season: x}\n"),
     "m.yaml:6:", "season"},
    {"alias bomb", bomb(), "m.yaml:", ""},
    {"depth", "pressrun: 1\nvars: " + std::string(100'000, '[') + "\n", "m.yaml:", ""},
    {"NUL", std::string("pressrun: 1\nname: \"a\0b\"\n", 24), "m.yaml:", ""},
    {"no UTF-8", "pressrun: 1\nname: a\xFF\n", "m.yaml:2:", "UTF-8"},
    {"include of itself", "pressrun: 1\ninclude: [m.yaml]\ndesigns: []\n", "m.yaml:2:", ""},
};

}  // namespace

BOOST_DATA_TEST_CASE(each_mistake_is_told_with_its_place, boost::unit_test::data::make(mistakes), mistake) {
  Loaded loaded;
  loaded.sources.files["m.yaml"] = mistake.text;
  loaded.load(mistake.text);
  const std::string page = loaded.page();
  BOOST_TEST(loaded.findings.has_errors());
  BOOST_TEST_CONTEXT(page) {
    BOOST_TEST(page.find(mistake.place) != std::string::npos);
    BOOST_TEST(page.find(mistake.says) != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(all_mistakes_are_told_at_once) {
  Loaded loaded;
  loaded.load("pressrun: 1\nnam: x\ndesigns:\n  - design_id: hero\n    vairants: []\n");
  BOOST_TEST(loaded.findings.items.size() >= 3U);
}

BOOST_AUTO_TEST_CASE(an_unknown_name_is_counted_by_the_jobs_alone) {
  Loaded loaded;
  loaded.load(with_entry("    elements: {title: {payload: \"${nope}\"}}\n    matrix: {n: [1, 2, 3]}\n"));
  BOOST_REQUIRE(loaded.findings.items.size() == 2U);
  BOOST_TEST(loaded.findings.items[0].message == loaded.findings.items[1].message);
  BOOST_TEST(loaded.findings.items[0].count + loaded.findings.items[1].count == 3U);
}

BOOST_AUTO_TEST_CASE(a_row_is_shown_once_however_many_jobs_it_gives) {
  Loaded loaded;
  loaded.sources.files["p.jsonl"] = "{\"a\": 1}\n{\"a\": 2}\n";
  loaded.load(
      with_entry("    elements: {title: {payload: \"${row.b}\"}}\n    matrix: {n: [1, 2, 3]}\n"
                 "    rows: p.jsonl\n"));
  BOOST_REQUIRE(loaded.findings.items.size() == 1U);
  BOOST_TEST(loaded.findings.items[0].count == 6U);
  BOOST_TEST(loaded.findings.items[0].seen.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_key_that_was_told_of_is_not_handed_on_to_be_told_of_again) {
  Loaded loaded;
  loaded.load(with_entry("    image_file_typ: png\n    something_new: 1\n"));
  BOOST_TEST(loaded.findings.items.size() == 1U);
  BOOST_REQUIRE(loaded.jobs.size() == 1U);
  BOOST_REQUIRE(loaded.jobs[0].request.size() == 1U);
  BOOST_TEST(loaded.jobs[0].request[0].key == "something_new");
}

BOOST_AUTO_TEST_CASE(what_is_misshapen_does_not_hide_the_rest_of_its_entry) {
  Loaded loaded;
  loaded.load(
      with_entry("    template_format_names: leaderboard\n    elements: {title: [x], cta: {payload: x}}\n"
                 "    pages: {page_1: {a: {payload: x}}, page_2: 5}\n"
                 "    variants: [7, {key: a, elements: 7}, {key: b, template_format_names: [~, x]}]\n"));
  const std::string page = loaded.page();
  BOOST_TEST_CONTEXT(page) {
    for (const char* place : {"m.yaml:5:28", "m.yaml:6:23", "m.yaml:7:", "m.yaml:8:16", "m.yaml:8:"})
      BOOST_TEST(page.find(place) != std::string::npos, place);
    BOOST_TEST(page.find("write '[leaderboard]'") != std::string::npos);
    BOOST_TEST(loaded.findings.items.size() == 6U);
  }
  BOOST_REQUIRE(loaded.jobs.size() == 2U);
  const Value first{loaded.jobs[0].request};
  BOOST_REQUIRE(first.find("template_format_names")->sequence() != nullptr);
  BOOST_TEST(first.find("template_format_names")->sequence()->at(0).scalar()->text == "leaderboard");
  BOOST_TEST(first.find("elements")->find("cta") != nullptr);
  BOOST_TEST(first.find("elements")->find("title") == nullptr);
  BOOST_TEST(first.find("pages")->find("page_2")->mapping() != nullptr);
  BOOST_TEST(Value{loaded.jobs[1].request}.find("template_format_names")->sequence()->size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_null_that_takes_nothing_away_stays_to_be_found) {
  Loaded loaded;
  loaded.load(
      with_entry("    image_file_type:\n    rows:\n    html5: {repeat: ~}\n"
                 "    elements:\n      title: {payload: , font_size: ~}\n      subtitle:\n"));
  BOOST_REQUIRE(loaded.jobs.size() == 1U);
  BOOST_CHECK(resolve(loaded.scalar(0, {"elements", "title", "payload"})) == ScalarType::null);
  BOOST_CHECK(resolve(loaded.scalar(0, {"elements", "title", "font_size"})) == ScalarType::null);
  BOOST_CHECK(resolve(loaded.scalar(0, {"elements", "subtitle"})) == ScalarType::null);
  BOOST_CHECK(resolve(loaded.scalar(0, {"html5", "repeat"})) == ScalarType::null);
  BOOST_TEST(loaded.page().find("m.yaml:5:5: warning: 'image_file_type' has no value") != std::string::npos);
  BOOST_TEST(loaded.findings.items.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_field_without_value_is_told_of_once_for_all_variants) {
  Loaded loaded;
  loaded.load(with_entry("    callback_url:\n    variants: [{key: a}, {key: b, image_file_type: ~}]\n"));
  BOOST_TEST(loaded.findings.items.size() == 2U);
  BOOST_TEST(loaded.page().find("[designs[0].callback_url]") != std::string::npos);
  BOOST_TEST(loaded.page().find("[designs[0].variants[1].image_file_type]") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_null_that_takes_something_away_is_gone) {
  Loaded loaded;
  loaded.load(with_entry(
      "    elements: {title: {payload: x, color: ~}}\n"
      "    variants: [{key: a, image_file_type: ~}, {key: b, elements: {title: ~}}, {key: c, elements: ~}]\n",
      "defaults: {image_file_type: png, elements: {title: {color: \"#111111\"}}}\n"));
  BOOST_TEST(loaded.page() == "");
  BOOST_REQUIRE(loaded.jobs.size() == 3U);
  BOOST_TEST(Value{loaded.jobs[0].request}.find("image_file_type") == nullptr);
  BOOST_TEST(Value{loaded.jobs[0].request}.find("elements")->find("title")->find("color") == nullptr);
  BOOST_TEST(Value{loaded.jobs[1].request}.find("elements")->mapping()->empty());
  BOOST_TEST(Value{loaded.jobs[2].request}.find("elements") == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()
