#include "manifest/merge_keys.hpp"

#include "unit/manifest/parts.hpp"

BOOST_FIXTURE_TEST_SUITE(merge_keys, pressrun::test::Parts)

using namespace pressrun;
using namespace pressrun::test;

BOOST_AUTO_TEST_CASE(what_stands_there_wins_over_what_is_merged) {
  BOOST_TEST(shown(yaml("base: &b {x: 1, y: 2}\nown: {<<: *b, y: 3, z: 4}\n")) ==
             "{base: {x: 1, y: 2}, own: {y: 3, z: 4, x: 1}}");
  BOOST_TEST(page() == "");
}

BOOST_AUTO_TEST_CASE(the_place_of_the_merge_key_does_not_matter) {
  BOOST_TEST(shown(*yaml("base: &b {x: 1}\nown: {x: 2, <<: *b}\n").find("own")) == "{x: 2}");
}

BOOST_AUTO_TEST_CASE(of_a_list_the_earlier_mapping_wins) {
  BOOST_TEST(shown(*yaml("a: &a {x: 1}\nb: &b {x: 2, y: 2}\nown: {<<: [*a, *b]}\n").find("own")) ==
             "{x: 1, y: 2}");
}

BOOST_AUTO_TEST_CASE(merging_is_not_deep) {
  BOOST_TEST(shown(*yaml("a: &a {t: {x: 1, y: 2}}\nown: {<<: *a, t: {x: 3}}\n").find("own")) ==
             "{t: {x: 3}}");
}

BOOST_AUTO_TEST_CASE(what_is_merged_may_merge_itself) {
  BOOST_TEST(shown(*yaml("a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nown: {<<: *b}\n").find("own")) ==
             "{y: 2, x: 1}");
}

BOOST_AUTO_TEST_CASE(a_merged_member_keeps_the_place_where_it_was_written) {
  const Value root = yaml("a: &a\n  x: 1\nown:\n  <<: *a\n");
  BOOST_TEST(place(root.find("own")->mapping()->at(0).key_at) == "2:3");
}

BOOST_AUTO_TEST_CASE(only_mappings_can_be_merged) {
  for (const char* merged : {"x", "[1]", "[{a: 1}, 2]", "~"}) {
    Parts parts;
    parts.read("own: {<<: " + std::string(merged) + ", a: 1}\n");
    BOOST_TEST(parts.says("f:1:7: error: '<<' wants a mapping, or a list of mappings"), parts.page());
  }
}

BOOST_AUTO_TEST_CASE(two_merge_keys_in_one_mapping_are_an_error) {
  read("a: &a {x: 1}\nown:\n  <<: *a\n  <<: *a\n");
  BOOST_TEST(says("f:4:3: error: key '<<' stands twice in one mapping"), page());
  BOOST_TEST(says("write one '<<' with a list"));
}

BOOST_AUTO_TEST_CASE(a_list_of_nothing_merges_nothing) {
  BOOST_TEST(shown(*yaml("own: {<<: [], a: 1}\n").find("own")) == "{a: 1}");
  BOOST_TEST(page() == "");
}

BOOST_AUTO_TEST_CASE(the_second_of_two_equal_keys_is_the_one_that_is_shown) {
  const Mapping members{{"b", Value::plain("1"), {file, 1, 1}},
                        {"a", Value::plain("2"), {file, 2, 1}},
                        {"b", Value::plain("3"), {file, 3, 1}}};
  BOOST_TEST_REQUIRE(manifest::repeated_key(members) != nullptr);
  BOOST_TEST(manifest::repeated_key(members)->key_at.line == 3U);
  BOOST_TEST(manifest::repeated_key({members[0], members[1]}) == nullptr);
  BOOST_TEST(manifest::repeated_key({}) == nullptr);
}

BOOST_AUTO_TEST_CASE(of_a_key_that_stands_twice_the_first_is_kept) {
  const auto root = read("a: 1\nb: 2\na: 3\na: 4\n");
  BOOST_TEST(says("f:3:1: error: key 'a' stands twice in one mapping"), page());
  BOOST_TEST(says("f:4:1: error: key 'a' stands twice in one mapping"));
  BOOST_TEST(says("first at line 1"));
  BOOST_TEST(shown(root.value()) == "{a: 1, b: 2}");
}

BOOST_AUTO_TEST_SUITE_END()
