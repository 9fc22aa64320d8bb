#include "unit/manifest/parts.hpp"

BOOST_FIXTURE_TEST_SUITE(findings_of_rows, pressrun::test::Parts)

using namespace pressrun;
using namespace pressrun::test;
using manifest::Findings;

namespace {

Diagnostic at_line(const FileName& file, std::uint32_t line, std::string message) {
  return {Severity::error, {file, line, 1}, {}, std::move(message), {}, {}, 1};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_finding_shows_the_line_it_is_about) {
  texts->add(file, "first\r\nsecond: x\nthird");
  findings.error({file, 2, 9}, "path", "bad");
  findings.warning({file, 3, 1}, {}, "odd", "mend it");
  BOOST_TEST(page() ==
             "f:2:9: error: bad [path]\n    second: x\n            ^\nf:3:1: warning: odd\n    third\n    "
             "^\n    mend it\n");
}

BOOST_AUTO_TEST_CASE(lines_are_counted_from_one_and_lose_their_end) {
  texts->add(file, "one\r\ntwo\n\nfour");
  BOOST_TEST(texts->raw_line(file, 1) == "one");
  BOOST_TEST(texts->raw_line(file, 3) == "");
  BOOST_TEST(texts->raw_line(file, 4) == "four");
  for (const std::size_t line : {0U, 5U}) BOOST_TEST(texts->raw_line(file, line) == "");
  BOOST_TEST(texts->raw_line(std::make_shared<const std::string>("f"), 1) ==
             "");  // another file of that name
}

BOOST_AUTO_TEST_CASE(a_line_that_is_too_long_for_a_caret_is_not_shown) {
  texts->add(file, std::string(401, 'x'));
  findings.error({file, 1, 300}, {}, "bad");
  BOOST_TEST(page() == "f:1:300: error: bad\n");
}

BOOST_AUTO_TEST_CASE(after_five_rows_of_a_kind_only_a_count_goes_on) {
  for (std::uint32_t line = 1; line <= 100; ++line)
    findings.row_error("ragged", at_line(file, line, "too short"));
  findings.row_error("utf-8", at_line(file, 101, "no text"));
  BOOST_TEST_REQUIRE(findings.diagnostics.items.size() == Findings::shown_rows + 2);
  BOOST_TEST(findings.diagnostics.items[5].message ==
             "more findings of this kind follow, the next one here: too short");
  BOOST_TEST(findings.diagnostics.items[5].count == 95U);
  BOOST_TEST(findings.diagnostics.items[6].message == "no text");
}

BOOST_AUTO_TEST_CASE(the_same_error_at_the_same_place_is_one_with_its_first_rows) {
  for (std::uint32_t row = 2; row < 40; ++row) {
    Diagnostic finding = at_line(file, 1, "unknown name");
    finding.seen.push_back({{file, row, 1}, "", ""});
    findings.fold(std::move(finding));
  }
  findings.fold(at_line(file, 1, "another"));
  BOOST_TEST_REQUIRE(findings.diagnostics.items.size() == 2U);
  BOOST_TEST(findings.diagnostics.items[0].count == 38U);
  BOOST_TEST(findings.diagnostics.items[0].seen.size() < 38U);
  BOOST_TEST(findings.diagnostics.items[0].seen.at(0).at.line == 2U);
}

BOOST_AUTO_TEST_CASE(a_thousand_different_ones_are_enough) {
  for (std::uint32_t line = 1; line <= 1500; ++line) findings.fold(at_line(file, line, "bad"));
  BOOST_TEST(findings.diagnostics.items.size() == 1000U);
}

BOOST_AUTO_TEST_SUITE_END()
