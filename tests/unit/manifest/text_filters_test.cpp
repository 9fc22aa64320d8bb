#include "unit/manifest/loaded.hpp"

BOOST_AUTO_TEST_SUITE(text_filters)

using namespace pressrun;
using namespace pressrun::test;

namespace {

/// What a title comes to, or what is told.
std::string of(const std::string& yaml_value) {
  Loaded loaded;
  loaded.as_check = true;
  loaded.sources.files["p.csv"] =
      "sku,title,price,de_price,size,n,off,day,emoji\n"
      "A1,a "
      "lamp,9.90,\"1.234,50\",12,,20,2026-11-27,👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧\n";
  loaded.load(with_entry("    rows: p.csv\n    elements:\n      title: {payload: " + yaml_value + "}\n"));
  if (!loaded.findings.items.empty()) return loaded.page();
  return loaded.jobs.size() == 1 ? loaded.title(0) : "no job";
}

void check(const std::string& yaml_value, const std::string& expected) {
  const std::string found = of(yaml_value);
  BOOST_TEST(found.find(expected) != std::string::npos, yaml_value << " gives " << found);
  if (expected.find(": error") == std::string::npos)
    BOOST_TEST(found.size() == expected.size(), yaml_value << " gives " << found);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_table_of_the_grammar_holds) {
  check(R"("$${row.price}")", "$9.90");
  check(R"('\${x}')", "${x}");
  check(R"("\\${x}")", "${x}");
  check(R"("${row.price|number:2:de} €")", "9,90 €");
  check(R"("${row.size|number:1}")", "12.0");
  check(R"("${row.n:-0|number:2:en}")", "0.00");
  check(R"("${row.off:+−${row.off} %}")", "−20 %");
  check(R"("Lamp${row.n:+−${row.n} %}")", "Lamp");
  check(R"("${row.title|replace:' ':'-'}")", "a-lamp");
  check(R"("${row.n:-'A | B'}")", "A | B");
  check(R"("${row.off|empty}")", "false");
  check(R"("${row.n|empty}")", "true");
}

BOOST_AUTO_TEST_CASE(filters_write_as_their_locale_does) {
  check(R"("${row.de_price|number:2:en:de}")", "1,234.50");
  check(R"("${row.title|upper}")", "A LAMP");
  check(R"("${row.title|title}")", "A Lamp");
  check(R"("${row.title|truncate:4}")", "a l…");
  check(R"("${row.emoji|truncate:2:''}")", "👨‍👩‍👧👨‍👩‍👧");
  check(R"("${row.day|date:'d. MMMM yyyy':de}")", "27. November 2026");
  check(R"("${row.day|date:%d.%m.%Y}")", "27.11.2026");
  check(R"("${row.price|replace:'.':' '|url}")", "9%2090");
  check(R"("x${row.n|upper:-y}")", "xy");
}

BOOST_AUTO_TEST_CASE(what_a_filter_cannot_do_is_told) {
  check(R"("${row.de_price|number:2:de} €")", ": error: '1.234,50' is no number");
  check(R"("${row.title|uper}")", ": error: there is no filter 'uper'");
  check(R"("${row.title|replace:x}")", ": error: wrong number of arguments for the filter 'replace'");
  check(R"("${row.price|number:2:xx}")", ": error: 'xx' is no locale");
  check(R"("${row.title|date:d}")", ": error: 'a lamp' is no date");
  check(R"("${row.day|date:%Q}")", ": error: '%Q' is no format");
  check(R"("${row.title|truncate:x}")", ": error: 'x' is no number of letters");
  check(R"("${row.title|truncate:3:''…'}")", ": error: text stands behind a quoted argument");
}

BOOST_AUTO_TEST_SUITE_END()
