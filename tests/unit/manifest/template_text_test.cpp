#include "manifest/template_text.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(template_text)

using namespace pressrun;

namespace {

/// Literals in brackets, references as name=default|filter:arg: "[a ]<b>[ c]".
std::string parts_of(std::string_view text) {
  const manifest::TemplateText taken = manifest::take_apart(text);
  if (!taken.problem.empty()) return taken.problem;
  std::string out;
  for (const manifest::Piece& piece : taken.pieces) {
    if (!piece.reference) {
      out += "[" + std::string(piece.literal) + "]";
    } else {
      out += "<" + std::string(piece.reference->name);
      for (const manifest::TemplateStep& step : piece.reference->steps) {
        using Kind = manifest::TemplateStep::Kind;
        out += step.kind == Kind::filter ? "|" + step.name : step.kind == Kind::when_empty ? "=" : "+";
        for (const std::string& arg : step.args) out += ":" + arg;
        out += step.quoted ? "'" + step.operand + "'" : step.operand;
      }
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
}

BOOST_AUTO_TEST_CASE(a_dollar_and_a_backslash_are_themselves_but_before_a_reference) {
  BOOST_TEST(parts_of("$${a}") == "[$]<a>");
  BOOST_TEST(parts_of("$$${a}") == "[$$]<a>");
  BOOST_TEST(parts_of("\\${a} ${b}") == "[${a} ]<b>");
  BOOST_TEST(parts_of("\\\\${a}") == "[\\][${a}]");
  BOOST_TEST(parts_of("c:\\x $9") == "[c:\\x $9]");
  BOOST_TEST(parts_of("$$$ {a}") == "[$$$ {a}]");
}

BOOST_AUTO_TEST_CASE(steps_go_from_left_to_right) {
  BOOST_TEST(parts_of("${a|upper}") == "<a|upper>");
  BOOST_TEST(parts_of("${ a | number : 2 : de }") == "<a|number:2:de>");
  BOOST_TEST(parts_of("${a:-0|number:2:en}") == "<a=0|number:2:en>");
  BOOST_TEST(parts_of("${a|upper:-x}") == "<a|upper=x>");
  BOOST_TEST(parts_of("${a:+−${a} %}") == "<a+−${a} %>");
  BOOST_TEST(parts_of("${a:+x}y}") == "<a+x>[y}]");
}

BOOST_AUTO_TEST_CASE(quotes_hold_what_would_end_an_argument) {
  BOOST_TEST(parts_of("${a|replace:' ':'-'}") == "<a|replace: :->");
  BOOST_TEST(parts_of("${a:-'A | B'}") == "<a='A | B'>");
  BOOST_TEST(parts_of("${a:-'it''s'}") == "<a='it's'>");
  BOOST_TEST(parts_of("${row.'a | b'.c}") == "<row.a | b.c>");
  BOOST_TEST(parts_of("${row.Men's size}") == "<row.Men's size>");
  BOOST_TEST(parts_of("${a:-'tis}") == "<a='tis>");
  BOOST_TEST(parts_of("${row.a:b}") == "<row.a:b>");
}

BOOST_AUTO_TEST_CASE(what_is_not_closed_or_names_nothing_is_told) {
  BOOST_TEST(parts_of("a ${b") == "'${' is not closed");
  BOOST_TEST(parts_of("${a:-${b}") == "'${' is not closed");
  BOOST_TEST(parts_of("${}") == "'${}' names nothing");
  BOOST_TEST(parts_of("${  }") == "'${}' names nothing");
  BOOST_TEST(parts_of("${:-x}") == "'${}' names nothing");
}

BOOST_AUTO_TEST_SUITE_END()
