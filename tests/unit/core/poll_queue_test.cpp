#include "pressrun/core/poll_queue.hpp"

#include <boost/test/unit_test.hpp>

using namespace pressrun;
using namespace std::chrono_literals;
using Budget = PollQueue::Budget;

namespace {

const Instant t0{1h};

struct QueueFixture {
  PollQueue queue;

  void add(JobIndex job, RenderKind kind, Instant at) {
    queue.accepted(job, kind, at);
    queue.wait(job, at);
  }
  void learn(RenderKind kind, Duration time) {
    for (int i = 0; i < 40; ++i)
      queue.times(kind).finished(queue.times(kind).accepted(), cell_at(time - time / 10),
                                 static_cast<RenderCell>(cell_at(time + time / 10) + 1));
  }
  PollQueue::Due first(Budget budget, Instant now = t0) {
    const auto due = queue.first(budget, now);
    BOOST_REQUIRE(due);
    return *due;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(poll_queue, QueueFixture)

BOOST_AUTO_TEST_CASE(nothing_waits_at_first) {
  BOOST_TEST(queue.empty());
  BOOST_TEST(!queue.first(Budget::idle, t0));
}

BOOST_AUTO_TEST_CASE(kinds_are_asked_for_at_their_own_time) {
  learn(0, 60s);
  learn(1, 2s);
  add(10, 0, t0);
  add(11, 1, t0 + 1s);
  BOOST_TEST(first(Budget::contested, t0 + 1s).job == 11U);
  BOOST_CHECK(first(Budget::contested, t0 + 1s).at < t0 + 10s);
  queue.take(11);
  BOOST_TEST(first(Budget::contested).job == 10U);
  BOOST_CHECK(first(Budget::contested).at > t0 + 50s);
}

BOOST_AUTO_TEST_CASE(the_first_of_an_unknown_kind_are_sounded_and_the_rest_wait) {
  for (JobIndex job = 0; job < 20; ++job) add(job, 0, t0 + 1ms * job);
  for (JobIndex job = 0; job < 6; ++job) {
    const auto due = first(Budget::contested, t0 + 1s);
    BOOST_TEST(due.exploratory);
    BOOST_TEST(due.job == job);
    queue.take(job);
  }
  BOOST_TEST(!first(Budget::contested, t0 + 1s).exploratory);
}

BOOST_AUTO_TEST_CASE(without_a_ceiling_the_first_of_an_unknown_kind_are_asked_at_once) {
  queue = PollQueue(1000);
  for (JobIndex job = 0; job < 2'000; ++job) add(job, 0, t0);
  for (JobIndex job = 0; job < 6; ++job) {
    const auto due = first(Budget::idle);
    BOOST_TEST(due.exploratory);
    BOOST_CHECK(due.at == t0 + time_of(1));
    queue.take(due.job);
    queue.finished(due.job, due.at);
  }
  BOOST_CHECK(first(Budget::idle).at < t0 + 200ms);  // what they told spares the others the wait
}

BOOST_AUTO_TEST_CASE(without_a_ceiling_a_known_kind_is_sounded_at_its_usual_time) {
  queue = PollQueue(1000);
  learn(0, 20s);
  for (JobIndex job = 0; job < 60; ++job) add(job, 0, t0);
  BOOST_CHECK(first(Budget::idle).at > t0 + 1s);
}

BOOST_AUTO_TEST_CASE(an_idle_budget_asks_sooner) {
  learn(0, 4s);
  add(1, 0, t0);
  BOOST_CHECK(first(Budget::idle).at <= first(Budget::contested).at);
}

BOOST_AUTO_TEST_CASE(the_next_poll_comes_after_the_last) {
  add(1, 0, t0);
  Instant asked = t0;
  for (int i = 0; i < 6; ++i) {
    const auto due = first(Budget::idle, asked);
    BOOST_CHECK(due.at > asked);
    asked = due.at;
    queue.take(1);
    queue.unfinished(1, asked);
    queue.wait(1, asked);
  }
}

BOOST_AUTO_TEST_CASE(a_poll_that_failed_waits_its_time) {
  add(1, 0, t0 - 10s);
  queue.take(first(Budget::idle).job);
  queue.wait(1, t0 + 5s);
  BOOST_CHECK(first(Budget::idle).at >= t0 + 5s);
  BOOST_CHECK(first(Budget::idle, t0 + 5s).at <= t0 + 5s);
}

BOOST_AUTO_TEST_CASE(what_ended_is_forgotten) {
  add(1, 0, t0);
  queue.take(1);
  queue.unfinished(1, t0 + 3500ms);
  queue.finished(1, t0 + 4s);
  BOOST_TEST(queue.rendering() == 0U);
  BOOST_TEST(queue.times(0).known() > 0.5);
  add(2, 0, t0);
  queue.take(2);
  queue.gone(2);
  queue.gone(2);
  BOOST_TEST(queue.rendering() == 0U);
  BOOST_TEST(queue.times(0).known() < 1.1);
}

BOOST_AUTO_TEST_CASE(a_request_that_hangs_is_asked_for_twice_a_minute) {
  add(1, 0, t0 - 3h);
  queue.take(first(Budget::idle).job);
  queue.unfinished(1, t0);
  queue.wait(1, t0);
  BOOST_CHECK(first(Budget::idle, t0).at == t0 + 30s);
}

BOOST_AUTO_TEST_CASE(the_cover_is_that_of_the_slowest_kind_that_renders) {
  learn(0, 60s);
  learn(1, 2s);
  add(1, 1, t0);
  BOOST_CHECK(queue.cover() < 20s);
  add(2, 0, t0);
  BOOST_CHECK(queue.cover() > 40s);
}

BOOST_AUTO_TEST_CASE(only_what_waits_can_be_withdrawn) {
  add(1, 0, t0);
  BOOST_TEST(!queue.withdraw(2));
  BOOST_TEST(queue.withdraw(1));
  BOOST_TEST(queue.empty());
  BOOST_TEST(!queue.withdraw(1));
  queue.wait(1, t0 + 1s);
  BOOST_TEST(!queue.empty());
  BOOST_TEST(queue.withdraw(1));
  BOOST_TEST(queue.empty());
}

BOOST_AUTO_TEST_CASE(a_delivery_teaches_how_long_it_took) {
  for (JobIndex job = 0; job < 40; ++job) {
    add(job, 0, t0);
    BOOST_REQUIRE(queue.withdraw(job));
    queue.delivered(job, t0 + 10s);
  }
  BOOST_TEST(queue.rendering() == 0U);
  const Duration median = queue.times(0).quantile(0.5);
  BOOST_CHECK(median > 8s && median < 12s);
}

BOOST_AUTO_TEST_SUITE_END()
