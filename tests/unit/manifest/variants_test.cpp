#include "unit/manifest/loaded.hpp"

BOOST_FIXTURE_TEST_SUITE(variants, pressrun::test::Loaded)

using namespace pressrun;
using namespace pressrun::test;
using Keys = std::vector<std::string>;

namespace {

std::string varied(const std::string& variants, const std::string& entry = "") {
  return with_entry("    elements: {title: {payload: Base, color: \"#111111\"}, cta: {payload: Go}}\n" +
                    entry + "    variants: " + variants + "\n");
}

Value request(const Loaded& loaded, std::size_t job) { return Value{loaded.jobs.at(job).request}; }

}  // namespace

BOOST_AUTO_TEST_CASE(a_variant_is_merged_over_the_entry_member_by_member) {
  load(varied("[{key: a, elements: {title: {payload: Soon}}}, {key: b, elements: {extra: {payload: x}}}]"));
  BOOST_TEST(page() == "");
  BOOST_TEST(title(0) == "Soon");
  BOOST_TEST(scalar(0, {"elements", "title", "color"}).text == "#111111");
  BOOST_TEST(scalar(0, {"elements", "cta", "payload"}).text == "Go");
  BOOST_TEST(title(1) == "Base");
  BOOST_TEST(request(*this, 1).find("elements")->mapping()->size() == 3U);
}

BOOST_AUTO_TEST_CASE(lists_are_replaced_and_not_joined) {
  load(varied("[{key: a, template_format_names: [c]}, {key: b}]", "    template_format_names: [a, b]\n"));
  BOOST_TEST(page() == "");
  BOOST_TEST(request(*this, 0).find("template_format_names")->sequence()->size() == 1U);
  BOOST_TEST(request(*this, 1).find("template_format_names")->sequence()->size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_null_takes_away_what_the_entry_has) {
  load(varied("[{key: a, elements: {cta: ~}}, {key: b, elements: {title: {color: ~}}}]"));
  BOOST_TEST(page() == "");
  BOOST_TEST(request(*this, 0).find("elements")->find("cta") == nullptr);
  BOOST_TEST(request(*this, 1).find("elements")->find("title")->find("color") == nullptr);
}

BOOST_AUTO_TEST_CASE(a_variant_changes_nothing_of_the_next_one) {
  load(varied("[{key: a, elements: {title: ~}, image_file_type: png}, {key: b}]"));
  BOOST_TEST(request(*this, 1).find("image_file_type") == nullptr);
  BOOST_TEST(title(1) == "Base");
}

BOOST_AUTO_TEST_CASE(a_variants_key_is_its_label_in_the_jobs_key) {
  load(varied("[{key: en}, {key: fr}]"));
  BOOST_TEST(keys() == (Keys{"hero/en", "hero/fr"}), boost::test_tools::per_element());
  load(varied("[{key: en}, {}]"));
  BOOST_TEST(keys() == (Keys{"hero/en", "hero/2"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(it_stands_before_the_entrys_key_or_where_that_says_so) {
  const std::string matrix = "    matrix: {n: [1, 2]}\n";
  load(varied("[{key: en}]", matrix + "    key: \"${n}\"\n"));
  BOOST_TEST(keys() == (Keys{"hero/en-1", "hero/en-2"}), boost::test_tools::per_element());
  load(varied("[{key: en}]", matrix + "    key: \"${n}/${variant}\"\n"));
  BOOST_TEST(keys() == (Keys{"hero/1/en", "hero/2/en"}), boost::test_tools::per_element());
  load(varied("[{key: en}]", matrix));
  BOOST_TEST(keys() == (Keys{"hero/en-1", "hero/en-2"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(one_that_holds_references_is_the_whole_key) {
  load(varied("[{key: \"v${n}\"}, {key: b}]", "    matrix: {n: [1]}\n    key: \"k${n}\"\n"));
  BOOST_TEST(keys() == (Keys{"hero/v1", "hero/b-k1"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(variants_are_a_dimension_that_can_be_read_and_left_out) {
  load(varied("[{key: en, elements: {title: {payload: \"${variant} ${n}\"}}}, {key: fr}]",
              "    matrix: {n: [1, 2]}\n    exclude: [{variant: fr, n: 2}]\n"));
  BOOST_TEST(page() == "");
  BOOST_TEST(keys() == (Keys{"hero/en-1", "hero/en-2", "hero/fr-1"}), boost::test_tools::per_element());
  BOOST_TEST(title(1) == "en 2");
  BOOST_TEST(jobs[0].variables.at(0).key == "variant");
}

BOOST_AUTO_TEST_CASE(what_is_no_variant_is_found_with_its_place) {
  const std::vector<std::tuple<std::string, std::string, std::string>> rows{
      {"5", "m.yaml:6:15", "'variants' must be a list"},
      {"{key: a}", "m.yaml:6:15", "'variants' must be a list"},
      {"[]", "m.yaml:6:15", "'variants' is empty"},
      {"[7, {key: a}]", "m.yaml:6:16", "a variant must be a mapping"},
      {"[{key: [a]}]", "m.yaml:6:22", "'key' must be a text"},
      {"[{key: }]", "m.yaml:6:", "'key' must be a text"},
      {"[{key: a}, {key: a}]", "m.yaml:3:5", "two jobs have the same key"}};
  for (const auto& [written, place, says] : rows) {
    load(varied(written));
    BOOST_TEST_CONTEXT(written << "\n" << page()) {
      BOOST_TEST(findings.has_errors());
      BOOST_TEST(page().find(place + (place.ends_with(':') ? "" : ":")) != std::string::npos);
      BOOST_TEST(page().find(says) != std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(an_entrys_key_that_is_no_text_is_told_once) {
  load(varied("[{key: a}, {key: b}]", "    key: {a: 1}\n"));
  BOOST_TEST(findings.items.size() == 1U);
  BOOST_TEST(page().find("m.yaml:6:10: error: 'key' must be a text") != std::string::npos, page());
}

BOOST_AUTO_TEST_CASE(a_bare_text_is_no_layer) {
  load(varied("[{key: a, elements: {title: Soon}}]"));
  BOOST_TEST(page().find("m.yaml:6:43: error: 'title' is a bare text") != std::string::npos, page());
  BOOST_TEST(page().find("write 'title: {payload: …}'") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(shapes_that_come_from_references_are_known_later) {
  load(varied("[{key: a, elements: \"${vars.layers}\", template_format_names: \"${vars.formats}\"}]"));
  BOOST_TEST(page().find("must be a") == std::string::npos, page());
}

BOOST_AUTO_TEST_SUITE_END()
