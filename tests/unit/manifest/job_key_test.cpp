#include "unit/manifest/loaded.hpp"

BOOST_FIXTURE_TEST_SUITE(job_key, pressrun::test::Loaded)

using namespace pressrun;
using namespace pressrun::test;
using Keys = std::vector<std::string>;

namespace {

const std::string body = "    elements: {title: {payload: A kite}}\n";

/// A list as YAML writes it: each text in double quotes.
std::string list(const Keys& texts) {
  std::string out = "[";
  for (const std::string& text : texts) out += (out.size() > 1 ? ", \"" : "\"") + text + "\"";
  return out + "]";
}

void check(const Loaded& loaded, const Keys& expected) {
  BOOST_TEST(loaded.page() == "");
  BOOST_TEST(loaded.keys() == expected, boost::test_tools::per_element());
}

}  // namespace

BOOST_AUTO_TEST_CASE(keys_are_in_the_authors_letters) {
  load(with_entry(body + "    matrix: {n: " + list({"Shop now", "ПРИВЕТ", "春", "-5", "50 %", "Ça & là!"}) +
                  "}\n"));
  check(*this, {"hero/Shop now", "hero/ПРИВЕТ", "hero/春", "hero/-5", "hero/50 %", "hero/Ça & là!"});
}

BOOST_AUTO_TEST_CASE(values_that_differ_in_case_or_sign_have_keys_of_their_own) {
  load(with_entry(body + "    matrix: {n: [Sale, SALE, 5, -5]}\n"));
  check(*this, {"hero/Sale", "hero/SALE", "hero/5", "hero/-5"});
}

BOOST_AUTO_TEST_CASE(what_cannot_stand_in_a_files_name_becomes_one_dash) {
  load(with_entry(body + "    matrix: {n: " +
                  list({"a/b", "a\\\\:*?\\\"<>|b!", " a\\tb ", "?a?", "x\\u202Ey", "a - b", "z /"}) + "}\n"));
  check(*this, {"hero/1", "hero/a-b!", "hero/3", "hero/a", "hero/x-y", "hero/a - b", "hero/z"});
}

BOOST_AUTO_TEST_CASE(no_part_of_a_key_names_a_folder) {
  load(with_entry(body + "    matrix: {n: ['.', '..', '...']}\n"));
  check(*this, {"hero/1", "hero/2", "hero/..."});
  sources.files["p.csv"] = "sku\n..\nx\n";
  load(with_entry(body + "    rows: p.csv\n"));
  check(*this, {"hero/1", "hero/x"});
  load(with_entry(body + "    rows: p.csv\n    key: \"${row.sku}\"\n"));
  BOOST_TEST(page().find("they name folders") != std::string::npos, page());
  load(with_entry(body + "    key: a/../b\n"));
  BOOST_TEST(page().find("they name folders") != std::string::npos, page());
  load("pressrun: 1\ndesigns:\n  - design_id: " + design_id + "\n    name: '..'\n");
  BOOST_TEST(findings.has_errors());
}

BOOST_AUTO_TEST_CASE(a_key_that_is_written_keeps_its_slashes_and_those_of_values_go) {
  sources.files["p.csv"] = "sku,group\nA/1,Été\n";
  load(with_entry(body + "    rows: p.csv\n    key: \"${row.group}/x: ${row.sku}\"\n"));
  check(*this, {"hero/Été/x- A-1"});
}

BOOST_AUTO_TEST_CASE(a_column_that_names_the_row_is_known_in_any_case) {
  sources.files["p.csv"] = "title,SKU:\nx,A b\ny,7\n";
  load(with_entry(body + "    rows: p.csv\n"));
  check(*this, {"hero/A b", "hero/7"});
}

BOOST_AUTO_TEST_CASE(the_name_of_an_entry_is_as_written_and_its_keys_can_be_files) {
  load("pressrun: 1\ndesigns:\n  - design_id: " + design_id + "\n    name: 'Hero: A'\n");
  check(*this, {"Hero- A/1"});
  BOOST_TEST(jobs.at(0).design_name == "Hero: A");
}

BOOST_AUTO_TEST_CASE(bytes_of_the_environment_that_are_no_text_do_not_reach_a_key) {
  sources.variables["WHO"] =
      "a\xFF\xFE"
      "b";
  load(with_entry(body + "    key: \"${env.WHO}\"\n"));
  check(*this, {"hero/a-b"});
}

BOOST_AUTO_TEST_SUITE_END()
