#include "app/run_progress.hpp"

#include "unit/app/run_parts.hpp"

#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(run_progress)

using namespace pressrun;
using namespace pressrun::test;
using namespace std::chrono_literals;

namespace {

struct Progressing : OneCampaign {
  RunParts parts{*this};
  std::string standstill() {
    return app::standstill(parts.stops.control(), parts.admission, budget, clock.now());
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(why_it_stands_still_is_said_the_worst_first, Progressing) {
  BOOST_TEST(standstill() == "");
  budget.hold(Tier::polling, clock.now() + 1s);
  BOOST_TEST(standstill() == "");  // not worth a word
  budget.hold(Tier::polling, clock.now() + 28min);
  BOOST_TEST(standstill() == "rate limited for 28m 00s");
  const Answer<SubmitOutcome> lost{OutcomeUnknown{}, std::nullopt, false};
  parts.prepare();
  const JobIndex index = parts.next_submission();
  parts.admission.on_submitted(index, 0, lost, clock.now(), clock.now());
  BOOST_TEST(standstill().starts_with("the service does not answer as it should"));
  parts.stops.stop(Stop::signal, "by a signal");
  BOOST_TEST(standstill() == "stopping: awaiting the answers under way");
}

BOOST_FIXTURE_TEST_CASE(what_waits_and_what_is_out_are_counted, RunWorld) {
  add(plain_rows(3, true));
  RunParts parts{*this};
  parts.prepare();
  parts.submitted();
  const ProgressReading reading = app::progress_of(parts.campaigns, parts.admission, parts.gate);
  BOOST_TEST(reading.jobs == 3U);
  BOOST_TEST(reading.waiting == 2U);
  BOOST_TEST(reading.in_flight == 1U);
  BOOST_TEST(reading.sent == 1U);
  BOOST_TEST(reading.credits.out == 2U);  // a job has two formats
  BOOST_TEST(reading.credits.settled == 0U);
  BOOST_TEST(reading.calls_per_second > 0);
}

BOOST_FIXTURE_TEST_CASE(a_stop_that_lets_what_is_out_come_is_said, Progressing) {
  parts.prepare();
  parts.stops.stop(Stop::max_credits, "the next request would exceed --max-credits 3");
  BOOST_TEST(standstill() == "no more is sent: the next request would exceed --max-credits 3");
}

BOOST_FIXTURE_TEST_CASE(what_renders_longest_is_named_that_first, RunWorld) {
  add(plain_rows(3, true));
  RunParts parts{*this};
  parts.prepare();
  parts.submitted();
  ask(clock.sleep_until(clock.now() + 300ms));
  parts.submitted("00000000-0000-4000-8000-000000000002");
  const auto slow = app::slowest_of(parts.admission, parts.table, clock.now());
  BOOST_REQUIRE(slow.size() == 2U);
  BOOST_TEST(slow.front().job == SyntheticJobs::key_of(sources.front().rows().front()).text);
  BOOST_CHECK(slow.front().out >= 300ms);
  BOOST_CHECK(slow.back().out < 300ms);
}

BOOST_FIXTURE_TEST_CASE(what_is_left_is_of_the_kinds_that_came_so_far, RunWorld) {
  add(plain_rows(4, true));
  RunParts parts{*this};
  parts.prepare();
  const auto unknown = parts.queue.work_left(4);
  BOOST_REQUIRE(unknown.size() == 1U);
  BOOST_TEST(unknown.front().submitted == 4U);
  parts.submitted();
  const auto known = parts.queue.work_left(3);
  BOOST_REQUIRE(known.size() == 1U);
  BOOST_TEST(known.front().submitted == 3U);
  BOOST_TEST(known.front().open == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
