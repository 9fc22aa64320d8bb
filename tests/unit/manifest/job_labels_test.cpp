#include "manifest/keys.hpp"
#include "pressrun/manifest/names.hpp"
#include "unit/manifest/parts.hpp"

BOOST_FIXTURE_TEST_SUITE(job_labels, pressrun::test::Parts)

using namespace pressrun;
using namespace pressrun::test;

BOOST_AUTO_TEST_CASE(a_part_of_a_key_keeps_the_authors_letters) {
  const std::vector<std::pair<std::string, std::string>> rows{
      {"Shop now", "Shop now"}, {"  padded ", "padded"}, {"a/b", "a-b"},  {"a: b?", "a- b"},
      {"Été 🎉", "Été 🎉"},       {"<b>|c", "b-c"},        {"///", ""},     {"a\tb\nc", "a-b-c"},
      {"x\xFFy", "x-y"},        {"-a-", "-a-"},          {"a\\b*", "a-b"}};
  for (const auto& [text, part] : rows) BOOST_TEST(manifest::key_part(text) == part, text);
}

BOOST_AUTO_TEST_CASE(the_literal_text_of_a_key_may_hold_slashes) {
  BOOST_TEST(manifest::key_literal("a/b c") == "a/b c");
  BOOST_TEST(manifest::key_literal("a:?b/") == "a-b/");
  BOOST_TEST(manifest::key_literal(": x") == "- x");
}

BOOST_AUTO_TEST_CASE(a_key_may_not_leave_the_folder_of_the_results) {
  for (const char* key : {".", "..", "a/..", "../a", "a/./b"})
    BOOST_TEST(manifest::key_problem(key) == "'.' and '..' cannot be parts of a key: they name folders", key);
  for (const char* key : {"a", ".a", "a..b", "...", "a/.b/c"})
    BOOST_TEST(manifest::key_problem(key) == "", key);
}

BOOST_AUTO_TEST_CASE(a_key_has_an_end_and_a_beginning) {
  BOOST_TEST(manifest::key_problem("") == "the key comes out empty");
  BOOST_TEST(manifest::key_problem(std::string(250, 'x')) == "");
  BOOST_TEST(manifest::key_problem(std::string(251, 'x')) == "the key is longer than 250 bytes");
  BOOST_TEST(manifest::key_problem("a\x01") == "the key holds a control character");
}

BOOST_AUTO_TEST_CASE(a_mapping_is_called_by_its_naming_member) {
  const auto label = [&](const char* text) { return manifest::label_of(yaml(text)); };
  BOOST_TEST(label("{x: 1, name: n, id: i, key: k}") == "k");
  BOOST_TEST(label("{x: 1, name: n}") == "n");
  BOOST_TEST(label("{a: [1], b: ~, c: third}") == "third");
  BOOST_TEST(label("{key: ~, id: {a: 1}, name: n}") == "n");
  BOOST_TEST(label("[a, b]") == "");
  BOOST_TEST(label("{}") == "");
  BOOST_TEST(label("'..'") == "");
}

BOOST_AUTO_TEST_CASE(a_columns_name_is_recognised_with_what_people_put_around_it) {
  for (const char* column : {"sku", "SKU", " sku ", "\"Sku\"", "(sku)", "# sku:"})
    BOOST_TEST(manifest::is_word(column, "sku"), column);
  for (const char* column : {"skus", "my sku", "sku.1", "s-ku", ""})
    BOOST_TEST(!manifest::is_word(column, "sku"), column);
}

BOOST_AUTO_TEST_CASE(only_the_whole_form_is_a_uuid) {
  const std::string uuid = "64238D01-d402-474b-8c2d-fbc957e9d290";
  BOOST_TEST(manifest::is_uuid(uuid));
  for (std::size_t i = 0; i < uuid.size(); ++i) {
    std::string broken = uuid;
    broken[i] = 'x';
    BOOST_TEST(!manifest::is_uuid(broken), broken);
  }
  BOOST_TEST(!manifest::is_uuid(uuid + "0"));
  BOOST_TEST(!manifest::is_uuid(""));
}

BOOST_AUTO_TEST_CASE(a_key_is_claimed_once_and_the_first_place_is_known) {
  manifest::SeenKeys seen;
  BOOST_TEST(!seen.add("hero/1", {0, 3}).has_value());
  BOOST_TEST(!seen.add("hero/2", {0, 4}).has_value());
  const auto before = seen.add("hero/1", {2, 9});
  BOOST_TEST_REQUIRE(before.has_value());
  BOOST_TEST(before->entry == 0U);
  BOOST_TEST(before->line == 3U);
}

BOOST_AUTO_TEST_CASE(a_manifests_name_is_one_word_of_plain_letters) {
  for (const char* name : {"a", "0", "black-friday_2026.v2"})
    BOOST_TEST(manifest::is_manifest_name(name), name);
  for (const char* name : {"", "-a", ".a", "A", "a b", "é", "a/b"})
    BOOST_TEST(!manifest::is_manifest_name(name), name);
  BOOST_TEST(!manifest::is_manifest_name(std::string(65, 'a')));
  BOOST_TEST(manifest::manifest_name("Black Friday — 2026!") == "black-friday-2026");
  BOOST_TEST(manifest::manifest_name("春") == "manifest");
  BOOST_TEST(manifest::manifest_name(std::string(80, 'x')).size() == 64U);
}

BOOST_AUTO_TEST_SUITE_END()
