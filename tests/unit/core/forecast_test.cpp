#include "pressrun/core/forecast.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <vector>

using namespace pressrun;

namespace {

double secs(Duration span) { return std::chrono::duration<double>(span).count(); }

/// Requests whose times are known well: `count` were seen to end about then.
ExpectedRenderings known(std::size_t submitted, Duration about, int count = 60) {
  ExpectedRenderings work;
  work.submitted = submitted;
  for (int i = 0; i < count; ++i) {
    const RenderCell by = cell_at(scaled(about, 0.9 + 0.004 * i));
    work.times.finished(work.times.accepted(), static_cast<RenderCell>(by - 1), by);
  }
  return work;
}

const Policy policy;

}  // namespace

BOOST_AUTO_TEST_SUITE(forecasts)

BOOST_AUTO_TEST_CASE(nothing_to_do_takes_no_time) {
  const Forecast made = forecast({}, 3, policy);
  BOOST_TEST(secs(made.high) == 0.0);
  BOOST_TEST(secs(forecast({ExpectedRenderings{}}, 3, policy).high) == 0.0);
}

BOOST_AUTO_TEST_CASE(a_single_job_takes_as_long_as_its_rendering) {
  const Forecast made = forecast({known(1, std::chrono::seconds{30})}, 1, policy);
  BOOST_TEST(made.learned);
  BOOST_TEST(secs(made.low) > 15);
  BOOST_TEST(secs(made.likely) > 28);
  BOOST_TEST(secs(made.likely) < 36);
  BOOST_TEST(secs(made.high) < 60);
}

BOOST_AUTO_TEST_CASE(many_jobs_take_as_long_as_their_calls) {
  const Forecast made = forecast({known(10'000, std::chrono::seconds{4})}, 1, policy);
  BOOST_TEST(secs(made.low) > 1'750);
  BOOST_TEST(secs(made.high) < 2'600);
}

BOOST_AUTO_TEST_CASE(without_anything_learned_the_range_is_wide_and_says_so) {
  const auto ratio = [](const Forecast& made) { return secs(made.high) / secs(made.low); };
  ExpectedRenderings unknown;
  unknown.submitted = 20;
  const Forecast first = forecast({unknown}, 1, policy);
  BOOST_TEST(!first.learned);
  BOOST_TEST(ratio(first) > 1.5 * ratio(forecast({known(20, std::chrono::seconds{4})}, 1, policy)));
}

BOOST_AUTO_TEST_CASE(what_may_be_under_way_at_once_holds_it_up) {
  Policy narrow;
  narrow.max_in_flight = 2;
  const Forecast made = forecast({known(100, std::chrono::seconds{30})}, 1, narrow);
  BOOST_TEST(secs(made.low) > 1'000);
}

BOOST_AUTO_TEST_CASE(what_is_out_already_is_waited_for) {
  ExpectedRenderings work = known(0, std::chrono::seconds{60});
  work.open = 5;
  const Forecast made = forecast({work}, 1, policy);
  BOOST_TEST(secs(made.high) > 30);
  BOOST_TEST(secs(made.high) < 150);
}

BOOST_AUTO_TEST_CASE(the_same_question_has_the_same_answer) {
  const auto ask = [] { return forecast({known(50, std::chrono::seconds{4})}, 1, policy); };
  BOOST_CHECK(ask().low == ask().low && ask().likely == ask().likely && ask().high == ask().high);
}

BOOST_AUTO_TEST_SUITE_END()
