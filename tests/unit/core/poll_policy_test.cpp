#include "pressrun/core/poll_policy.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(poll_policy)

using namespace pressrun;
using namespace std::chrono_literals;

namespace {

struct Kind {
  RenderTimes times;

  /// Forty requests that took this long, by and large.
  void learn(Duration time) {
    for (int i = 0; i < 40; ++i)
      times.finished(times.accepted(), cell_at(time - time / 10),
                     static_cast<RenderCell>(cell_at(time + time / 10) + 1));
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_poll_is_due_when_nearly_all_are_finished_and_sooner_where_slots_are_idle, Kind) {
  learn(60s);
  const Duration contested = poll_due({times, 0, false, true, 10, 1});
  const Duration idle = poll_due({times, 0, false, false, 10, 1});
  BOOST_CHECK(contested > 55s);
  BOOST_CHECK(contested < 120s);
  BOOST_CHECK(idle <= contested);
}

BOOST_FIXTURE_TEST_CASE(one_that_a_poll_has_missed_is_asked_for_later_than_that, Kind) {
  learn(60s);
  const RenderCell asked = cell_at(70s);
  BOOST_CHECK(poll_due({times, asked, false, true, 10, 1}) > time_of(asked));
}

BOOST_FIXTURE_TEST_CASE(soundings_are_asked_sooner_than_the_others, Kind) {
  BOOST_CHECK(poll_due({times, 0, true, true, 10, 1}) < poll_due({times, 0, false, true, 10, 1}));
}

BOOST_FIXTURE_TEST_CASE(where_calls_cost_nothing_the_first_of_a_kind_is_asked_at_once, Kind) {
  BOOST_CHECK(poll_due({times, 0, true, true, 10, 1000}) == time_of(1));
  learn(60s);
  BOOST_CHECK(poll_due({times, 0, true, true, 10, 1000}) > time_of(1));
}

BOOST_FIXTURE_TEST_CASE(a_crowd_makes_idle_polls_dearer, Kind) {
  learn(60s);
  BOOST_CHECK(poll_due({times, 0, false, false, 10'000, 1}) >= poll_due({times, 0, false, false, 10, 1}));
}

BOOST_AUTO_TEST_CASE(only_one_that_hangs_waits_longer_than_asked_for) {
  BOOST_CHECK(more_patience(0) == Duration{});
  BOOST_CHECK(more_patience(render_cells - 2) == Duration{});
  BOOST_CHECK(more_patience(render_cells - 1) == 30s);
}

BOOST_AUTO_TEST_CASE(the_first_of_a_kind_and_every_fiftieth_are_soundings) {
  BOOST_TEST(is_exploratory({0, 5, 0}));
  BOOST_TEST(!knows_enough({2, 3, 0}));
  BOOST_TEST(knows_enough({0, 6, 0}));
  BOOST_TEST(!is_exploratory({0, 6, 1}));
  BOOST_TEST(!is_exploratory({10, 0, 49}));
  BOOST_TEST(is_exploratory({10, 0, 50}));
}

BOOST_AUTO_TEST_CASE(the_last_submissions_go_before_polls_so_that_they_render_in_time) {
  BOOST_TEST(poll_goes_first({false, 10min, 1min}));
  BOOST_TEST(!poll_goes_first({false, 30s, 1min}));
  BOOST_TEST(poll_goes_first({true, 30s, 1min}));
}

BOOST_AUTO_TEST_SUITE_END()
