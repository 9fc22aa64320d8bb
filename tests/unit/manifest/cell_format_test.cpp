#include "manifest/cell_format.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <tuple>
#include <vector>

BOOST_AUTO_TEST_SUITE(cell_format)

using pressrun::manifest::builtin_format;
using pressrun::manifest::shown_number;
using pressrun::manifest::shown_text;

namespace {

/// A number, its format, and what a spreadsheet shows.
struct Shown {
  double number;
  const char* code;
  const char* text;
};

void check(const std::vector<Shown>& all) {
  for (const Shown& one : all) {
    const std::string text = shown_number(one.number, one.code, false);
    BOOST_TEST(text == one.text, one.number << " as " << one.code << " is " << text);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_usual_format_shows_whole_numbers_whole_and_eleven_signs_of_others) {
  check({{0, "", "0"},
         {-0.0, "General", "0"},
         {9.9, "General", "9.9"},
         {0.1 + 0.2, "", "0.3"},
         {1.0 / 3, "", "0.333333333"},
         {4006381333931, "General", "4006381333931"},
         {-12.5, "General", "-12.5"},
         {1234567.891, "General", "1234567.891"},
         {1e20, "General", "1E+20"},
         {0.00001234, "General", "1.234E-05"},
         {7, "General\" kg\"", "7 kg"}});
}

BOOST_AUTO_TEST_CASE(digits_groups_and_decimals) {
  check({{5, "0", "5"},
         {5, "000", "005"},
         {0, "#", ""},
         {0.5, "#.##", ".5"},
         {0.5, "0.00", "0.50"},
         {0.285, "0.00", "0.29"},
         {2.5, "0.0#", "2.5"},
         {2.55, "0.0?", "2.55"},
         {1234567, "#,##0", "1,234,567"},
         {999, "#,##0.00", "999.00"},
         {-1234.5, "#,##0.00", "-1,234.50"},
         {-0.001, "0.00", "0.00"},
         {3, "0.", "3."},
         {0.125, "0.0%", "12.5%"},
         {1234567, "#,##0,", "1,235"},
         {1234567, "0.0,,\" M\"", "1.2 M"}});
}

BOOST_AUTO_TEST_CASE(letters_stand_where_the_format_has_them) {
  check({{9.9, "0.00 \"€\"", "9.90 €"},
         {9.9, "[$€-407] 0.00", "€ 9.90"},
         {9.9, "\\€0.00", "€9.90"},
         {5551234567, "(000) 000-0000", "(555) 123-4567"},
         {123456789, "000-00-0000", "123-45-6789"},
         {12.5, "0.0\\x", "12.5x"},
         {9.9, "_(\"$\"* #,##0.00_)", "$9.90"},
         {-9.9, "\"$\"#,##0.00", "-$9.90"},
         {5, "\"no digits\"", "no digits"}});
}

BOOST_AUTO_TEST_CASE(sections_are_chosen_by_sign_and_by_condition) {
  check({{-5, "0;(0)", "(5)"},
         {5, "0;(0)", "5"},
         {0, "0;-0;\"none\"", "none"},
         {-5, "0;[Red]0", "5"},
         {1500, "[>=1000]0.0,\"k\";0", "1.5k"},
         {500, "[>=1000]0.0,\"k\";0", "500"},
         {-500, "[<1000]0;0.0", "-500"},
         {5, "0;-0;0;@", "5"},
         {5, "[Blue]0", "5"}});
}

BOOST_AUTO_TEST_CASE(ratios_and_powers) {
  check({{1.5, "# ?/?", "1 1/2"},
         {0.5, "# ?/?", "1/2"},
         {2, "# ?/?", "2"},
         {0.333, "# ?/?", "1/3"},
         {1.25, "# ?/8", "1 2/8"},
         {3.14159, "# ?\?/\?\?", "3 1/7"},
         {3.14159, "# ?\?\?/\?\?\?", "3 16/113"},
         {1.75, "?/?", "7/4"},
         {-1.5, "# ?/?", "-1 1/2"},
         {12345, "0.00E+00", "1.23E+04"},
         {0.00012, "0.0E+0", "1.2E-4"},
         {12345, "##0.0E+0", "12.3E+3"},
         {9.996, "0.00E+00", "1.00E+01"}});
}

BOOST_AUTO_TEST_CASE(days_and_hours) {
  check({{46023, "yyyy-mm-dd", "2026-01-01"},
         {46023, "d.m.yy", "1.1.26"},
         {46023.75, "dd/mm/yyyy hh:mm", "01/01/2026 18:00"},
         {46023.75, "h:mm AM/PM", "6:00 PM"},
         {46023.5, "h A/P", "12 P"},
         {46023, "dddd, d mmmm yyyy", "Thursday, 1 January 2026"},
         {46023, "[$-407]dddd, d. mmmm yyyy", "Donnerstag, 1. Januar 2026"},
         {46023, "[$-40C]d mmmm yyyy", "1 janvier 2026"},
         {46023, "[$-F800]d mmm yy", "1 Jan 26"},
         {46023, "mmmmm", "J"},
         {46023, "yyyy\"年\"m\"月\"d\"日\"", "2026年1月1日"},
         {46023, "[$-411]ggge.m.d", "2026-01-01"},
         {1, "yyyy-mm-dd", "1900-01-01"},
         {61, "yyyy-mm-dd", "1900-03-01"},
         {-1, "yyyy-mm-dd", "-1"},
         {0.5, "hh:mm:ss", "12:00:00"},
         {0.999999999, "hh:mm:ss", "00:00:00"},
         {0.00001736, "mm:ss.0", "00:01.5"},
         {0.00001736, "ss.000", "01.500"}});
  BOOST_TEST(shown_number(0, "yyyy-mm-dd", true) == "1904-01-01");
  BOOST_TEST(shown_number(44561, "yyyy-mm-dd", true) == "2026-01-01");
}

BOOST_AUTO_TEST_CASE(time_that_goes_on_beyond_a_day) {
  check({{1.5, "[h]:mm", "36:00"},
         {1.5, "[hh]:mm:ss", "36:00:00"},
         {0.0625, "[mm]:ss", "90:00"},
         {0.001, "[s]", "86"},
         {2, "[h] \"hours\"", "48 hours"},
         {-0.5, "[h]:mm", "-0.5"},
         {1.5, "h:mm", "12:00"}});
}

BOOST_AUTO_TEST_CASE(what_every_spreadsheet_knows) {
  for (const auto& [id, number, text] :
       std::vector<std::tuple<int, double, std::string>>{{0, 9.9, "9.9"},
                                                         {2, 9.9, "9.90"},
                                                         {9, 0.5, "50%"},
                                                         {11, 12345, "1.23E+04"},
                                                         {12, 1.5, "1 1/2"},
                                                         {14, 46023, "2026-01-01"},
                                                         {15, 46023, "1-Jan-26"},
                                                         {16, 46023, "1-Jan"},
                                                         {17, 46023, "Jan-26"},
                                                         {18, 0.75, "6:00 PM"},
                                                         {21, 0.75, "18:00:00"},
                                                         {27, 46023, "2026-01-01"},
                                                         {37, -5, "(5)"},
                                                         {44, 9.9, "$9.90"},
                                                         {46, 1.5, "36:00:00"},
                                                         {49, 9.9, "9.9"},
                                                         {57, 46023, "2026-01-01"}})
    BOOST_TEST(shown_number(number, builtin_format(id), false) == text, id);
}

BOOST_AUTO_TEST_CASE(formats_of_texts_put_letters_around_them) {
  BOOST_TEST(shown_text("7", "\"No. \"@") == "No. 7");
  BOOST_TEST(shown_text("x", "0;-0;0;@\" kg\"") == "x kg");
  BOOST_TEST(shown_text("x", "General") == "x");
  BOOST_TEST(shown_text("x", "@") == "x");
  BOOST_TEST(shown_text("x", "_(@_)") == "x");
}

BOOST_AUTO_TEST_CASE(odd_formats_never_fail) {
  for (const char* code : {"\"", "\\",    "[",    "[]",  "_",   "*",   ";",     ";;;", "0;",    "/",
                           "0/", "E+",    "0E+",  ".",   ",",   "[$",  "[$-",   "[h",  "0.0.0", "yyyy[",
                           "@@", "\"abc", "[>]0", "[<1", "0/0", "#/#", "AM/PM", "s.",  "\xC3"})
    for (const double number : {0.0, -1.5, 46023.5, 1e300, 1e-300})
      BOOST_TEST(shown_number(number, code, false).size() < 2000U, code);
}

BOOST_AUTO_TEST_SUITE_END()
