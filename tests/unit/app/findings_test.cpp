#include "pressrun/app/findings.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(findings)

using namespace pressrun;
using app::FindingSet;

namespace {

const FileName manifest = std::make_shared<const std::string>("nowhere/a.yaml");
const FileName shared_file = std::make_shared<const std::string>("nowhere/brand.yaml");
const FileName rows = std::make_shared<const std::string>("nowhere/rows.csv");

Diagnostic finding(std::string message, std::uint32_t line, FileName file = manifest) {
  Diagnostic made;
  made.at = {std::move(file), line, 3};
  made.message = std::move(message);
  return made;
}

Diagnostic of_row(std::uint32_t line) {
  Diagnostic made = finding("'font_size' must be a number", 7);
  made.seen.push_back({{rows, line, 2}, "big" + std::to_string(line), ""});
  return made;
}

std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_same_finding_of_many_rows_is_one_with_the_first_few_cells) {
  FindingSet set;
  for (std::uint32_t line = 2; line < 10'002; ++line) set.add(of_row(line));
  BOOST_TEST(set.page() ==
             "nowhere/a.yaml:7:3: error: 'font_size' must be a number (10000 jobs)\n"
             "    nowhere/rows.csv:2:2: 'big2'\n"
             "    nowhere/rows.csv:3:2: 'big3'\n"
             "    nowhere/rows.csv:4:2: 'big4'\n"
             "    … and 9997 more\n");
  BOOST_TEST(set.verdict(false) == "1 error");
}

BOOST_AUTO_TEST_CASE(a_mistake_in_the_defaults_is_one_for_all_designs) {
  FindingSet set;
  for (const std::string design : {"design 'hero'", "design 'teaser'", "design 'hero'", "design 'clip'"}) {
    Diagnostic made = finding(design + " has no element 'titel'", 4);
    made.design = design;
    set.add(made);
  }
  BOOST_TEST(
      set.page() ==
      "nowhere/a.yaml:4:3: error: design 'hero' (and 2 more designs) has no element 'titel' (4 jobs)\n");
  BOOST_TEST(set.verdict(false) == "1 error");
}

BOOST_AUTO_TEST_CASE(a_part_knows_its_own_errors_also_where_they_were_found_before) {
  FindingSet set;
  set.add(finding("wrong", 4, shared_file));
  set.begin_part();
  BOOST_TEST(!set.part_must_stop(true));
  Diagnostic doubt = finding("odd", 5);
  doubt.severity = Severity::warning;
  set.add(doubt);
  BOOST_TEST(!set.part_must_stop(false));
  BOOST_TEST(set.part_must_stop(true));
  set.add(finding("wrong", 4, shared_file));
  BOOST_TEST(set.part_must_stop(false));
  BOOST_TEST(set.has_errors_in("nowhere/brand.yaml"));
  BOOST_TEST(!set.has_errors_in("nowhere/a.yaml"));
  set.begin_part();
  BOOST_TEST(!set.part_must_stop(true));
  BOOST_TEST(set.must_stop(false));
}

BOOST_AUTO_TEST_CASE(a_cell_counts_once_however_many_jobs_it_gives) {
  FindingSet set;
  for (std::uint32_t line = 2; line < 7; ++line) {
    for (int job = 0; job < 4; ++job) set.add(of_row(line));
  }
  BOOST_TEST(set.page() ==
             "nowhere/a.yaml:7:3: error: 'font_size' must be a number (20 jobs)\n"
             "    nowhere/rows.csv:2:2: 'big2'\n"
             "    nowhere/rows.csv:3:2: 'big3'\n"
             "    nowhere/rows.csv:4:2: 'big4'\n"
             "    … and 2 more\n");
}

BOOST_AUTO_TEST_CASE(findings_stand_in_the_order_of_their_files) {
  FindingSet set;
  set.add(finding("late", 9));
  set.add(finding("in the other file", 1, shared_file));
  set.add(finding("early", 2));
  set.add(finding("nowhere at all", 0, nullptr));
  const std::string page = set.page();
  BOOST_TEST(page.find("nowhere at all") < page.find("early"));
  BOOST_TEST(page.find("early") < page.find("late"));
  BOOST_TEST(page.find("late") < page.find("in the other file"));
}

BOOST_AUTO_TEST_CASE(what_differs_in_place_or_words_stays_apart) {
  FindingSet set;
  set.add(finding("a", 1));
  set.add(finding("a", 2));
  set.add(finding("b", 1));
  BOOST_TEST(lines(set.page()) == 3U);
  BOOST_TEST(set.verdict(false) == "3 errors");
}

BOOST_AUTO_TEST_CASE(beyond_a_hundred_only_the_number_is_told) {
  FindingSet set;
  for (std::uint32_t line = 1; line <= 100'000; ++line) set.add(finding("bad", line));
  BOOST_TEST(lines(set.page()) == 101U);
  BOOST_TEST(set.page().ends_with("… and 99900 more\n"));
  BOOST_TEST(set.verdict(false) == "100000 errors");
}

BOOST_AUTO_TEST_CASE(warnings_do_not_push_an_error_off_the_page) {
  FindingSet set;
  for (std::uint32_t line = 1; line <= 130; ++line) {
    Diagnostic warning = finding("a newer notation", line);
    warning.severity = Severity::warning;
    set.add(warning);
  }
  set.add(finding("no element 'titel'", 200));
  BOOST_TEST(set.page().find("no element 'titel'") != std::string::npos);
  BOOST_TEST(set.page().find("… and 30 more") != std::string::npos);
  BOOST_TEST(set.verdict(false) == "1 error and 130 warnings");
}

BOOST_AUTO_TEST_CASE(what_is_not_shown_is_counted_once_too) {
  FindingSet set;
  for (int row = 0; row < 10; ++row) {
    for (std::uint32_t line = 1; line <= 150; ++line) set.add(finding("wrong", line));
  }
  BOOST_TEST(set.verdict(false) == "150 errors");
}

BOOST_AUTO_TEST_CASE(an_empty_cell_is_shown_as_such) {
  FindingSet set;
  Diagnostic empty = finding("must name a format", 7);
  empty.seen.push_back({{rows, 3, 4}, "", "known: 'square'"});
  set.add(empty);
  BOOST_TEST(set.page().find("nowhere/rows.csv:3:4: ''; known: 'square'") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(jobs_that_are_counted_later_are_not_counted_twice) {
  FindingSet set;
  Diagnostic known = finding("unknown name 'nope'", 7);
  known.count = 0;
  set.add(known);
  BOOST_TEST(set.page() == "nowhere/a.yaml:7:3: error: unknown name 'nope'\n");
  for (int job = 0; job < 3; ++job) set.add(finding("unknown name 'nope'", 7));
  BOOST_TEST(set.page() == "nowhere/a.yaml:7:3: error: unknown name 'nope' (3 jobs)\n");
}

BOOST_AUTO_TEST_CASE(a_warning_stops_only_when_asked_to) {
  FindingSet set;
  BOOST_TEST(!set.must_stop(true));
  Diagnostic odd = finding("odd", 1);
  odd.severity = Severity::warning;
  set.add(odd);
  BOOST_TEST(!set.must_stop(false));
  BOOST_TEST(set.must_stop(true));
  BOOST_TEST(set.verdict(true) == "1 warning (--strict)");
  set.add(finding("bad", 2));
  BOOST_TEST(set.must_stop(false));
  BOOST_TEST(set.verdict(false) == "1 error and 1 warning");
}

BOOST_AUTO_TEST_SUITE_END()
