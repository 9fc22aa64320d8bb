#include "manifest/matrix.hpp"

#include "manifest/combination.hpp"
#include "manifest/patterns.hpp"
#include "unit/manifest/parts.hpp"

BOOST_FIXTURE_TEST_SUITE(matrix, pressrun::test::Parts)

using namespace pressrun;
using namespace pressrun::test;
using manifest::Axis;
using manifest::Entry;
using Labels = std::vector<std::string>;

namespace {

std::vector<Axis> axes(Parts& parts, const std::string& text) {
  manifest::Gaps gaps;
  return manifest::read_matrix(parts.yaml(text), "e.matrix", gaps, parts.findings);
}

Sequence patterns(Parts& parts, const Entry& entry, const std::string& text) {
  return manifest::read_patterns(parts.yaml(text), entry, "exclude", "e.exclude", parts.findings);
}

/// An entry with the axes lang (en, fr) and theme (two mappings), and no variants or rows.
Entry entry_of(Parts& parts) {
  Entry entry;
  entry.axes = axes(parts, "{lang: [en, fr], theme: [{name: light, dark: false}, {name: dark, dark: true}]}");
  entry.variants.emplace_back();
  return entry;
}

}  // namespace

BOOST_AUTO_TEST_CASE(values_are_labelled_by_what_tells_them_apart) {
  const auto labels = [&](const std::string& values) {
    return axes(*this, "{a: " + values + "}").at(0).labels;
  };
  const auto check = [](const Labels& found, const Labels& expected) {
    BOOST_TEST(found == expected, boost::test_tools::per_element());
  };
  check(labels("[Shop now, 12, true]"), {"Shop now", "12", "true"});
  check(labels("[{x: 1, name: light}, {id: 7, name: dark}, {key: k, id: 8}]"), {"light", "7", "k"});
  check(labels("[{x: [1], y: first}, {y: ~, z: last}]"), {"first", "last"});
  check(labels("[[1], {a: [2]}, '', '?', x]"), {"1", "2", "3", "4", "x"});
  check(labels("[{name: a, v: 1}, {name: a, v: 2}, b]"), {"1", "2", "b"});
  check(labels("['" + std::string(49, 'x') + "', y]"), {"1", "y"});
  BOOST_TEST(page() == "");
}

BOOST_AUTO_TEST_CASE(what_is_no_dimension_is_found_with_its_place) {
  struct Case {
    std::string text;
    std::string says;
    std::size_t axes;
  };
  const std::vector<Case> cases{
      {"[1]", "f:1:1: error: 'matrix' must be a mapping of names to lists", 0},
      {"{a: 1, b: [2]}", "f:1:5: error: 'a' must be a list of values", 1},
      {"{a: []}", "f:1:5: error: 'a' must be a list of values, and it is empty", 0},
      {"{a: {x: 1}}", "write 'a: [one, another]'", 0},
      {"{a: [1, 2, 1]}", "f:1:12: error: this value stands twice in 'a'", 1},
      {"{a: [{x: 1, y: 2}, {x: 1, y: 2}]}", "f:1:20: error: this value stands twice", 1},
      {"{row: [1]}", "f:1:2: error: 'row' cannot name a dimension of the matrix", 0},
      {"{vars: [1], env: [1], variant: [1], b: [1]}", "'${variant}'", 1}};
  for (const auto& [text, words, count] : cases) {
    Parts parts;
    BOOST_TEST(axes(parts, text).size() == count, text);
    BOOST_TEST(parts.says(words), text << "\n" << parts.page());
  }
}

BOOST_AUTO_TEST_CASE(a_number_and_the_same_digits_in_quotes_are_two_values) {
  BOOST_TEST(axes(*this, "{a: [1, '1']}").at(0).values.size() == 2U);
  BOOST_TEST(page() == "");
}

BOOST_AUTO_TEST_CASE(a_pattern_is_contained_in_what_has_all_its_members) {
  const auto contained = [&](const char* value, const char* pattern) {
    const Value whole = yaml(value);
    return manifest::pattern_holds(&whole, yaml(pattern));
  };
  BOOST_TEST(contained("{a: 1, b: {c: 2, d: 3}}", "{b: {d: 3}}"));
  BOOST_TEST(contained("{a: 1}", "{}"));
  BOOST_TEST(!contained("{a: 1}", "{a: 2}"));
  BOOST_TEST(contained("{a: 1}", "{b: ~}"));  // absent is empty
  BOOST_TEST(!contained("{a: 1}", "{a: ''}"));
  BOOST_TEST(contained("{a: x}", "{a: [y, x]}"));
  BOOST_TEST(!contained("{a: xx}", "{a: [y, x]}"));
  BOOST_TEST(!contained("a", "{a: 1}"));
  BOOST_TEST(contained("[1, 2]", "[1, 2]"));
  BOOST_TEST(!contained("[1, 2]", "[1]"));
}

BOOST_AUTO_TEST_CASE(a_pattern_means_a_cell_of_text_whether_it_is_quoted_or_not) {
  const auto holds = [](const Value& value, const Value& pattern) {
    return manifest::pattern_holds(&value, pattern);
  };
  BOOST_TEST(holds(Value::string("012"), Value::plain("012")));
  BOOST_TEST(holds(Value::plain("yes"), Value::string("yes")));
  BOOST_TEST(!holds(Value::string("12"), Value::plain("012")));
}

BOOST_AUTO_TEST_CASE(what_is_excluded_must_be_there) {
  struct Case {
    std::string text;
    std::string says;
  };
  const Entry entry = entry_of(*this);
  const std::vector<Case> cases{
      {"{lang: en}", "f:1:1: error: 'exclude' must be a list of mappings"},
      {"[en]", "f:1:2: error: a mapping of matrix names to values is wanted here"},
      {"[{}]", "f:1:2: error: a mapping of matrix names to values is wanted here"},
      {"[{lnag: en}]", "f:1:3: error: 'exclude' names 'lnag', which the matrix does not have"},
      {"[{lnag: en}]", "did you mean 'lang'?"},
      {"[{row: {a: 1}}]", "'exclude' names 'row', and the entry has no rows"},
      {"[{variant: a}]", "'exclude' names 'variant', which the matrix does not have"},
      {"[]", "f:1:1: error: 'exclude' is an empty list"},
      {"[{lang: []}]", "f:1:9: error: an empty list matches nothing"},
      {"[{theme: {nam: light}}]", "f:1:11: error: no value of 'theme' has a part 'nam'"},
      {"[{lang: [en, de]}]", "f:1:14: warning: no value of 'lang' matches this"},
      {"[{lang: de}]", "f:1:9: warning: no value of 'lang' matches this"}};
  for (const auto& [text, words] : cases) {
    Parts parts;
    patterns(parts, entry, text);
    BOOST_TEST(parts.says(words), text << "\n" << parts.page());
  }
}

BOOST_AUTO_TEST_CASE(combinations_are_taken_like_the_digits_of_a_number) {
  const Entry entry = entry_of(*this);
  manifest::Combination chosen(entry);
  Labels seen;
  do seen.push_back(chosen.label(0) + "-" + chosen.label(1));
  while (chosen.advance());
  const Labels expected{"en-light", "en-dark", "fr-light", "fr-dark"};
  BOOST_TEST(seen == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_combination_is_excluded_by_any_pattern_that_it_contains) {
  Entry entry = entry_of(*this);
  entry.exclude =
      patterns(*this, entry, "[{lang: fr, theme: {dark: true}}, {theme: {name: light}, lang: en}]");
  BOOST_TEST(page() == "");
  manifest::Combination chosen(entry);
  std::vector<bool> out;
  manifest::PatternUse use(entry);
  do out.push_back(!use.lets_in(entry, chosen, nullptr));
  while (chosen.advance());
  const std::vector<bool> expected{true, false, false, true};
  BOOST_TEST(out == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(rows_and_variants_can_be_excluded_too) {
  Entry entry = entry_of(*this);
  entry.rows = manifest::RowsPlace{};
  entry.has_variants = true;
  entry.variants = {{Value::string("a"), Value(Mapping{}), {}, {}},
                    {Value::string("b"), Value(Mapping{}), {}, {}}};
  entry.exclude = patterns(*this, entry, "[{variant: b}, {row: {live: no}}]");
  BOOST_TEST(page() == "");
  const manifest::Row live{yaml("{live: 'yes'}"), {}};
  const manifest::Row dead{yaml("{live: 'no'}"), {}};
  manifest::Combination chosen(entry);
  manifest::PatternUse use(entry);
  BOOST_TEST(use.lets_in(entry, chosen, &live));
  BOOST_TEST(!use.lets_in(entry, chosen, &dead));
  for (int i = 0; i < 4; ++i) chosen.advance();  // the first of the second variant
  BOOST_TEST(!use.lets_in(entry, chosen, &live));
}

BOOST_AUTO_TEST_CASE(only_lets_nothing_else_in_and_exclude_takes_from_it) {
  Entry entry = entry_of(*this);
  entry.only = patterns(*this, entry, "[{lang: [fr, en], theme: {name: dark}}]");
  entry.exclude = patterns(*this, entry, "[{lang: fr}]");
  manifest::PatternUse use(entry);
  manifest::Combination chosen(entry);
  Labels seen;
  do {
    if (use.lets_in(entry, chosen, nullptr)) seen.push_back(chosen.label(0) + "-" + chosen.label(1));
  } while (chosen.advance());
  BOOST_TEST(seen == Labels{"en-dark"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_other_tools_want_within_a_matrix_stands_beside_it) {
  BOOST_TEST(axes(*this, "{lang: [en], exclude: [{lang: en}], include: [{lang: de}], only: [a]}").size() ==
             1U);
  BOOST_TEST(says("f:1:14: error: 'exclude' is no dimension of the matrix"), page());
  BOOST_TEST(says("write 'exclude' beside 'matrix'"));
  BOOST_TEST(says("error: 'include' is no dimension of the matrix"));
  BOOST_TEST(says("there is nothing like it"));
}

BOOST_AUTO_TEST_CASE(a_row_is_called_by_the_column_that_names_it) {
  Entry entry;
  entry.variants.emplace_back();
  const manifest::Combination chosen(entry);
  const auto key = [&](const std::string& row) {
    const manifest::Row read{yaml(row), {}};
    return manifest::key_from_values(entry, chosen, &read, 7, nullptr);
  };
  BOOST_TEST(key("{title: x, SKU: a1}") == "a1");
  BOOST_TEST(key("{sku: a1, ID: 9, key: k}") == "k");
  BOOST_TEST(key("{'sku ': '', id: ' 9 '}") == "9");
  BOOST_TEST(key("{title: x}") == "7");
  BOOST_TEST(manifest::key_from_values(entry, chosen, nullptr, 0, nullptr) == "1");
}

BOOST_AUTO_TEST_CASE(a_column_named_as_a_dimension_is_listed_with_its_prefix) {
  const Entry entry = entry_of(*this);
  const manifest::Combination chosen(entry);
  const manifest::Row row{yaml("{lang: de, sku: a1}"), {}};
  BOOST_TEST(shown(Value(manifest::variables_of(entry, chosen, &row, nullptr))) ==
             "{lang: en, theme: {name: light, dark: false}, row.lang: de, sku: a1}");
}

BOOST_AUTO_TEST_SUITE_END()
