#include "manifest/variables.hpp"

#include "unit/manifest/parts.hpp"

BOOST_FIXTURE_TEST_SUITE(variables, pressrun::test::Parts)

using namespace pressrun;
using namespace pressrun::test;

namespace {

std::string resolved(Parts& parts, const std::string& vars,
                     const std::map<std::string, std::string>& set = {}) {
  MemorySources sources;
  sources.variables["LIMIT"] = "5";
  return shown(manifest::resolve_variables(parts.yaml(vars), set, sources, parts.findings));
}

}  // namespace

BOOST_AUTO_TEST_CASE(variables_read_one_another_in_any_order) {
  BOOST_TEST(resolved(*this, "{a: '${vars.b}!', b: '${vars.c}', c: 1, d: {e: '${vars.a}'}}") ==
             "{a: 1!, b: 1, c: 1, d: {e: 1!}}");
  BOOST_TEST(resolved(*this, "{limit: '${env.LIMIT}', other: '${env.NONE:-7}'}") == "{limit: '5', other: 7}");
  BOOST_TEST(page() == "");
}

BOOST_AUTO_TEST_CASE(what_is_set_at_the_shell_wins_and_is_typed_as_plain_yaml) {
  BOOST_TEST(resolved(*this, "{a: old, b: '${vars.a}', none: x}", {{"a", "12"}, {"none", ""}}) ==
             "{a: 12, b: 12, none: ''}");
}

BOOST_AUTO_TEST_CASE(what_is_set_at_the_shell_is_taken_as_it_stands) {
  BOOST_TEST(resolved(*this, "{a: 1}", {{"a", "[1, {x: 2}]"}}) == "{a: [1, {x: 2}]}");
}

BOOST_AUTO_TEST_CASE(circles_are_found_where_they_close) {
  for (const char* vars : {"{a: '${vars.a}'}", "{a: '${vars.b}', b: '${vars.a}'}", "{a: {x: '${vars}'}}",
                           "{a: '${vars.b:-x}', b: '${nope:-${vars.a}}'}"}) {
    Parts parts;
    resolved(parts, vars);
    BOOST_TEST(parts.says("refers to itself"), vars << "\n" << parts.page());
  }
}

BOOST_AUTO_TEST_CASE(an_unknown_variable_is_told_once_with_its_path) {
  resolved(*this, "{season: x, a: '${vars.seasn}', b: '${vars.a}'}");
  BOOST_TEST(findings.diagnostics.items.size() == 1U, page());
  BOOST_TEST(says("[vars.a]"), page());
  BOOST_TEST(says("did you mean 'vars.season'?"));
}

BOOST_AUTO_TEST_CASE(a_chain_of_hundreds_is_taken_for_a_circle) {
  std::string vars = "{v0: x";
  for (int i = 1; i < 300; ++i)
    vars += ", v" + std::to_string(i) + ": '${vars.v" + std::to_string(i - 1) + "}'";
  BOOST_TEST(resolved(*this, vars + "}").ends_with("v299: x}"));  // each is there when the next one asks
  std::string reversed = "{";
  for (int i = 299; i > 0; --i)
    reversed += "v" + std::to_string(i) + ": '${vars.v" + std::to_string(i - 1) + "}', ";
  resolved(*this, reversed + "v0: x}");
  BOOST_TEST(says("refers to itself"));
}

BOOST_AUTO_TEST_CASE(a_value_of_our_own_keys_is_nothing_when_a_part_of_it_is_unknown) {
  MemorySources sources;
  const Value vars = yaml("{n: 3}");
  manifest::Scope scope(vars, sources);
  const auto good = manifest::resolve_early(yaml("['${vars.n}', x]"), "e.rows", scope, findings);
  BOOST_TEST(shown(good.value()) == "[3, x]");
  BOOST_TEST(!manifest::resolve_early(yaml("['${vars.m}', x]"), "e.rows", scope, findings).has_value());
  BOOST_TEST(says("[e.rows[0]]"), page());
}

BOOST_AUTO_TEST_SUITE_END()
