#include "simulator/asset_cache.hpp"

#include <boost/test/unit_test.hpp>

#include <stdexcept>

BOOST_AUTO_TEST_SUITE(asset_cache)

using pressrun::simulator::AssetCache;

namespace {

struct Counted {
  AssetCache cache{10};
  int made = 0;
  void use(const std::string& name) {
    cache.find_or_make(name, [&] {
      ++made;
      return std::string(4, 'x');
    });
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_file_is_made_once, Counted) {
  use("a");
  use("a");
  BOOST_TEST(made == 1);
}

BOOST_FIXTURE_TEST_CASE(the_file_used_least_recently_is_dropped, Counted) {
  use("a");
  use("b");
  use("a");
  use("c");  // room for two
  BOOST_TEST(cache.bytes() == 8U);
  use("a");
  BOOST_TEST(made == 3);
  use("b");
  BOOST_TEST(made == 4);
}

BOOST_FIXTURE_TEST_CASE(a_file_larger_than_all_is_given_and_not_kept, Counted) {
  const auto file = cache.find_or_make("big", [] { return std::string(100, 'x'); });
  BOOST_TEST(file->size() == 100U);
  BOOST_TEST(cache.bytes() == 0U);
}

BOOST_FIXTURE_TEST_CASE(nothing_is_kept_of_a_failure, Counted) {
  const auto fails = []() -> std::string { throw std::runtime_error("no"); };
  BOOST_CHECK_THROW(cache.find_or_make("a", fails), std::runtime_error);
  use("a");
  BOOST_TEST(made == 1);
}

BOOST_AUTO_TEST_SUITE_END()
