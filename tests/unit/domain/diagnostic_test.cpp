#include "pressrun/domain/diagnostic.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(diagnostic)

using namespace pressrun;

BOOST_AUTO_TEST_CASE(shows_place_path_line_caret_and_hint) {
  Diagnostic finding;
  finding.at = {std::make_shared<const std::string>("jobs/spring.yaml"), 3, 5};
  finding.path = "jobs[0].formats[0]";
  finding.message = "unknown format 'fb-squar'";
  finding.hint = "did you mean 'fb-square'?";
  finding.source_line = "  - fb-squar";
  BOOST_TEST(render(finding) ==
             "jobs/spring.yaml:3:5: error: unknown format 'fb-squar' [jobs[0].formats[0]]\n"
             "      - fb-squar\n"
             "        ^\n"
             "    did you mean 'fb-square'?\n");
}

BOOST_AUTO_TEST_CASE(colours_change_no_word) {
  Diagnostic finding;
  finding.at = {std::make_shared<const std::string>("a.yaml"), 3, 5};
  finding.message = "unknown format";
  finding.source_line = "  - x";
  BOOST_TEST(render(finding, true) ==
             "\x1B[1ma.yaml:3:5: \x1B[0m\x1B[1;31merror:\x1B[0m unknown format\n"
             "      - x\n"
             "        \x1B[1;32m^\x1B[0m\n");
  finding.severity = Severity::warning;
  BOOST_TEST(render(finding, true).find("\x1B[1;33mwarning:\x1B[0m unknown format\n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_finding_without_a_file_stands_alone) {
  Diagnostic finding;
  finding.message = "no manifest given";
  BOOST_TEST(render(finding) == "error: no manifest given\n");
}

BOOST_AUTO_TEST_CASE(text_from_a_file_cannot_drive_the_terminal) {
  Diagnostic finding;
  finding.message = "unknown key '\x1b[2J\xC2\x9B'";
  BOOST_TEST(render(finding) == "error: unknown key '\\x1B[2J\\x9B'\n");
}

BOOST_AUTO_TEST_CASE(warnings_are_no_errors) {
  Diagnostics findings;
  findings.items.push_back({Severity::warning, {}, "", "odd", "", "", 1});
  BOOST_TEST(!findings.has_errors());
  findings.items.push_back({Severity::error, {}, "", "bad", "", "", 1});
  BOOST_TEST(findings.has_errors());
}

BOOST_AUTO_TEST_SUITE_END()
