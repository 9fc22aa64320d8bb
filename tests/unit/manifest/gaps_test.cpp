#include "unit/manifest/loaded.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>

#include <algorithm>
#include <ostream>

BOOST_AUTO_TEST_SUITE(gaps)

using namespace pressrun;
using namespace pressrun::test;

namespace {

/// A mistake in what jobs are made from, and the one thing to say of it.
struct Broken {
  std::string name;
  std::string lines;
  std::string says;
};
std::ostream& operator<<(std::ostream& out, const Broken& broken) { return out << broken.name; }

const std::vector<Broken> all_broken{
    {"matrix is a list", "    matrix: [cta]\n", "'matrix' must be a mapping"},
    {"a dimension is no list", "    matrix: {cta: Shop now}\n", "'cta' must be a list"},
    {"a dimension is empty", "    matrix: {cta: []}\n", "'cta' must be a list"},
    {"a value stands twice", "    matrix: {cta: [a, a]}\n", "this value stands twice in 'cta'"},
    {"include in the matrix", "    matrix: {include: [{cta: a}]}\n", "'include' is no dimension"},
    {"matrix by a wrong name", "    matrix: \"${vars.matrx}\"\n", "unknown name 'vars.matrx'"},
    {"rows are a mapping", "    rows: {path: x.csv}\n    matrix: {cta: [a]}\n",
     "'rows' has no member 'path'"},
    {"rows without their file", "    rows: none.csv\n    matrix: {cta: [a]}\n", "cannot read 'none.csv'"},
    {"rows of texts", "    rows: [one, two]\n    matrix: {cta: [a]}\n", "a row must be a mapping"},
    {"variants are a mapping", "    variants: {en: {}}\n    matrix: {cta: [a]}\n",
     "'variants' must be a list"},
    {"variants are texts", "    variants: [en]\n    matrix: {cta: [a]}\n", "a variant must be a mapping"},
    {"a pattern of a wrong name", "    exclude: [{cto: a}]\n    matrix: {cta: [a]}\n",
     "'exclude' names 'cto'"},
};

std::size_t errors(const Diagnostics& findings) {
  return static_cast<std::size_t>(std::ranges::count(findings.items, Severity::error, &Diagnostic::severity));
}

Loaded checked(const std::string& text) {
  Loaded loaded;
  loaded.as_check = true;
  loaded.load(text);
  return loaded;
}

}  // namespace

BOOST_DATA_TEST_CASE(it_hides_no_mistake_of_its_entry_or_another, boost::unit_test::data::make(all_broken),
                     broken) {
  const std::string elements =
      "    elements: {title: {payload: \"${cta} ${row.text} ${variant} ${vars.sesaon}\"}, photo: x}\n";
  const Loaded loaded = checked(with_entry(broken.lines + elements, "vars: {season: x}\n") +
                                "  - design_id: no uuid\n    name: other\n    outdated: perhaps\n");
  const std::string page = loaded.page();
  BOOST_TEST_CONTEXT(page) {
    BOOST_TEST(page.find(broken.says) != std::string::npos);
    BOOST_TEST(page.find("'vars.sesaon'") != std::string::npos);
    BOOST_TEST(page.find("'photo' is a bare text") != std::string::npos);
    BOOST_TEST(page.find("'no uuid'") != std::string::npos);
    BOOST_TEST(page.find("'outdated'") != std::string::npos);
  }
}

BOOST_DATA_TEST_CASE(it_is_told_once_and_brings_no_other, boost::unit_test::data::make(all_broken), broken) {
  const Loaded loaded = checked(with_entry(broken.lines + "    elements: {title: {payload: \"${cta}\"}}\n"));
  BOOST_TEST_CONTEXT(loaded.page()) {
    const bool names_two = broken.name == "rows are a mapping";  // the member, and that no file is named
    const bool two_texts = broken.name == "rows of texts";
    BOOST_TEST(errors(loaded.findings) == (names_two || two_texts ? 2U : 1U));
  }
}

BOOST_AUTO_TEST_CASE(its_jobs_are_for_the_check_alone) {
  const std::string text =
      with_entry("    matrix: {cta: Shop now}\n    elements: {title: {font_size: big}}\n");
  const Loaded loaded = checked(text);
  BOOST_REQUIRE(loaded.jobs.size() == 1U);
  BOOST_TEST(!loaded.jobs[0].sound);
  BOOST_TEST(loaded.scalar(0, {"elements", "title", "font_size"}).text == "big");
  Loaded run;
  run.load(text);
  BOOST_TEST(run.jobs.empty());
}

BOOST_AUTO_TEST_CASE(rows_that_can_be_read_are_looked_at) {
  const Loaded loaded = checked(
      with_entry("    rows: [{sku: a}, b, {sku: c}]\n    elements: {title: {payload: \"${row.sko}\"}}\n"));
  BOOST_TEST(loaded.jobs.size() == 2U);
  BOOST_TEST(loaded.page().find("'row.sku'") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(columns_without_a_file_are_no_mistake) {
  const Loaded loaded =
      checked(with_entry("    rows: none.csv\n    only: [{row: {status: live}}]\n    key: \"${row.sku}\"\n"
                         "    elements: {title: {payload: \"${row.title | upper}\", color: 7}}\n"));
  BOOST_TEST(errors(loaded.findings) == 1U);
  BOOST_REQUIRE(loaded.jobs.size() == 1U);
  BOOST_TEST(loaded.scalar(0, {"elements", "title", "color"}).text == "7");
}

BOOST_AUTO_TEST_SUITE_END()
