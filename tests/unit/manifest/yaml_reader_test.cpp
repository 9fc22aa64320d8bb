#include "unit/manifest/parts.hpp"

BOOST_FIXTURE_TEST_SUITE(yaml_reader, pressrun::test::Parts)

using namespace pressrun;
using namespace pressrun::test;
using manifest::YamlLimits;

namespace {

std::string repeated(const std::string& piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

}  // namespace

BOOST_AUTO_TEST_CASE(an_empty_document_is_a_null) {
  for (const char* text : {"", "# only a comment\n", "---\n"}) {
    Parts parts;
    BOOST_TEST(parts.yaml(text).is_null(), text);
    BOOST_TEST(parts.page() == "");
  }
}

BOOST_AUTO_TEST_CASE(plain_scalars_are_what_the_core_schema_says) {
  const std::vector<std::pair<std::string, ScalarType>> rows{{"~", ScalarType::null},
                                                             {"null", ScalarType::null},
                                                             {"true", ScalarType::boolean},
                                                             {"False", ScalarType::boolean},
                                                             {"12", ScalarType::integer},
                                                             {"0x1F", ScalarType::integer},
                                                             {"0o17", ScalarType::integer},
                                                             {"-1.5e3", ScalarType::real},
                                                             {".inf", ScalarType::real},
                                                             {"yes", ScalarType::string},
                                                             {"no", ScalarType::string},
                                                             {"on", ScalarType::string},
                                                             {"2026-11-27", ScalarType::string},
                                                             {"12:30", ScalarType::string},
                                                             {"1_000", ScalarType::string},
                                                             {"'12'", ScalarType::string},
                                                             {"\"true\"", ScalarType::string},
                                                             {"!!str 12", ScalarType::string},
                                                             {"!!int 12", ScalarType::integer}};
  for (const auto& [text, type] : rows) {
    Parts parts;
    BOOST_TEST((resolve(*parts.yaml("a: " + text + "\n").find("a")->scalar()) == type), text);
    BOOST_TEST(parts.page() == "");
  }
}

BOOST_AUTO_TEST_CASE(places_count_characters_not_bytes) {
  const Value root = yaml("é: {ü: 🎉, b: [x, y]}\n");
  const Member& inner = root.mapping()->at(0).value.mapping()->at(1);
  BOOST_TEST(place(inner.key_at) == "1:11");
  BOOST_TEST(place(inner.value.sequence()->at(1).at) == "1:18");
}

BOOST_AUTO_TEST_CASE(a_value_that_is_left_out_stands_where_its_key_does) {
  const Value root = yaml("a:\n\n\nb: 1\n");
  BOOST_TEST(place(root.find("a")->at) == "1:1");
}

BOOST_AUTO_TEST_CASE(an_alias_is_a_copy) {
  BOOST_TEST(shown(yaml("a: &x [1, {b: 2}]\nc: *x\n")) == "{a: [1, {b: 2}], c: [1, {b: 2}]}");
  BOOST_TEST(shown(yaml("a: &k name\n*k : 1\n")) == "{a: name, name: 1}");
}

BOOST_AUTO_TEST_CASE(what_no_manifest_needs_is_refused_at_its_place) {
  struct Case {
    std::string text;
    std::string says;
  };
  const std::vector<Case> cases{
      {"a: 1\n---\nb: 2\n", "f:2:1: error: a second document starts here"},
      {"a: !color red\n", "f:1:4: error: unknown tag '!color'"},
      {"a: !set {b: 1}\n", "f:1:4: error: unknown tag '!set'"},
      {"a: !list [b]\n", "f:1:4: error: unknown tag '!list'"},
      {"a: &x [*x]\n", "f:1:8: error: an alias stands inside the very node that it names"},
      {"{[a]: 1}\n", "f:1:2: error: a key must be text"},
      {"~: 1\n", "f:1:1: error: a key is empty"},
      {"a: &x {b: 1}\n*x : 2\n", "f:2:1: error: a key must be text"},
      {"a: b: c\n", "quote a text that holds ': '"},
      {"a: 1\n b: 2\n", "not valid YAML"},
      {"a: @x\n", "quote the text; indent with spaces, not tabs"},
      {"a: [1, 2\n", "not valid YAML"}};
  for (const auto& [text, words] : cases) {
    Parts parts;
    parts.read(text);
    BOOST_TEST(parts.says(words), text << "\n" << parts.page());
  }
}

BOOST_AUTO_TEST_CASE(nesting_has_an_end) {
  const auto nested = [](std::size_t levels) { return repeated("[", levels) + repeated("]", levels) + "\n"; };
  yaml(nested(YamlLimits::depth));
  BOOST_TEST(page() == "");
  BOOST_TEST(!read(nested(YamlLimits::depth + 1)).has_value());
  BOOST_TEST(says("nested more than 64 levels deep"), page());
}

BOOST_AUTO_TEST_CASE(a_mapping_has_ten_thousand_keys_at_most) {
  std::string text;
  for (std::size_t i = 0; i < YamlLimits::members; ++i) text += "k" + std::to_string(i) + ": 1\n";
  yaml(text);
  BOOST_TEST(page() == "");
  BOOST_TEST(!read(text + "more: 1\n").has_value());
  BOOST_TEST(says("f:10001:1: error: a mapping has more than 10000 keys"), page());
  BOOST_TEST(says("long lists belong in 'rows'"));
}

BOOST_AUTO_TEST_CASE(aliases_may_copy_so_much_and_no_more) {
  const std::string list = "a: &a [" + repeated("x, ", 999) + "x]\n";
  yaml(list + "b: [" + repeated("*a, ", 100) + "]\n");
  BOOST_TEST(page() == "");
  BOOST_TEST(!read(list + "b: [" + repeated("*a, ", 200) + "]\n").has_value());
  BOOST_TEST(says("aliases make the document too large"), page());
}

BOOST_AUTO_TEST_CASE(merge_keys_are_counted_as_aliases_are) {
  std::string base = "a: &a {";
  for (int i = 0; i < 1000; ++i) base += "k" + std::to_string(i) + ": 1, ";
  std::string text = base + "}\nb:\n";
  for (int i = 0; i < 150; ++i) text += "  - {<<: *a}\n";
  BOOST_TEST(!read(text).has_value());
  BOOST_TEST(says("aliases make the document too large"), page());
}

BOOST_AUTO_TEST_CASE(a_document_has_sixteen_mebibytes_at_most) {
  BOOST_TEST(!read("a: " + std::string(YamlLimits::bytes, 'x')).has_value());
  BOOST_TEST(says("the file is larger than 16 MiB"), page());
}

BOOST_AUTO_TEST_CASE(what_no_text_may_hold_is_shown_with_line_and_column) {
  const std::vector<std::pair<std::string, std::string>> rows{
      {std::string("a: 1\nb: \0", 9), "f:2:4: error: control character '\\x00'"},
      {"a: \x1b[2J\n", "f:1:4: error: control character '\\x1B'"},
      {"a: \x7f\n", "f:1:4: error: control character '\\x7F'"},
      {"é: \xC3\n", "f:1:4: error: byte '\\xC3' is not valid UTF-8"},
      {"a: \xED\xA0\x80\n", "f:1:4: error: byte '\\xED' is not valid UTF-8"}};
  for (const auto& [text, words] : rows) {
    Parts parts;
    BOOST_TEST(!parts.read(text).has_value());
    BOOST_TEST(parts.says(words), parts.page());
  }
}

BOOST_AUTO_TEST_SUITE_END()
