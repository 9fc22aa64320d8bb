#include "pressrun/core/end_estimate.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(end_estimate)

using namespace pressrun;
using namespace std::chrono_literals;

namespace {

Forecast told(Duration likely) { return {likely - likely / 4, likely, likely + likely / 2, true}; }

}  // namespace

BOOST_AUTO_TEST_CASE(time_passes_between_two_forecasts) {
  EndEstimate estimate;
  BOOST_TEST(!estimate.left(0s).has_value());
  BOOST_TEST(estimate.is_due(0s));
  estimate.learn(100s, told(80s));
  BOOST_CHECK(estimate.left(100s)->likely == Duration{80s});
  BOOST_CHECK(estimate.left(110s)->low == Duration{50s});
  BOOST_CHECK(estimate.left(110s)->high == Duration{110s});
  BOOST_CHECK(estimate.left(500s)->likely == Duration{});
}

BOOST_AUTO_TEST_CASE(one_forecast_that_is_off_does_not_throw_it_about) {
  EndEstimate estimate;
  for (Duration now = 0s; now <= 1000s; now += 25s) estimate.learn(now, told(2000s - now));
  estimate.learn(1002s, told(5000s));
  BOOST_CHECK(estimate.left(1002s)->likely > 990s);
  BOOST_CHECK(estimate.left(1002s)->likely < 1200s);
  // Where they all say so it is believed.
  for (Duration now = 1025s; now <= 1300s; now += 25s) estimate.learn(now, told(6000s - now));
  BOOST_CHECK(estimate.left(1300s)->likely > 4600s);
}

BOOST_AUTO_TEST_CASE(a_forecast_is_made_seldom_and_never_too_seldom) {
  EndEstimate estimate;
  estimate.learn(0s, told(10s));
  BOOST_TEST(!estimate.is_due(1s));
  BOOST_TEST(estimate.is_due(2s));
  estimate.learn(400s, told(10s));
  BOOST_TEST(!estimate.is_due(409s));
  BOOST_TEST(estimate.is_due(410s));
  estimate.learn(10h, told(10s));
  BOOST_TEST(estimate.is_due(10h + 1min));
}

BOOST_AUTO_TEST_SUITE_END()
