#include "unit/manifest/loaded.hpp"

BOOST_FIXTURE_TEST_SUITE(documents, pressrun::test::Loaded)

using namespace pressrun;
using namespace pressrun::test;

namespace {

const std::string titled = "    elements: {title: {payload: \"${vars.a}\"}}\n";

std::string including(const std::string& files, const std::string& head = "") {
  return with_entry(titled, "include: " + files + "\n" + head);
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_included_lies_beneath_and_the_later_file_wins) {
  sources.files["i.yaml"] = "pressrun: 1\nvars: {a: i, b: i}\n";
  sources.files["j.yaml"] = "pressrun: 1\nvars: {a: j}\n";
  load(including("[i.yaml, j.yaml]"));
  BOOST_TEST(page() == "");
  BOOST_TEST(title(0) == "j");
  load(including("[j.yaml, i.yaml]"));
  BOOST_TEST(title(0) == "i");
  load(including("[j.yaml, i.yaml]", "vars: {a: own}\n"));
  BOOST_TEST(title(0) == "own");
}

BOOST_AUTO_TEST_CASE(one_file_needs_no_list_and_paths_start_from_the_file_that_names_them) {
  sources.files["shared/i.yaml"] = "pressrun: 1\ninclude: deeper/j.yaml\n";
  sources.files["shared/deeper/j.yaml"] = "pressrun: 1\nvars: {a: deep}\n";
  load(including("shared/i.yaml"));
  BOOST_TEST(page() == "");
  BOOST_TEST(title(0) == "deep");
}

BOOST_AUTO_TEST_CASE(defaults_of_includes_are_merged_in_their_order) {
  sources.files["i.yaml"] =
      "pressrun: 1\nvars: {a: x}\ndefaults: {image_file_type: png, elements: {cta: {payload: i}}}\n";
  load(including("i.yaml", "defaults: {elements: {cta: {payload: own}}}\n"));
  BOOST_TEST(page() == "");
  BOOST_TEST(scalar(0, {"image_file_type"}).text == "png");
  BOOST_TEST(scalar(0, {"elements", "cta", "payload"}).text == "own");
}

BOOST_AUTO_TEST_CASE(designs_of_includes_come_first_and_read_their_own_folder) {
  sources.files["shared/i.yaml"] =
      "pressrun: 1\nvars: {a: x}\ndesigns:\n  - {design_id: " + design_id + ", name: brand, rows: p.csv}\n";
  sources.files["shared/p.csv"] = "sku\n1\n";
  load(including("shared/i.yaml"));
  BOOST_TEST(page() == "");
  const std::vector<std::string> expected{"brand/1", "hero/1"};
  BOOST_TEST(keys() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_name_of_an_include_is_passed_over) {
  sources.files["i.yaml"] = "pressrun: 1\nname: shared\nvars: {a: x}\n";
  load(including("i.yaml"));
  BOOST_TEST(result.manifest->name() == "m");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_included_is_found_with_its_place) {
  sources.files["m.yaml"] = "pressrun: 1\n";
  sources.files["circle.yaml"] = "pressrun: 1\ninclude: circle.yaml\n";
  sources.files["no.yaml"] = "vars: {a: 1}\n";
  sources.files["list.yaml"] = "- 1\n";
  sources.files["other.yaml"] = "pressrun: 7\n";
  const std::vector<std::pair<std::string, std::string>> rows{
      {"nowhere.yaml", "m.yaml:2:10: error: cannot read 'nowhere.yaml': no such file or directory"},
      {"[m.yaml]", "m.yaml:2:11: error: 'm.yaml' includes itself in a circle"},
      {"circle.yaml", "circle.yaml:2:10: error: 'circle.yaml' includes itself in a circle"},
      {"{a: 1}", "m.yaml:2:10: error: 'include' must be a list of files"},
      {"[{a: 1}]", "m.yaml:2:11: error: a file name is wanted here"},
      {"['']", "m.yaml:2:11: error: a file name is wanted here"},
      {"no.yaml", "no.yaml:1:1: error: the key 'pressrun' is missing"},
      {"list.yaml", "list.yaml:1:1: error: a manifest must be a mapping"},
      {"other.yaml", "other.yaml:1:11: error: version '7' of the manifest is not known"}};
  for (const auto& [written, says] : rows) {
    load(including(written, "vars: {a: x}\n"));
    BOOST_TEST(page().find(says) != std::string::npos, written << "\n" << page());
  }
}

BOOST_AUTO_TEST_CASE(includes_are_nested_so_deep_and_no_deeper) {
  for (int i = 0; i < 20; ++i)
    sources.files[std::to_string(i) + ".yaml"] = "pressrun: 1\ninclude: " + std::to_string(i + 1) + ".yaml\n";
  load(including("0.yaml", "vars: {a: x}\n"));
  BOOST_TEST(page().find("15.yaml:2:10: error: includes are nested more than 16 deep") != std::string::npos,
             page());
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_no_part_of_the_text) {
  load("\xEF\xBB\xBF" + with_entry("    elements: {title: {payload: x}}\n"));
  BOOST_TEST(page() == "");
  BOOST_TEST(jobs.size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_stands_at_the_top_has_its_shape) {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"vars: [1]\n", "m.yaml:2:7: error: 'vars' must be a mapping"},
      {"vars: x\n", "write 'name: value', a line each, indented below"},
      {"defaults: 7\n", "m.yaml:2:11: error: 'defaults' must be a mapping"},
      {"name: No Name\n", "'no-name' would do"},
      {"name: [a]\n", "write one word"}};
  for (const auto& [head, says] : rows) {
    load(with_entry("", head));
    BOOST_TEST(page().find(says) != std::string::npos, head << "\n" << page());
  }
}

BOOST_AUTO_TEST_CASE(a_manifest_without_designs_says_so_unless_that_is_the_least_of_it) {
  load("pressrun: 1\n");
  BOOST_TEST(page().find("the manifest names no design") != std::string::npos);
  load("pressrun: 1\ndesigns:\n");
  BOOST_TEST(page().find("the manifest names no design") != std::string::npos);
  load("- 1\n");
  BOOST_TEST(findings.items.size() == 1U);
  load("pressrun: 1\ndesigns: [5]\n");
  BOOST_TEST(page().find("m.yaml:2:11: error: a design must be a mapping") != std::string::npos, page());
}

BOOST_AUTO_TEST_SUITE_END()
