#include "unit/manifest/loaded.hpp"

BOOST_FIXTURE_TEST_SUITE(take, pressrun::test::Loaded)

using namespace pressrun;
using namespace pressrun::test;
using Texts = std::vector<std::string>;

namespace {

const std::string prompted = "    elements: {title: {payload: \"A kite, take ${take}\"}}\n";
const std::string plain = "    elements: {title: {payload: A kite}}\n";

Texts takes(const Loaded& loaded) {
  Texts all;
  for (const JobSpec& job : loaded.jobs) all.push_back(job.take);
  return all;
}

void check(const Texts& found, const Texts& expected) {
  BOOST_TEST(found == expected, boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_CASE(without_any_there_is_none) {
  load(with_entry(plain));
  BOOST_TEST(page() == "");
  check(takes(*this), {""});
}

BOOST_AUTO_TEST_CASE(an_entry_has_one_which_is_read_and_not_sent) {
  load(with_entry(prompted + "    take: 2\n"));
  BOOST_TEST(page() == "");
  check(takes(*this), {"2"});
  check(keys(), {"hero/2"});
  BOOST_TEST(title(0) == "A kite, take 2");
  BOOST_TEST(jobs[0].request.size() == 1U);
  BOOST_TEST(jobs[0].variables.at(0).key == "take");
}

BOOST_AUTO_TEST_CASE(it_is_the_canonical_json_of_what_yaml_means) {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"1", "1"},
      {"+1", "1"},
      {"-0", "0"},
      {"007", "7"},
      {"0x1F", "31"},
      {"0o17", "15"},
      {"1.0", "1"},
      {"1e3", "1000"},
      {"-2.50", "-2.5"},
      {".5", "0.5"},
      {"1e21", "1e+21"},
      {"1.5e-7", "1.5e-7"},
      {"0.000001", "0.000001"},
      {"123456789012345678901234567890", "123456789012345678901234567890"},
      {"true", "true"},
      {"FALSE", "false"},
      {"a", "\"a\""},
      {"'1'", "1"},
      {"'1.0'", "\"1.0\""},
      {"no", "\"no\""},
      {"\"a \\\"b\\\" \\\\ \\u0001\\n\"", "\"a \\\"b\\\" \\\\ \\u0001\\n\""},
      {"春", "\"春\""}};
  for (const auto& [written, expected] : rows) {
    BOOST_TEST_CONTEXT(written) {
      load(with_entry(plain + "    take: " + written + "\n"));
      BOOST_TEST(page() == "");
      check(takes(*this), {expected});
    }
  }
}

BOOST_AUTO_TEST_CASE(a_variant_has_its_own_the_entrys_or_none) {
  load(with_entry(plain + "    take: 1\n    variants: [{key: a}, {key: b, take: x}, {key: c, take: ~}]\n"));
  BOOST_TEST(page() == "");
  check(takes(*this), {"1", "\"x\"", ""});
  check(keys(), {"hero/a-1", "hero/b-x", "hero/c"});
  for (const JobSpec& job : jobs) BOOST_TEST(job.request.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_variant_without_one_does_not_read_that_of_another) {
  load(with_entry(prompted + "    variants: [{key: a, take: 1}, {key: b}]\n"));
  BOOST_TEST(page().find("unknown name 'take'") != std::string::npos, page());
  check(takes(*this), {"1"});
}

BOOST_AUTO_TEST_CASE(a_dimension_of_the_matrix_gives_one_to_each_job) {
  load(with_entry(prompted + "    matrix: {lang: [en, fr], take: [1, \"1.0\", b]}\n"));
  BOOST_TEST(page() == "");
  check(takes(*this), {"1", "\"1.0\"", "\"b\"", "1", "\"1.0\"", "\"b\""});
  check(keys(), {"hero/en-1", "hero/en-1.0", "hero/en-b", "hero/fr-1", "hero/fr-1.0", "hero/fr-b"});
  BOOST_TEST(title(5) == "A kite, take b");
}

BOOST_AUTO_TEST_CASE(in_maps_of_the_matrix_and_in_rows_the_word_is_data) {
  sources.files["p.csv"] = "sku,take\n1,up\n2,down\n";
  load(
      with_entry("    elements: {title: {payload: \"${row.take} ${scene.take}\"}}\n"
                 "    matrix: {scene: [{name: a, take: far}]}\n    rows: p.csv\n"));
  BOOST_TEST(page() == "");
  check(takes(*this), {"", ""});
  BOOST_TEST(title(1) == "down far");
}

BOOST_AUTO_TEST_CASE(a_row_gives_one_where_it_is_asked_to) {
  sources.files["p.csv"] = "sku,again\n1,x\n2,\n3,y\n";
  load(with_entry(prompted +
                  "    take: \"${row.again}\"\n    rows: p.csv\n    key: \"${row.sku}-${take}\"\n"));
  check(takes(*this), {"\"x\"", "\"y\""});
  check(keys(), {"hero/1-x", "hero/3-y"});
  BOOST_TEST(title(1) == "A kite, take y");
  BOOST_REQUIRE(findings.items.size() == 1U);
  BOOST_TEST(findings.items[0].message == "'take' is empty");
  BOOST_TEST(findings.items[0].seen.at(0).at.line == 3U);
}

BOOST_AUTO_TEST_CASE(what_can_be_none_is_told_with_its_place) {
  const std::vector<std::tuple<std::string, std::string, std::string>> rows{
      {"    take:\n", "m.yaml:6:", "'take' is empty"},
      {"    take: ''\n", "m.yaml:6:11", "'take' is empty"},
      {"    take: ' '\n", "m.yaml:6:11", "'take' is empty"},
      {"    take: [1]\n", "m.yaml:6:11", "must be a text, a number"},
      {"    take: {a: 1}\n", "m.yaml:6:11", "must be a text, a number"},
      {"    take: .inf\n", "m.yaml:6:11", "no finite number"},
      {"    take: 0x10000000000000000\n", "m.yaml:6:11", "beyond 64 bits"},
      {"    take: \"${take}\"\n", "m.yaml:6:11", "reads itself"},
      {"    take: \"${nope}\"\n", "m.yaml:6:11", "unknown name 'nope'"},
      {"    taek: 1\n", "m.yaml:6:5", "did you mean 'take'?"},
      {"    matrix: {take: [1, {a: 1}]}\n", "m.yaml:6:24", "must be a text, a number"},
      {"    matrix: {take: [1, ~]}\n", "m.yaml:6:24", "'take' is empty"},
      {"    matrix: {take: [1, 2, 1.0]}\n", "m.yaml:6:27", "stands twice"},
      {"    matrix: {take: [1, 2, '1']}\n", "m.yaml:6:27", "stands twice"},
      {"    matrix: {take: [1, 2]}\n    take: 3\n", "m.yaml:7:11", "a dimension of the matrix already"},
      {"    variants: [{key: a, take: ~}]\n", "m.yaml:6:", "'take' is empty"},
      {"    variants: [{key: a, take: [2]}]\n", "m.yaml:6:31", "must be a text, a number"}};
  for (const auto& [written, place, says] : rows) {
    BOOST_TEST_CONTEXT(written) {
      load(with_entry(plain + written));
      BOOST_TEST(findings.has_errors());
      BOOST_TEST(page().find(place) != std::string::npos, page());
      BOOST_TEST(page().find(says) != std::string::npos, page());
    }
  }
}

BOOST_AUTO_TEST_CASE(one_mistake_of_an_entry_is_told_once_for_all_its_variants) {
  load(with_entry(plain + "    take: []\n    variants: [{key: a}, {key: b}]\n"));
  BOOST_TEST(findings.items.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
