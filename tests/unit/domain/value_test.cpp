#include "pressrun/domain/value.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(value)

using namespace pressrun;

namespace {

ScalarType plain(const std::string& text) { return resolve({text, true}); }
Value map(Mapping members) { return Value(std::move(members)); }

}  // namespace

BOOST_AUTO_TEST_CASE(plain_scalars_resolve_by_the_core_schema) {
  BOOST_CHECK(plain("") == ScalarType::null);
  BOOST_CHECK(plain("~") == ScalarType::null);
  BOOST_CHECK(plain("true") == ScalarType::boolean);
  BOOST_CHECK(plain("-12") == ScalarType::integer);
  BOOST_CHECK(plain("007") == ScalarType::integer);
  BOOST_CHECK(plain("0x1F") == ScalarType::integer);
  BOOST_CHECK(plain("0o17") == ScalarType::integer);
  for (const char* real : {"1.10", ".5", "1.", "1e3", "-2.5E-3", ".inf", ".NaN"})
    BOOST_CHECK(plain(real) == ScalarType::real);
}

BOOST_AUTO_TEST_CASE(what_only_yaml_1_1_took_for_something_else_is_text) {
  for (const char* text :
       {"yes", "no", "on", "off", "y", "2026-11-27", "1:30", "0b1", "1_000", "+-1", "e3", ".", "0x", "1e"}) {
    BOOST_TEST_CONTEXT(text) { BOOST_CHECK(plain(text) == ScalarType::string); }
  }
}

BOOST_AUTO_TEST_CASE(a_quoted_scalar_is_text) { BOOST_CHECK(resolve({"12", false}) == ScalarType::string); }

BOOST_AUTO_TEST_CASE(merge_patch_merges_removes_and_replaces) {
  const Value base = map({{"a", map({{"x", Value::plain("1"), {}}, {"y", Value::plain("2"), {}}}), {}},
                          {"b", Value::plain("3"), {}}});
  const Value patch = map(
      {{"a", map({{"x", Value{}, {}}, {"z", Value::string("9"), {}}}), {}}, {"c", Value(Sequence{}), {}}});
  const Value merged = merge_patch(base, patch);
  BOOST_TEST(merged.find("a")->find("x") == nullptr);
  BOOST_TEST(merged.find("a")->find("y")->scalar()->text == "2");
  BOOST_TEST(merged.find("a")->find("z")->scalar()->text == "9");
  BOOST_TEST(merged.find("b")->scalar()->text == "3");
  BOOST_TEST(merged.find("c")->sequence() != nullptr);
}

BOOST_AUTO_TEST_CASE(merge_patch_drops_nulls_of_new_mappings_too) {
  const Value merged = merge_patch(Value::plain("1"), map({{"a", map({{"b", Value{}, {}}}), {}}}));
  BOOST_TEST(merged.find("a")->mapping()->empty());
}

BOOST_AUTO_TEST_CASE(merge_over_keeps_a_null_that_removes_nothing) {
  const Value base = map({{"a", map({{"x", Value::plain("1"), {}}}), {}}});
  const Value patch = map({{"a", map({{"x", Value{}, {}}, {"y", Value{}, {}}}), {}}, {"b", Value{}, {}}});
  const Value once = merge_over(base, patch);
  BOOST_TEST(once.find("a")->find("x") == nullptr);
  BOOST_TEST(once.find("a")->find("y")->is_null());
  BOOST_TEST(once.find("b")->is_null());
  BOOST_TEST(merge_over(once, patch).find("b")->is_null());
  BOOST_TEST(
      merge_over(map({}), map({{"a", map({{"y", Value{}, {}}}), {}}})).find("a")->find("y")->is_null());
}

BOOST_AUTO_TEST_CASE(equal_looks_at_meaning) {
  BOOST_TEST(equal(Value::plain("abc"), Value::string("abc")));
  BOOST_TEST(!equal(Value::plain("12"), Value::string("12")));
  BOOST_TEST(equal(map({{"a", Value::plain("1"), {}}, {"b", Value::plain("2"), {}}}),
                   map({{"b", Value::plain("2"), {}}, {"a", Value::plain("1"), {}}})));
  BOOST_TEST(!equal(map({{"a", Value::plain("1"), {}}}), map({{"b", Value::plain("1"), {}}})));
}

BOOST_AUTO_TEST_SUITE_END()
