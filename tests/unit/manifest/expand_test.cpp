#include "unit/manifest/loaded.hpp"

BOOST_FIXTURE_TEST_SUITE(expand, pressrun::test::Loaded)

using namespace pressrun;
using namespace pressrun::test;
using Keys = std::vector<std::string>;

namespace {

const std::string titled = "    elements: {title: {payload: \"";

void check_keys(const Loaded& loaded, const Keys& expected) {
  BOOST_TEST(loaded.page() == "");
  BOOST_TEST(loaded.keys() == expected, boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_entry_alone_is_one_job) {
  load(with_entry(titled + "Soon\"}}\n"));
  BOOST_TEST(page() == "");
  BOOST_REQUIRE(jobs.size() == 1U);
  BOOST_TEST(jobs[0].design_name == "hero");
  BOOST_TEST(jobs[0].design_id.text == design_id);
  BOOST_TEST(title(0) == "Soon");
}

BOOST_AUTO_TEST_CASE(a_matrix_gives_every_combination_less_what_is_excluded) {
  load(with_entry(titled + "${cta} ${theme.name}\"}}\n"
                           "    matrix:\n      cta: [Shop, Learn]\n"
                           "      theme: [{name: light, color: \"#FFF\"}, {name: dark, color: \"#111\"}]\n"
                           "    exclude: [{cta: Learn, theme: {name: dark}}]\n"
                           "    key: \"${cta}-${theme.name}\"\n"));
  check_keys(*this, {"hero/Shop-light", "hero/Shop-dark", "hero/Learn-light"});
  BOOST_TEST(title(1) == "Shop dark");
}

BOOST_AUTO_TEST_CASE(variants_are_merged_over_the_entry) {
  load(with_entry(
      "    image_file_type: png\n" + titled +
      "Base\", color: \"#111111\"}}\n"
      "    variants:\n      - {key: en, elements: {title: {payload: Soon}}}\n"
      "      - {key: fr, elements: {title: {payload: Bientôt, color: null}}, image_file_type: jpeg}\n"));
  check_keys(*this, {"hero/en", "hero/fr"});
  BOOST_TEST(title(1) == "Bientôt");
  BOOST_TEST(scalar(0, {"elements", "title", "color"}).text == "#111111");
  BOOST_TEST(Value{jobs[1].request}.find("elements")->find("title")->find("color") == nullptr);
  BOOST_TEST(scalar(1, {"image_file_type"}).text == "jpeg");
}

BOOST_AUTO_TEST_CASE(defaults_are_merged_under_every_design) {
  load(with_entry(titled + "Soon\"}}\n",
                  "defaults: {image_file_type: png, elements: {cta: {payload: Go}}}\n"));
  BOOST_TEST(page() == "");
  BOOST_TEST(scalar(0, {"image_file_type"}).text == "png");
  BOOST_TEST(scalar(0, {"elements", "cta", "payload"}).text == "Go");
}

BOOST_AUTO_TEST_CASE(references_read_vars_environment_and_defaults) {
  sources.variables["SEASON"] = "Winter";
  options.set["place"] = "Oslo";
  load(with_entry(titled + "${vars.a}|${env.SEASON}|${vars.place}|${vars.none:-else}|\\\\${vars.a}\"}}\n",
                  "vars: {a: one, place: Paris, none: ''}\n"));
  BOOST_TEST(page() == "");
  BOOST_TEST(title(0) == "one|Winter|Oslo|else|${vars.a}");
}

BOOST_AUTO_TEST_CASE(a_value_that_is_one_reference_keeps_its_type) {
  load(with_entry(
      "    elements: {title: {font_size: \"${size}\", payload: \"${size}pt\"}}\n    matrix: {size: [12]}\n"));
  BOOST_TEST(page() == "");
  BOOST_CHECK(resolve(scalar(0, {"elements", "title", "font_size"})) == ScalarType::integer);
  BOOST_CHECK(resolve(scalar(0, {"elements", "title", "payload"})) == ScalarType::string);
}

BOOST_AUTO_TEST_CASE(scalars_stay_as_the_author_wrote_them) {
  load(
      with_entry("    elements: {title: {payload: 007}, cta: {payload: 1.10}, x: {payload: no}, y: {payload: "
                 "2026-11-27}}\n"));
  BOOST_TEST(page() == "");
  BOOST_TEST(scalar(0, {"elements", "title", "payload"}).text == "007");
  BOOST_TEST(scalar(0, {"elements", "cta", "payload"}).text == "1.10");
  BOOST_CHECK(resolve(scalar(0, {"elements", "x", "payload"})) == ScalarType::string);
  BOOST_CHECK(resolve(scalar(0, {"elements", "y", "payload"})) == ScalarType::string);
}

BOOST_AUTO_TEST_CASE(merge_keys_and_anchors_are_understood) {
  load(
      with_entry("    elements:\n      title: &base {payload: A, color: \"#111111\"}\n"
                 "      cta: {<<: *base, payload: B}\n"));
  BOOST_TEST(page() == "");
  BOOST_TEST(scalar(0, {"elements", "cta", "payload"}).text == "B");
  BOOST_TEST(scalar(0, {"elements", "cta", "color"}).text == "#111111");
}

BOOST_AUTO_TEST_CASE(include_brings_vars_defaults_and_designs) {
  sources.files["brand.yaml"] = "pressrun: 1\nvars: {brand: Acme}\ndefaults: {image_file_type: png}\n";
  load(with_entry(titled + "${vars.brand}\"}}\n", "include: [brand.yaml]\n"));
  BOOST_TEST(page() == "");
  BOOST_TEST(title(0) == "Acme");
  BOOST_TEST(scalar(0, {"image_file_type"}).text == "png");
}

BOOST_AUTO_TEST_CASE(every_pass_gives_the_same_jobs) {
  sources.files["p.csv"] = "sku\n1\n2\n";
  load(with_entry(
      "    elements: {title: {payload: \"${row.sku}\"}}\n    matrix: {n: [a, b]}\n    rows: p.csv\n"));
  const auto stream = result.manifest->jobs();
  Keys again;
  for (auto job = stream->next(); job; job = stream->next()) again.push_back(job->key.text);
  BOOST_TEST(again.size() == 4U);
  BOOST_TEST(again == keys(), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_name_is_the_files_unless_it_is_set) {
  load(with_entry(titled + "x\"}}\n"));
  BOOST_TEST(result.manifest->name() == "m");
  load(with_entry(titled + "x\"}}\n", "name: black-friday\n"));
  BOOST_TEST(result.manifest->name() == "black-friday");
}

BOOST_AUTO_TEST_SUITE_END()
