#include "app/progress_ticker.hpp"

#include "unit/app/scripted_reads.hpp"

#include <boost/test/unit_test.hpp>

#include <optional>
#include <vector>

BOOST_AUTO_TEST_SUITE(progress_ticker)

using namespace pressrun;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_CASE(bytes_are_counted_over_the_last_seconds) {
  app::ByteRate rate;
  const Instant start{1h};
  BOOST_TEST(rate.note(start, 0) == 0);
  BOOST_TEST(rate.note(start + 2s, 2'000) == 1'000, boost::test_tools::tolerance(1e-9));
  for (int s = 3; s <= 60; ++s) rate.note(start + std::chrono::seconds{s}, 2'000);
  BOOST_TEST(rate.note(start + 61s, 2'000) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
