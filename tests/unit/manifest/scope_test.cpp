#include "manifest/scope.hpp"

#include "unit/manifest/parts.hpp"

BOOST_FIXTURE_TEST_SUITE(scope, pressrun::test::Parts)

using namespace pressrun;
using namespace pressrun::test;
using manifest::Scope;
using manifest::UnknownName;

namespace {

/// What a name means: its value, or "why | hint".
std::string meaning(Scope& scope, const std::string& name) {
  const auto found = scope.find(name);
  if (const auto* value = std::get_if<const Value*>(&found)) return shown(**value);
  const auto& why = std::get<UnknownName>(found);
  return why.message + " | " + why.hint;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_path_is_followed_through_mappings_and_lists) {
  const Value tree = yaml("{a: {b: [x, {c: y}]}, 'a.d': whole, n: 1}");
  const auto at = [&](const char* path) {
    const Value* found = manifest::walk(tree, path);
    return found == nullptr ? std::string("none") : shown(*found);
  };
  BOOST_TEST(at("n") == "1");
  BOOST_TEST(at("a.b.0") == "x");
  BOOST_TEST(at("a.b.1.c") == "y");
  BOOST_TEST(at("a.d") == "whole");
  for (const char* path : {"a.b.2", "a.b.-1", "a.b.1x", "a.x", "n.x", "", "a.", ".a"})
    BOOST_TEST(at(path) == "none", path);
}

BOOST_AUTO_TEST_CASE(a_column_with_dots_in_its_name_is_found_as_a_whole_first) {
  const Value row = yaml("{'price.eur': '9', price: {eur: '8', usd: '7'}}");
  BOOST_TEST(shown(*manifest::walk(row, "price.eur")) == "'9'");
  BOOST_TEST(shown(*manifest::walk(row, "price.usd")) == "'7'");
}

BOOST_AUTO_TEST_CASE(each_kind_of_name_has_its_prefix) {
  MemorySources sources;
  sources.variables["LANG"] = "C";
  const Value vars = yaml("{a: 1, size: 2}");
  const Value size = yaml("{px: 3}");
  const Value row = yaml("{a: 4}");
  Scope scope(vars, sources);
  scope.set("size", size);
  scope.set_row(row, true);
  BOOST_TEST(meaning(scope, "vars.a") == "1");
  BOOST_TEST(meaning(scope, "vars") == "{a: 1, size: 2}");
  BOOST_TEST(meaning(scope, "size.px") == "3");
  BOOST_TEST(meaning(scope, "row.a") == "4");
  BOOST_TEST(meaning(scope, "row") == "{a: 4}");
  BOOST_TEST(meaning(scope, "env.LANG") == "C");
}

BOOST_AUTO_TEST_CASE(what_is_unknown_says_what_was_meant) {
  MemorySources sources;
  const Value vars = yaml("{season: x}");
  const Value theme = yaml("{name: light, color: red}");
  const Value row = yaml("{title: x}");
  Scope scope(vars, sources);
  scope.set("theme", theme);
  BOOST_TEST(meaning(scope, "row.title") ==
             "'row.title' wants rows, and none are here | add 'rows:' to the design");
  scope.set_row(row, true);
  BOOST_TEST(meaning(scope, "season") == "unknown name 'season' | did you mean 'vars.season'?");
  BOOST_TEST(meaning(scope, "title") == "unknown name 'title' | did you mean 'row.title'?");
  BOOST_TEST(meaning(scope, "theme.colour") == "unknown name 'theme.colour' | did you mean 'theme.color'?");
  BOOST_TEST(meaning(scope, "them") == "unknown name 'them' | did you mean 'theme'?");
  BOOST_TEST(meaning(scope, "row.titel") == "unknown name 'row.titel' | did you mean 'row.title'?");
  BOOST_TEST(meaning(scope, "env.NOPE") ==
             "the environment has no variable 'NOPE' | set it, or write '${env.NOPE:-default}'");
}

BOOST_AUTO_TEST_CASE(a_name_can_change_and_go) {
  MemorySources sources;
  const Value vars = yaml("{}");
  const Value one = Value::plain("1");
  const Value two = Value::plain("2");
  Scope scope(vars, sources);
  scope.set("n", one);
  scope.set("n", two);
  BOOST_TEST(meaning(scope, "n") == "2");
  scope.remove("n");
  scope.remove("never there");
  BOOST_TEST(meaning(scope, "n").starts_with("unknown name"));
}

BOOST_AUTO_TEST_CASE(only_a_row_of_a_file_has_cells) {
  MemorySources sources;
  const Value vars = yaml("{}");
  Scope scope(vars, sources);
  BOOST_TEST(!scope.is_cell("row.a"));
  scope.set_row(vars, false);
  BOOST_TEST(!scope.is_cell("row.a"));
  scope.set_row(vars, true);
  BOOST_TEST(scope.is_cell("row.a"));
  BOOST_TEST(!scope.is_cell("vars.a"));
}

BOOST_AUTO_TEST_CASE(far_from_all_names_the_first_few_are_listed) {
  BOOST_TEST(manifest::suggest("zzz", {}) == "");
  BOOST_TEST(manifest::suggest("zzz", {"a", "b"}) == "there is 'a', 'b'");
  BOOST_TEST(
      manifest::suggest("zzz", {"a1", "b2", "c3", "d4", "e5", "f6", "g7", "h8", "i9"}).ends_with("'h8', …"));
}

BOOST_AUTO_TEST_SUITE_END()
