#include "pressrun/core/render_times.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <random>

BOOST_AUTO_TEST_SUITE(render_times)

using namespace pressrun;
using namespace std::chrono_literals;

namespace {

double seconds(Duration duration) { return std::chrono::duration<double>(duration).count(); }
RenderCell cell(double time) {
  return cell_at(std::chrono::duration_cast<Duration>(std::chrono::duration<double>(time)));
}

/// A request that took `time`, asked for often enough to know it to a fifth.
void took(RenderTimes& times, double time) {
  const auto request = times.accepted();
  times.waiting(request, 0, cell(time / 1.1));
  times.finished(request, cell(time / 1.1), static_cast<RenderCell>(cell(time * 1.1) + 1));
}

double median(const RenderTimes& times) { return seconds(times.quantile(0.5)); }

/// Log-normal numbers that are the same on every machine.
class LogNormal {
 public:
  LogNormal(double median, double sigma) : median_(median), sigma_(sigma) {}
  double operator()() {
    double sum = -6;  // twelve uniform ones make a normal one
    for (int i = 0; i < 12; ++i) sum += static_cast<double>(random_() >> 11U) * 0x1.0p-53;
    return median_ * std::exp(sigma_ * sum);
  }

 private:
  std::mt19937_64 random_{42};
  double median_;
  double sigma_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(the_grid_runs_from_nothing_to_two_hours) {
  BOOST_CHECK(time_of(0) == 0s);
  BOOST_CHECK(time_of(1) == 50ms);
  BOOST_CHECK(time_of(render_cells - 1) > 7200s);
  for (RenderCell c = 0; c < render_cells; ++c) BOOST_TEST(cell_at(time_of(c)) == c);
  BOOST_TEST(cell_at(100h) == render_cells - 1);
  BOOST_TEST(cell_at(-1s) == 0);
}

BOOST_AUTO_TEST_CASE(a_few_observations_give_the_shape) {
  RenderTimes times;
  LogNormal draw{30, 0.4};
  for (int i = 0; i < 12; ++i) took(times, draw());
  BOOST_TEST(median(times) > 22);
  BOOST_TEST(median(times) < 40);
  BOOST_TEST(seconds(times.quantile(0.9)) < 90);
}

BOOST_AUTO_TEST_CASE(many_observations_give_any_shape_two_humps_included) {
  RenderTimes times;
  for (int i = 0; i < 200; ++i) took(times, i % 5 == 0 ? 20 : 2);
  BOOST_TEST(seconds(times.quantile(0.75)) < 3);
  BOOST_TEST(seconds(times.quantile(0.9)) > 15);
  // Between the humps nothing is finished, so nothing is asked for.
  const PollSchedule& schedule = times.schedule(10s);
  BOOST_TEST(seconds(time_of(schedule[0])) < 4);
  BOOST_TEST(seconds(time_of(schedule[schedule[0]])) > 15);
}

BOOST_AUTO_TEST_CASE(what_is_still_open_counts_as_longer_than_that) {
  RenderTimes times;
  for (int i = 0; i < 6; ++i) times.waiting(times.accepted(), 0, cell(60));
  BOOST_TEST(median(times) > 60);
}

BOOST_AUTO_TEST_CASE(one_request_that_hangs_does_not_make_the_others_slow) {
  RenderTimes times;
  LogNormal draw{4, 0.5};
  for (int i = 0; i < 30; ++i) took(times, draw());
  const double before = seconds(times.quantile(0.9));
  const auto hanging = times.accepted();
  RenderCell asked = 0;
  for (const double at : {10.0, 20.0, 60.0, 300.0, 1800.0}) {
    times.waiting(hanging, asked, cell(at));
    asked = cell(at);
    took(times, draw());
  }
  BOOST_TEST(median(times) < 6);
  BOOST_TEST(seconds(times.quantile(0.9)) < 1.5 * before);
}

BOOST_AUTO_TEST_CASE(a_sudden_change_is_followed_within_a_few_observations) {
  for (const double after : {40.0, 0.4}) {
    RenderTimes times;
    LogNormal before{4, 0.3};
    for (int i = 0; i < 200; ++i) took(times, before());
    LogNormal now{after, 0.3};
    for (int i = 0; i < 6; ++i) took(times, now());
    BOOST_TEST_CONTEXT(after) {
      BOOST_TEST(median(times) > after / 2);
      BOOST_TEST(median(times) < after * 2);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_design_that_became_slow_is_noticed_from_unfinished_requests_alone) {
  RenderTimes times;
  for (int i = 0; i < 200; ++i) took(times, 4);
  for (int i = 0; i < 5; ++i) times.waiting(times.accepted(), 0, cell(12));
  BOOST_TEST(median(times) > 8);
}

BOOST_AUTO_TEST_CASE(that_the_slowest_end_last_is_no_surprise) {
  RenderTimes times;
  LogNormal draw{4, 0.5};
  std::vector<std::pair<double, RenderTimes::Number>> requests;
  for (int i = 0; i < 100; ++i) requests.emplace_back(draw(), times.accepted());
  std::ranges::sort(requests);
  for (const auto& [time, request] : requests) {
    times.waiting(request, 0, cell(time / 1.1));
    times.finished(request, cell(time / 1.1), static_cast<RenderCell>(cell(time * 1.1) + 1));
  }
  BOOST_TEST(times.known() > 70);
  BOOST_TEST(median(times) > 3.3);
  BOOST_TEST(median(times) < 4.8);
}

BOOST_AUTO_TEST_CASE(late_ones_among_many_in_time_are_no_change) {
  RenderTimes times;
  LogNormal draw{4, 0.5};
  for (int i = 0; i < 60; ++i) took(times, draw());
  for (int i = 0; i < 60; ++i) {  // asked for once, late: one in twelve needs another poll
    const auto request = times.accepted();
    if (i % 12 == 0) times.waiting(request, 0, cell(9.5));
    times.finished(request, i % 12 == 0 ? cell(9.5) : RenderCell{0}, cell(i % 12 == 0 ? 14 : 9.5));
  }
  BOOST_TEST(times.known() > 30);
  BOOST_TEST(median(times) < 5);
}

BOOST_AUTO_TEST_CASE(the_memory_of_a_run_starts_the_next) {
  RenderTimes times;
  for (int i = 0; i < 40; ++i) took(times, 15);
  RenderTimes next;
  next.recall(times.memory());
  BOOST_TEST(std::abs(next.known() - times.known()) < 1.5);
  BOOST_TEST(std::abs(median(next) - median(times)) < 1);
}

BOOST_AUTO_TEST_CASE(a_memory_that_is_none_changes_nothing) {
  for (const std::string bad :
       {"x", "1-", "5-3:100 ", "1-999:100 ", "1-2:100", "1-2:100 3-", "-1-2:1 ", "1-2:99999999999 "}) {
    RenderTimes times;
    times.recall(bad);
    BOOST_TEST_CONTEXT(bad) { BOOST_TEST(times.known() == 0.0); }
  }
}

BOOST_AUTO_TEST_CASE(a_cheap_poll_is_sent_early_and_often_a_dear_one_late) {
  RenderTimes times;
  LogNormal draw{4, 0.5};
  for (int i = 0; i < 60; ++i) took(times, draw());
  const auto first = [&](Duration price) { return time_of(times.schedule(price)[0]); };
  BOOST_CHECK(first(100ms) < first(2s));
  BOOST_CHECK(first(2s) < first(60s));
  BOOST_CHECK(first(60s) > 6s);
}

BOOST_AUTO_TEST_CASE(every_schedule_moves_on) {
  RenderTimes times;
  for (const Duration price : {Duration{1ms}, Duration{1s}, Duration{1h}}) {
    const PollSchedule& schedule = times.schedule(price);
    for (std::size_t c = 0; c + 1 < render_cells; ++c) BOOST_TEST(schedule[c] > c);
  }
}

BOOST_AUTO_TEST_SUITE_END()
