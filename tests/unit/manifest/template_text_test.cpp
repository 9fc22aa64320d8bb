#include "manifest/template_text.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(template_text)

using namespace pressrun;

namespace {

/// Literals in brackets, references as name=default: "[a ]<b>[ c]".
std::string parts_of(std::string_view text) {
  const manifest::TemplateText taken = manifest::take_apart(text);
  if (!taken.problem.empty()) return taken.problem;
  std::string out;
  for (const manifest::Piece& piece : taken.pieces) {
    if (!piece.reference) {
      out += "[" + std::string(piece.literal) + "]";
    } else {
      out += "<" + std::string(piece.reference->name);
      if (piece.reference->fallback) out += "=" + std::string(*piece.reference->fallback);
      out += ">";
    }
  }
  return out;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_text_is_literals_and_references) {
  BOOST_TEST(parts_of("") == "");
  BOOST_TEST(parts_of("plain") == "[plain]");
  BOOST_TEST(parts_of("${a}") == "<a>");
  BOOST_TEST(parts_of("x ${a} y ${ b.c }") == "[x ]<a>[ y ]<b.c>");
  BOOST_TEST(parts_of("${a}${b}") == "<a><b>");
}

BOOST_AUTO_TEST_CASE(a_default_is_all_behind_the_first_mark) {
  BOOST_TEST(parts_of("${a:-}") == "<a=>");
  BOOST_TEST(parts_of("${a :- x y }") == "<a= x y >");
  BOOST_TEST(parts_of("${a:-b:-c}") == "<a=b:-c>");
  BOOST_TEST(parts_of("${a:-${b:-c}}!") == "<a=${b:-c}>[!]");
  BOOST_TEST(parts_of("${a:b}") == "<a:b>");
}

BOOST_AUTO_TEST_CASE(a_doubled_dollar_is_the_literal_mark) {
  BOOST_TEST(parts_of("$${a}") == "[][${][a}]");
  BOOST_TEST(parts_of("5 $${a} ${b}") == "[5 ][${][a} ]<b>");
  BOOST_TEST(parts_of("$$$ {a}") == "[$$$ {a}]");
}

BOOST_AUTO_TEST_CASE(what_is_not_closed_or_names_nothing_is_told) {
  BOOST_TEST(parts_of("a ${b") == "'${' is not closed");
  BOOST_TEST(parts_of("${a:-${b}") == "'${' is not closed");
  BOOST_TEST(parts_of("${}") == "'${}' names nothing");
  BOOST_TEST(parts_of("${  }") == "'${}' names nothing");
  BOOST_TEST(parts_of("${:-x}") == "'${}' names nothing");
}

BOOST_AUTO_TEST_SUITE_END()
