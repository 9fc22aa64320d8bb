#include "manifest/interpolation.hpp"

#include "unit/manifest/parts.hpp"

BOOST_FIXTURE_TEST_SUITE(interpolation, pressrun::test::Parts)

using namespace pressrun;
using namespace pressrun::test;
using manifest::Interpolator;
using manifest::Problem;

namespace {

/// Names for every kind of value, and what a text becomes with them.
struct World {
  Parts parts;
  MemorySources sources;
  Value vars;
  Value axis = Value::plain("12", {parts.file, 9, 9});
  Value row;
  manifest::Scope scope;
  Interpolator replace;

  explicit World(
      const std::string& known = "{a: one, empty: '', none: ~, map: {x: 1}, list: [1, 2], 'b.c': dotted}")
      : vars(parts.yaml(known)),
        row(parts.yaml("{sku: '007', title: '${vars.a}'}")),
        scope(vars, sources),
        replace(scope) {
    scope.set("size", axis);
    sources.variables["HOME"] = "/root";
  }

  std::string of(const std::string& text) {
    return shown(replace.value(Value::string(text, {parts.file, 3, 4}), "p"));
  }
  /// The only problem that came up.
  Problem problem(const std::string& text) {
    of(text);
    BOOST_TEST_REQUIRE(replace.problems.size() == 1U, text);
    return replace.problems.front();
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_whole_reference_keeps_the_type_of_what_it_names) {
  World world;
  BOOST_TEST(world.of("${size}") == "12");
  BOOST_TEST(world.of("${vars.map}") == "{x: 1}");
  BOOST_TEST(world.of("${vars.list}") == "[1, 2]");
  BOOST_TEST(world.of("${vars.list.1}") == "2");
  BOOST_TEST(world.of("${vars.none}") == "");
  BOOST_TEST(world.of("${ size }") == "12");
  BOOST_TEST(world.replace.problems.empty());
}

BOOST_AUTO_TEST_CASE(within_a_text_a_value_becomes_text) {
  World world;
  BOOST_TEST(world.of("${size}pt") == "12pt");
  BOOST_TEST(world.of("a${vars.none}b${vars.empty}c") == "abc");
  BOOST_TEST(world.of("${env.HOME}/${vars.a}") == "/root/one");
  BOOST_TEST(world.of("${vars.b.c}!") == "dotted!");
  const Value made = world.replace.value(Value::string("${size}${size}"), "p");
  BOOST_TEST(!made.scalar()->plain);
  BOOST_TEST(world.replace.problems.empty());
}

BOOST_AUTO_TEST_CASE(a_dollar_before_a_value_is_a_dollar_and_a_backslash_makes_the_mark_literal) {
  World world;
  BOOST_TEST(world.of("$${size}") == "$12");
  BOOST_TEST(world.of("a \\${b} ${size}") == "a ${b} 12");
  BOOST_TEST(world.of("$9.90 {size} $ $$") == "$9.90 {size} $ $$");
  BOOST_TEST(world.of("}${size}}") == "}12}");
}

BOOST_AUTO_TEST_CASE(a_default_stands_in_for_what_is_empty_or_unknown) {
  World world;
  BOOST_TEST(world.of("${vars.empty:-x}") == "x");
  BOOST_TEST(world.of("${vars.none:-x}") == "x");
  BOOST_TEST(world.of("${nowhere:-x}") == "x");
  BOOST_TEST(world.of("${env.NOWHERE:-x y}") == "x y");
  BOOST_TEST(world.of("${vars.a:-x}") == "one");
  BOOST_TEST(world.of("[${nowhere:-}]") == "[]");
  BOOST_TEST(world.of("${nowhere:-${vars.empty:-${size}}}") == "12");
  BOOST_TEST(world.of("${nowhere:-{a}}") == "{a}");
  BOOST_TEST(world.replace.problems.empty());
}

BOOST_AUTO_TEST_CASE(a_default_is_typed_as_plain_yaml_is) {
  World world;
  BOOST_TEST(
      (resolve(*world.replace.value(Value::string("${nowhere:-7}"), "p").scalar()) == ScalarType::integer));
  BOOST_TEST(
      (resolve(*world.replace.value(Value::string("${nowhere:-}"), "p").scalar()) == ScalarType::string));
}

BOOST_AUTO_TEST_CASE(what_is_substituted_is_never_interpolated_again) {
  World world;
  world.scope.set_row(world.row, true);
  BOOST_TEST(world.of("${row.title}") == "${vars.a}");
  BOOST_TEST(world.of("<${row.title}>") == "<${vars.a}>");
}

BOOST_AUTO_TEST_CASE(a_cell_keeps_its_place_beside_that_of_the_reference) {
  World world;
  world.scope.set_row(world.row, true);
  for (const char* text : {"${row.sku}", "no ${row.sku}"}) {
    const Value made = world.replace.value(Value::string(text, {world.parts.file, 3, 4}), "p");
    BOOST_TEST(place(made.at) == "3:4");
    BOOST_TEST(place(made.from) == "1:7");
  }
  world.scope.set_row(world.row, false);  // it stands in the manifest itself
  const Value listed = world.replace.value(Value::string("${row.sku}", {world.parts.file, 3, 4}), "p");
  BOOST_TEST(place(listed.at) == "1:7");
  BOOST_TEST(listed.from.line == 0U);
}

BOOST_AUTO_TEST_CASE(a_value_of_the_matrix_is_shown_where_it_is_written) {
  World world;
  BOOST_TEST(place(world.replace.value(Value::string("${size}", {world.parts.file, 3, 4}), "p").at) == "9:9");
}

BOOST_AUTO_TEST_CASE(trees_are_replaced_leaf_by_leaf_and_keys_are_left_alone) {
  World world;
  const Value tree = world.parts.yaml("{'${size}': ['${size}', {x: 'a ${vars.a}'}], plain: 1}");
  BOOST_TEST(shown(world.replace.value(tree, "p")) == "{${size}: [12, {x: a one}], plain: 1}");
}

BOOST_AUTO_TEST_CASE(each_problem_names_its_path_and_the_rest_is_still_made) {
  World world;
  const Value tree = world.parts.yaml("{a: [x, '${nope}', '${size}'], b: {c: '${vars.mp}'}}");
  BOOST_TEST(shown(world.replace.value(tree, "entry")) == "{a: [x, 12], b: {}}");
  BOOST_TEST_REQUIRE(world.replace.problems.size() == 2U);
  BOOST_TEST(world.replace.problems[0].path == "entry.a[1]");
  BOOST_TEST(world.replace.problems[0].message == "unknown name 'nope'");
  BOOST_TEST(world.replace.problems[1].path == "entry.b.c");
  BOOST_TEST(world.replace.problems[1].hint == "did you mean 'vars.map'?");
}

BOOST_AUTO_TEST_CASE(a_list_or_a_mapping_cannot_stand_within_a_text) {
  BOOST_TEST(World().problem("x ${vars.list}").message ==
             "'vars.list' is a list and cannot stand within a text");
  BOOST_TEST(World().problem("x ${vars.map}").message ==
             "'vars.map' is a mapping and cannot stand within a text");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_taken_apart_says_how_a_literal_is_written) {
  for (const char* text : {"${size", "a ${x:-${y}", "${}", "${ }"}) {
    const Problem problem = World().problem(text);
    BOOST_TEST(problem.hint == R"(write '\${' for a literal '${')", text);
    BOOST_TEST(place(problem.at) == "3:4");
  }
}

BOOST_AUTO_TEST_CASE(the_text_of_a_key_has_nothing_that_a_file_name_cannot) {
  World world;
  world.scope.set("slash", world.vars);
  const Value odd = Value::string("a/b: c");
  world.scope.set("odd", odd);
  BOOST_TEST(world.replace.text(Value::string("x/${odd}-${size}"), "key", true) == "x/a-b- c-12");
  BOOST_TEST(world.replace.text(Value::string("x/${odd}"), "key", false) == "x/a/b: c");
  BOOST_TEST(world.replace.problems.empty());
  BOOST_TEST(world.replace.text(world.vars, "key", true).empty());
  BOOST_TEST(world.replace.problems.at(0).message == "a text is wanted here");
}

BOOST_AUTO_TEST_CASE(what_grows_without_end_is_stopped) {
  World world("{big: '" + std::string(1024U * 1024, 'x') + "'}");
  std::string many;
  for (int i = 0; i < 20; ++i) many += "- '${vars.big}'\n";
  static_cast<void>(world.replace.value(world.parts.yaml(many), "p"));
  BOOST_TEST_REQUIRE(!world.replace.problems.empty());
  BOOST_TEST(world.replace.problems[0].message == "this grows too large");
  BOOST_TEST(world.replace.problems[0].path == "p[16]");
}

BOOST_AUTO_TEST_CASE(defaults_within_defaults_are_bounded) {
  std::string nested = "x";
  for (int i = 0; i < 12; ++i) nested = "${n:-" + nested + "}";
  BOOST_TEST(World().problem(nested).message == "defaults within defaults are nested too deeply");
}

BOOST_AUTO_TEST_CASE(every_reference_of_a_tree_is_visited_with_its_path) {
  const Value tree = yaml("{a: '${x} ${y:-${z}}', b: ['\\${no}', '${w}']}");
  std::vector<std::string> seen;
  manifest::each_reference(
      tree, "e", [&](const manifest::Reference& reference, const SourcePos& at, const std::string& path) {
        seen.push_back(path + " " + std::string(reference.name) + " " + place(at));
      });
  const std::vector<std::string> expected{"e.a x 1:5", "e.a y 1:5", "e.a z 1:5", "e.b[1] w 1:38"};
  BOOST_TEST(seen == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
